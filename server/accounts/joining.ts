import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { z } from 'zod';
import type { Context } from '../core/context.ts';
import { DomainError, parseInput } from '../core/errors.ts';
import type { Role } from '../core/generated/prisma/client.ts';
import { inTransaction, type Queryable } from '../core/postgres.ts';
import { appendEvents } from '../events/append.ts';
import { nameInput, passwordInput, tokenInput } from './inputs.ts';
import { hashOf } from './key.ts';
import {
  insertPerson,
  lockInvitation,
  takeInvitation,
  upsertPassword,
  type InvitationRow,
} from './queries.ts';

type Joining = Pick<Context, 'pg' | 'db' | 'now' | 'eventsAppended'>;

/** The link was used, has ended, or was withdrawn. */
export class LinkNotValid extends DomainError {
  constructor() {
    super('LINK_NOT_VALID', 'This link is not valid any more. Ask an admin for another one.');
  }
}

/** Who has the address has an account, so the password that is asked for is the one they have. */
export class SignInFirst extends DomainError {
  constructor(email: string) {
    super('SIGN_IN_FIRST', `${email} has an account. Sign in, then open the link again.`);
  }
}

/** What somebody is shown before they take an offer. */
export interface Offer {
  company: string;
  email: string;
  role: Role;
  /** Whether the person has an account, and signs in rather than choosing a password. */
  isKnown: boolean;
}

const newPerson = z.object({ name: nameInput, password: passwordInput });

/** @throws {LinkNotValid} */
export async function readOffer({ db, now }: Joining, token: unknown): Promise<Offer> {
  const invitation = await db.invitation.findUnique({
    where: { tokenHash: tokenHashOf(token), acceptedAt: null, expiresAt: { gt: now() } },
    include: { company: true },
  });
  if (!invitation) throw new LinkNotValid();
  const { email, role, company } = invitation;
  const isKnown = (await db.user.count({ where: { email } })) > 0;
  return { company: company.name, email, role, isKnown };
}

/**
 * Takes an offer as a person who had no account yet.
 *
 * @returns the person's id
 * @throws {LinkNotValid} {SignInFirst} {InvalidInput}
 */
export async function joinAsNewPerson(
  ctx: Joining,
  token: unknown,
  input: unknown,
): Promise<string> {
  const { name, password } = parseInput(newPerson, input);
  const hash = await hashPassword(password); // outside the transaction: it takes a while
  const id = randomUUID();
  await join(ctx, token, async (transaction, { email }) => {
    const now = ctx.now();
    const [created] = await insertPerson(transaction, [id, name, email, now]);
    if (!created) throw new SignInFirst(email);
    await upsertPassword(transaction, [randomUUID(), id, hash, now]);
    return { id, name };
  });
  return id;
}

/**
 * Takes an offer as somebody who is signed in, whatever address it was made to.
 *
 * @throws {LinkNotValid}
 */
export function joinAs(
  ctx: Joining,
  token: unknown,
  person: { id: string; name: string },
): Promise<void> {
  return join(ctx, token, () => Promise.resolve(person));
}

async function join(
  ctx: Joining,
  token: unknown,
  findPerson: (
    transaction: Queryable,
    invitation: InvitationRow,
  ) => Promise<{ id: string; name: string }>,
): Promise<void> {
  await inTransaction(ctx.pg, async (transaction) => {
    const [invitation] = await lockInvitation(transaction, [tokenHashOf(token), ctx.now()]);
    if (!invitation) throw new LinkNotValid();
    const person = await findPerson(transaction, invitation);
    await acceptInvitation(transaction, invitation, person, ctx.now());
  });
  ctx.eventsAppended();
}

/** Gives the person the place that was offered, in the caller's transaction. */
export async function acceptInvitation(
  transaction: Queryable,
  { id, company_id: companyId, role }: Pick<InvitationRow, 'id' | 'company_id' | 'role'>,
  person: { id: string; name: string },
  now: Date,
): Promise<void> {
  await takeInvitation(transaction, [id, person.id, now]);
  const payload = { name: person.name, role };
  await appendEvents(transaction, [
    { companyId, kind: 'member.joined', entityId: person.id, actor: person, payload },
  ]);
}

function tokenHashOf(token: unknown): Uint8Array<ArrayBuffer> {
  const parsed = tokenInput.safeParse(token);
  if (!parsed.success) throw new LinkNotValid();
  return Uint8Array.from(hashOf(parsed.data));
}
