import { batched } from '../core/batched.ts';
import { Batcher } from '../core/batcher.ts';
import type { Company, Context } from '../core/context.ts';
import type { Caller, Credentials } from './caller.ts';
import { isSameHash } from './key.ts';
import { findKeys, findSessions, type CompanyColumns, type KeyRow } from './queries.ts';

type Lookup = Pick<Context, 'pg' | 'now'>;

/** A caller who was found, with the key, if it was by one. */
export interface Found {
  caller: Caller;
  key?: KeyRow;
}

/**
 * Who shows these credentials, as Postgres knows them this very moment: nothing is kept, so that what
 * was revoked on one server is refused by all. Those who come while others are looked up are looked up
 * together.
 *
 * @returns undefined for what is unknown, revoked or has ended
 */
export function findCaller(ctx: Lookup, credentials: Credentials): Promise<Found | undefined> {
  return credentials.kind === 'KEY' ? byKey(ctx, credentials) : bySession(ctx, credentials);
}

async function byKey(
  ctx: Lookup,
  credentials: Extract<Credentials, { kind: 'KEY' }>,
): Promise<Found | undefined> {
  const key = await keysOf(ctx.pg).add(credentials.id);
  if (!key || !isSameHash(key.secret_hash, credentials.secretHash)) return undefined;
  if (key.revoked_at || (key.expires_at && key.expires_at <= ctx.now())) return undefined;
  const { id, name, role } = key;
  return {
    caller: { viewer: { kind: 'KEY', id, name, role }, company: companyOf(key), credentials },
    key,
  };
}

type Keys = Batcher<string, KeyRow | undefined>;

/** Robots that report at once have many keys, or one; each is looked up as long as the pool lives. */
const keysByPool = new WeakMap<Lookup['pg'], Keys>();

function keysOf(pool: Lookup['pg']): Keys {
  const known = keysByPool.get(pool);
  if (known) return known;
  const keys: Keys = new Batcher(async (ids) => {
    const found = byField(await findKeys(pool, [[...new Set(ids)]]), 'id');
    return ids.map((id) => ({ status: 'fulfilled', value: found.get(id) }));
  });
  keysByPool.set(pool, keys);
  return keys;
}

async function bySession(
  ctx: Lookup,
  credentials: Extract<Credentials, { kind: 'SESSION' }>,
): Promise<Found | undefined> {
  const session = await batched(ctx.pg, 'session', credentials.token, async (tokens: string[]) =>
    byField(await findSessions(ctx.pg, [tokens, ctx.now()]), 'token'),
  );
  if (!session) return undefined;
  const { id, name, role } = session;
  return {
    caller: {
      viewer: { kind: 'PERSON', id, name, role },
      company: companyOf(session),
      credentials,
    },
  };
}

function byField<Row, Field extends keyof Row>(rows: readonly Row[], field: Field) {
  return new Map(rows.map((row) => [row[field], row]));
}

function companyOf(row: CompanyColumns): Company {
  return {
    id: row.company_id,
    slug: row.company_slug,
    name: row.company_name,
    timeZone: row.time_zone,
    warehouseDatabase: row.warehouse_database,
    createdAt: row.company_created_at,
  };
}
