import type pg from 'pg';
import { DomainError } from './errors.ts';

/**
 * The roles a process enters with each connection that works on companies' data. Neither owns a table,
 * so the policies of the row-level security bind them (see the migration that builds it).
 */
export const ROLES = {
  /** Sees the company in `pricelens.company_id`, and nothing while that is not set. */
  company: 'pricelens_runtime',
  /** Sees all companies. */
  installation: 'pricelens_installation',
} as const;
export type RoleName = (typeof ROLES)[keyof typeof ROLES];

/** The database user may not work as one of the roles. */
export class RolesRefused extends DomainError {
  constructor(user: string, reason: string) {
    super(
      'ROLES_REFUSED',
      `Postgres does not let the user ${user} work as ${ROLES.company} and ${ROLES.installation}: ` +
        `${reason}. Let an administrator of the server run: ` +
        `GRANT ${ROLES.company}, ${ROLES.installation} TO "${user}"; and start again.`,
    );
  }
}

const MAY_NOT_BECOME = ['42501', '22023']; // insufficient privilege; a role that is not there

/**
 * Makes sure that the pool's connections are bound by the policies before anything relies on it.
 *
 * @throws {RolesRefused}
 */
export async function checkRole(pool: pg.Pool, role: RoleName): Promise<void> {
  const { name, isFree } = await currentRole(pool);
  if (name === role && !isFree) return;
  throw new RolesRefused(
    userOf(pool),
    `it works as ${name}${isFree ? ', whom no policy binds' : ''}`,
  );
}

async function currentRole(pool: pg.Pool): Promise<{ name: string; isFree: boolean }> {
  try {
    const { rows } = await pool.query<{ name: string; isFree: boolean }>(
      `SELECT rolname AS name, rolsuper OR rolbypassrls AS "isFree"
       FROM pg_roles
       WHERE rolname = current_user`,
    );
    return rows[0]!; // everybody is somebody
  } catch (error) {
    const { code = '', message } = error as pg.DatabaseError; // or an Error, which has a message too
    if (MAY_NOT_BECOME.includes(code)) throw new RolesRefused(userOf(pool), message);
    throw error;
  }
}

function userOf({ options }: pg.Pool): string {
  const user = URL.parse(options.connectionString ?? '')?.username;
  return user ? decodeURIComponent(user) : 'of DATABASE_URL';
}
