import { DomainError } from '../core/errors.ts';
import type { KeyRole, Role } from '../core/generated/prisma/client.ts';

/** What can be allowed. Every field of the API's roots asks for one of these, or for none but a sign-in. */
export const PERMISSIONS = [
  /** Cases, suppliers, anomalies, the dashboard, the record of jobs, live events. */
  'READ',
  /** Resolve, assign, snooze, note: whatever changes a case or what is known of a supplier. */
  'WORK',
  /** The files behind the cases, and their previews. */
  'DOWNLOAD',
  /** Report failures. */
  'LOG',
  /** Lists as CSV and the like. */
  'EXPORT',
  /** Run jobs by hand. */
  'RUN_JOBS',
  /** What is wrong inside: errors of runs, the state of databases. */
  'SEE_HEALTH',
  /** People, keys, the company's settings. */
  'ADMINISTER',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const OPERATOR = ['READ', 'WORK', 'DOWNLOAD'] as const;

const OF_PEOPLE: Record<Role, readonly Permission[]> = {
  OPERATOR,
  ENGINEER: [...OPERATOR, 'RUN_JOBS', 'SEE_HEALTH'],
  ANALYST: ['READ', 'EXPORT'],
  ADMIN: [...OPERATOR, 'RUN_JOBS', 'SEE_HEALTH', 'EXPORT', 'ADMINISTER'],
};

const OF_KEYS: Record<KeyRole, readonly Permission[]> = {
  ROBOT: ['LOG'],
  INTEGRATION: ['READ'],
  ANALYST: ['READ', 'EXPORT'],
};

/** Who asks, as the process saw their session or key when it last looked. */
export type Viewer =
  | { kind: 'PERSON'; id: string; name: string; role: Role }
  | { kind: 'KEY'; id: string; name: string; role: KeyRole };

/** Whether the viewer may do something in the company of the request. */
export function may(viewer: Viewer, permission: Permission): boolean {
  const allowed = viewer.kind === 'PERSON' ? OF_PEOPLE[viewer.role] : OF_KEYS[viewer.role];
  return allowed.includes(permission);
}

/** The caller is known, and may not. */
export class Forbidden extends DomainError {
  constructor(viewer: Viewer, permission: Permission) {
    const whose = viewer.kind === 'PERSON' ? 'people' : 'keys';
    super(
      'FORBIDDEN',
      `This takes the permission ${permission}, which ${viewer.role} does not have. ` +
        `Of ${whose}, ${rolesWith(permission, viewer.kind)}.`,
    );
  }
}

function rolesWith(permission: Permission, kind: Viewer['kind']): string {
  const roles = Object.entries(kind === 'PERSON' ? OF_PEOPLE : OF_KEYS)
    .filter(([, permissions]) => permissions.includes(permission))
    .map(([role]) => role);
  return roles.length > 0 ? `${roles.join(', ')} may` : 'none may';
}
