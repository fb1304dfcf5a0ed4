import type { Role } from '#lib/graphql/generated.ts';
import { m } from '#lib/paraglide/messages.js';

/** What people may be, from those who do the daily work on. */
export const ROLES = {
  OPERATOR: { name: m.role_operator, does: m.role_operator_does },
  ENGINEER: { name: m.role_engineer, does: m.role_engineer_does },
  ANALYST: { name: m.role_analyst, does: m.role_analyst_does },
  ADMIN: { name: m.role_admin, does: m.role_admin_does },
} satisfies Record<Role, Record<'name' | 'does', () => string>>;

export const ROLE_ORDER = Object.keys(ROLES) as Role[]; // by `satisfies`

export function isRole(role: string): role is Role {
  return role in ROLES;
}

/** A role in the reader's language; one that this page does not know as it is. */
export function nameRole(role: string): string {
  return isRole(role) ? ROLES[role].name() : role;
}
