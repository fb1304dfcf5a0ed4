import type { Bucket } from '#lib/graphql/generated.ts';
import type { Tone } from '#lib/ui/Signal.svelte';

interface BucketWords {
  tone: Tone;
  name: string;
  meaning: string;
}

/** How each bucket is shown, in the order in which they are listed. */
export const BUCKETS = {
  CONSISTENT: { tone: 'good', name: 'Consistent', meaning: 'delivers in an even rhythm' },
  INCONSISTENT: { tone: 'warn', name: 'Inconsistent', meaning: 'delivers, but unevenly' },
  NEW: { tone: 'quiet', name: 'New', meaning: 'too few files yet to know a rhythm' },
  DEAD: { tone: 'quiet', name: 'Dead', meaning: 'no file for 28 days or more' },
} satisfies Record<Bucket, BucketWords>;

export const BUCKET_ORDER = Object.keys(BUCKETS) as Bucket[]; // the keys are the buckets, by `satisfies`

export function isBucket(text: string | null): text is Bucket {
  return text !== null && text in BUCKETS;
}
