import type { Follower, News, Seed } from '../core/followed.ts';
import type { Investigation } from './investigation.ts';

/** Where in the log an answer is, as every statement says that includes sql/events/followed-from.sql. */
export interface FollowedFrom {
  seq: string;
  ahead: string[];
}

export function seedOf<F extends Follower>(follower: F, { seq, ahead }: FollowedFrom): Seed<F> {
  return { follower, seq: BigInt(seq), ahead: new Set(ahead) };
}

/** The case that it tells of, as it was left; undefined where it tells of no case. */
export function caseOfNews({ kind, payload }: News): Investigation | undefined {
  if (!kind.startsWith('investigation.')) return undefined;
  return payload as unknown as Investigation; // each of these events has one; see work-apply.ts
}
