import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/Signal.svelte';
import { formatAgo, formatMoment, formatTimeOfDay } from '#lib/ui/time.ts';
import type { FollowerStatus, Phase } from './log-follower.ts';

export const PHASE_TONE = {
  live: 'good',
  connecting: 'quiet',
  'catching up': 'warn',
  'not live': 'bad',
} satisfies Record<Phase, Tone>;

const PHASES = {
  live: m.live,
  connecting: m.live_connecting,
  'catching up': m.live_catching_up,
  'not live': m.live_not,
} satisfies Record<Phase, () => string>;

/** "live", "catching up", or since when it is not live. */
export function nameState({ phase, since }: FollowerStatus, timeZone: string): string {
  if (phase !== 'not live' || since === undefined) return PHASES[phase]();
  return m.live_not_since({ time: formatTimeOfDay(since, timeZone) });
}

/** "last event 12 s ago"; a server's clock that is ahead does not make it the future. */
export function nameAge(lastEventAt: number, now: number): string {
  return m.last_event({ ago: formatAgo(Math.min(lastEventAt, now), now) });
}

/** What it means, and what the server said if it refused. */
export function explainState({ phase, since, refusal }: FollowerStatus, timeZone: string): string {
  if (phase === 'live') return m.live_means();
  if (since === undefined) return m.live_connecting_means();
  const was = m.live_until({ moment: formatMoment(since, timeZone) });
  if (phase === 'catching up') return `${was} ${m.live_coming_in()}`;
  const reason = refusal ? m.live_server_said({ reason: refusal }) : m.server_unreachable();
  return `${was} ${reason}`;
}
