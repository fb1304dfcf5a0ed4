import type { Tone } from '#lib/ui/Signal.svelte';
import { formatAgo, formatMoment, formatTimeOfDay } from '#lib/ui/time.ts';
import type { FollowerStatus, Phase } from './log-follower.ts';

export const PHASE_TONE = {
  live: 'good',
  connecting: 'quiet',
  'catching up': 'warn',
  'not live': 'bad',
} satisfies Record<Phase, Tone>;

/** "live", "catching up", or since when it is not live. */
export function nameState({ phase, since }: FollowerStatus, timeZone: string): string {
  if (phase !== 'not live' || since === undefined) return phase;
  return `not live since ${formatTimeOfDay(since, timeZone)}, trying again`;
}

/** "last event 12 s ago"; a server's clock that is ahead does not make it the future. */
export function nameAge(lastEventAt: number, now: number): string {
  return `last event ${formatAgo(Math.min(lastEventAt, now), now)}`;
}

/** What it means, and what the server said if it refused. */
export function explainState({ phase, since, refusal }: FollowerStatus, timeZone: string): string {
  if (phase === 'live') return 'What happens appears by itself.';
  if (since === undefined) return 'Connecting to the server.';
  const was = `Live until ${formatMoment(since, timeZone)}.`;
  if (phase === 'catching up') return `${was} What was missed is coming in.`;
  return `${was} ${refusal ? `The server said: ${refusal}` : 'The server cannot be reached.'}`;
}
