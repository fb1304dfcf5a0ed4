import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { z } from 'zod';
import type { CompanyContext, Context } from '../core/context.ts';
import { DomainError, parseInput } from '../core/errors.ts';
import { inTransaction } from '../core/postgres.ts';
import { appendEvents } from '../events/append.ts';
import { passwordInput, tokenInput } from './inputs.ts';
import { LinkNotValid } from './joining.ts';
import { hashOf } from './key.ts';
import { MemberNotFound } from './members.ts';
import { takeReset, upsertPassword } from './queries.ts';
import { makeToken } from './token.ts';

const OPEN_MS = 24 * 60 * 60 * 1000;

type Installation = Pick<Context, 'pg' | 'db' | 'now'>;

/** An admin of one company would come into another by that person's name. */
export class BelongsElsewhere extends DomainError {
  constructor(name: string) {
    super(
      'BELONGS_ELSEWHERE',
      `${name} belongs to another company too. Whoever runs the server can do it: ` +
        'npm run user -- reset-password',
    );
  }
}

/**
 * Makes a link by which a person sets a new password, once and within a day. The password they have
 * stays good until then.
 *
 * @param installation sees whether the person has a place in another company
 * @returns the link, on this server
 * @throws {MemberNotFound} {BelongsElsewhere}
 */
export async function resetPassword(
  ctx: Pick<CompanyContext, 'pg' | 'company' | 'actor' | 'eventsAppended'>,
  installation: Installation,
  userId: string,
): Promise<string> {
  const places = await installation.db.membership.findMany({
    where: { userId },
    include: { user: true },
  });
  const own = places.find(({ companyId }) => companyId === ctx.company.id);
  if (!own) throw new MemberNotFound(userId);
  if (places.length > 1) throw new BelongsElsewhere(own.user.name);
  const link = await makeResetLink(installation, userId);
  await inTransaction(ctx.pg, (transaction) =>
    appendEvents(transaction, [
      {
        companyId: ctx.company.id,
        kind: 'password.reset',
        entityId: userId,
        actor: ctx.actor,
        payload: { name: own.user.name },
      },
    ]),
  );
  ctx.eventsAppended();
  return link;
}

async function makeResetLink({ db, now }: Installation, userId: string): Promise<string> {
  const { token, hash } = makeToken();
  const expiresAt = new Date(now().getTime() + OPEN_MS);
  await db.verification.deleteMany({
    where: { identifier: { startsWith: 'reset ' }, value: userId },
  });
  await db.verification.create({
    data: { id: randomUUID(), identifier: identifierOf(hash), value: userId, expiresAt },
  });
  return `/reset-password#${token}`;
}

/**
 * Sets the password of whom the link was made for, and signs them out everywhere.
 *
 * @throws {LinkNotValid} {InvalidInput}
 */
export async function setPasswordByLink(ctx: Installation, input: unknown): Promise<void> {
  const { token, password } = parseInput(
    z.object({ token: tokenInput, password: passwordInput }),
    input,
  );
  const [reset] = await takeReset(ctx.pg, [identifierOf(hashOf(token)), ctx.now()]);
  if (!reset?.is_open) throw new LinkNotValid();
  await setPassword(ctx, reset.user_id, password);
}

/** Whoever knew the old password is out with it: every session of the person ends. */
export async function setPassword(
  { pg: pool, now }: Installation,
  userId: string,
  password: string,
): Promise<void> {
  const hash = await hashPassword(password);
  await inTransaction(pool, async (transaction) => {
    await upsertPassword(transaction, [randomUUID(), userId, hash, now()]);
    await transaction.query('DELETE FROM session WHERE user_id = $1', [userId]);
  });
}

function identifierOf(hash: Buffer): string {
  return `reset ${hash.toString('hex')}`;
}
