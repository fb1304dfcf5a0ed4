import { z } from 'zod';
import type { CompanyContext } from '../core/context.ts';
import { DomainError, parseInput } from '../core/errors.ts';
import type { ApiKey } from '../core/generated/prisma/client.ts';
import { inTransaction } from '../core/postgres.ts';
import { appendEvents } from '../events/append.ts';
import { keyRoleInput, nameInput } from './inputs.ts';
import { makeKey } from './key.ts';
import { insertKey, setRevoked } from './queries.ts';

type Admin = Pick<CompanyContext, 'pg' | 'db' | 'company' | 'actor' | 'now' | 'eventsAppended'>;

/** It was revoked, or was never there. */
export class KeyNotFound extends DomainError {
  constructor(id: string) {
    super('KEY_NOT_FOUND', `There is no key ${id} that could be revoked.`);
  }
}

const keyInput = z.object({
  name: nameInput,
  role: keyRoleInput,
  expiresAt: z.date().nullish(),
});

/** A key as it was just made: its text is known to nobody later. */
export interface CreatedKey {
  id: string;
  text: string;
}

/** Every key of the company, newest first, those that were revoked or have ended as well. */
export function listApiKeys({ db, company }: Admin): Promise<ApiKey[]> {
  return db.apiKey.findMany({
    where: { companyId: company.id },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
  });
}

/** @throws {InvalidInput} */
export async function createApiKey(ctx: Admin, input: unknown): Promise<CreatedKey> {
  const { company, actor } = ctx;
  const now = ctx.now();
  const future = keyInput.refine(({ expiresAt }) => !expiresAt || expiresAt > now, {
    path: ['expiresAt'],
    message: 'Is over already.',
  });
  const { name, role, expiresAt } = parseInput(future, input);
  const { id, secretHash, text } = makeKey();
  await inTransaction(ctx.pg, async (transaction) => {
    await insertKey(transaction, [
      ...[id, company.id, name, role, secretHash, actor.name],
      ...[now, expiresAt ?? null],
    ]);
    const event = { companyId: company.id, kind: 'key.created', entityId: id, actor } as const;
    await appendEvents(transaction, [{ ...event, payload: { name, role } }]);
  });
  ctx.eventsAppended();
  return { id, text };
}

/**
 * From now on nobody is let in by the key, and who is in by it is cut off.
 *
 * @throws {KeyNotFound}
 */
export async function revokeApiKey(ctx: Admin, id: string): Promise<void> {
  const { company, actor } = ctx;
  await inTransaction(ctx.pg, async (transaction) => {
    const [revoked] = await setRevoked(transaction, [company.id, id, ctx.now()]);
    if (!revoked) throw new KeyNotFound(id);
    const event = { companyId: company.id, kind: 'key.revoked', entityId: id, actor } as const;
    await appendEvents(transaction, [{ ...event, payload: revoked }]);
  });
  ctx.eventsAppended();
}
