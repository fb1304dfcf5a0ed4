import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { z } from 'zod';
import type { Actor, Company, Context } from '../core/context.ts';
import { DomainError, parseInput } from '../core/errors.ts';
import { inTransaction } from '../core/postgres.ts';
import { appendEvents } from '../events/append.ts';
import { emailInput, nameInput, passwordInput, roleInput } from './inputs.ts';
import { LastAdmin } from './members.ts';
import { insertMember, insertPerson, upsertPassword } from './queries.ts';

// What whoever runs the server does with people, of whatever company.

type Installation = Pick<Context, 'pg' | 'db' | 'now' | 'eventsAppended'>;

/** Nobody has this address. */
export class PersonUnknown extends DomainError {
  constructor(email: string) {
    super('PERSON_UNKNOWN', `There is nobody with the address ${email}.`);
  }
}

const person = z.object({
  email: emailInput,
  name: nameInput,
  role: roleInput,
  password: passwordInput.optional(),
});

/**
 * Gives a person a place in the company; one who is new gets the password.
 *
 * @returns the person's id
 * @throws {InvalidInput}
 */
export async function addMember(
  ctx: Installation,
  company: Company,
  actor: Actor,
  input: unknown,
): Promise<string> {
  const { email, name, role, password } = parseInput(person, input);
  const hash = password === undefined ? undefined : await hashPassword(password);
  const known = await ctx.db.user.findUnique({ where: { email } });
  const id = known?.id ?? randomUUID();
  const now = ctx.now();
  await inTransaction(ctx.pg, async (transaction) => {
    if (!known) {
      await insertPerson(transaction, [id, name, email, now]);
      if (hash) await upsertPassword(transaction, [randomUUID(), id, hash, now]);
    }
    await insertMember(transaction, [company.id, id, role, now]);
    const payload = { name: known?.name ?? name, role };
    await appendEvents(transaction, [
      { companyId: company.id, kind: 'member.joined', entityId: id, actor, payload },
    ]);
  });
  ctx.eventsAppended();
  return id;
}

/**
 * Removes a person from the installation, with their sessions. What they did stays on record.
 *
 * @throws {PersonUnknown} {LastAdmin}
 */
export async function removePerson(ctx: Installation, actor: Actor, email: string): Promise<void> {
  const { id, name, memberships } = await findPerson(ctx, email);
  for (const { companyId, role } of memberships) {
    const others = { companyId, role: 'ADMIN', userId: { not: id } } as const;
    const isLast = role === 'ADMIN' && (await ctx.db.membership.count({ where: others })) === 0;
    if (isLast) throw new LastAdmin(name);
  }
  await inTransaction(ctx.pg, async (transaction) => {
    await transaction.query('DELETE FROM "user" WHERE id = $1', [id]);
    await appendEvents(
      transaction,
      memberships.map(({ companyId, role }) => ({
        companyId,
        kind: 'member.removed' as const,
        entityId: id,
        actor,
        payload: { name, role },
      })),
    );
  });
  ctx.eventsAppended();
}

/** @throws {PersonUnknown} */
export async function findPerson({ db }: Pick<Context, 'db'>, email: string) {
  const found = await db.user.findUnique({
    where: { email: email.trim().toLowerCase() },
    include: { memberships: true },
  });
  if (!found) throw new PersonUnknown(email);
  return found;
}
