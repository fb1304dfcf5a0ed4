import type { Bucket } from '#lib/graphql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/Signal.svelte';

interface BucketWords {
  tone: Tone;
  name: () => string;
  meaning: () => string;
}

/** How each bucket is shown, in the order in which they are listed. */
export const BUCKETS = {
  CONSISTENT: { tone: 'good', name: m.bucket_consistent, meaning: m.bucket_consistent_means },
  INCONSISTENT: { tone: 'warn', name: m.bucket_inconsistent, meaning: m.bucket_inconsistent_means },
  NEW: { tone: 'quiet', name: m.bucket_new, meaning: m.bucket_new_means },
  DEAD: { tone: 'quiet', name: m.bucket_dead, meaning: m.bucket_dead_means },
} satisfies Record<Bucket, BucketWords>;

export const BUCKET_ORDER = Object.keys(BUCKETS) as Bucket[]; // the keys are the buckets, by `satisfies`

export function isBucket(text: string | null): text is Bucket {
  return text !== null && text in BUCKETS;
}
