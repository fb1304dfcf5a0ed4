import type { KeyFragment, KeyRole } from '#lib/graphql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/Signal.svelte';

/** What a machine may be. */
export const KEY_ROLES = {
  ROBOT: { name: m.key_role_robot, does: m.key_role_robot_does },
  INTEGRATION: { name: m.key_role_integration, does: m.key_role_integration_does },
  ANALYST: { name: m.role_analyst, does: m.role_analyst_does },
} satisfies Record<KeyRole, Record<'name' | 'does', () => string>>;

export const KEY_ROLE_ORDER = Object.keys(KEY_ROLES) as KeyRole[]; // by `satisfies`

/** Whether a machine is let in by it at that moment, in milliseconds since 1970. */
export function stateOf(
  { revokedAt, expiresAt }: KeyFragment,
  now: number,
): { tone: Tone; word: string; isGood: boolean } {
  if (revokedAt !== null) return { tone: 'quiet', word: m.key_revoked(), isGood: false };
  const hasEnded = expiresAt !== null && Date.parse(expiresAt) <= now;
  if (hasEnded) return { tone: 'quiet', word: m.key_ended(), isGood: false };
  return { tone: 'good', word: m.key_good(), isGood: true };
}
