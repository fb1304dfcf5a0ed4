import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { CompanyContext } from '../core/context.ts';
import { DomainError, parseInput } from '../core/errors.ts';
import type { Invitation } from '../core/generated/prisma/client.ts';
import { inTransaction } from '../core/postgres.ts';
import { appendEvents } from '../events/append.ts';
import { emailInput, roleInput } from './inputs.ts';
import { deleteInvitation, insertInvitation } from './queries.ts';
import { makeToken } from './token.ts';

const OPEN_MS = 7 * 24 * 60 * 60 * 1000;

type Admin = Pick<CompanyContext, 'pg' | 'db' | 'company' | 'actor' | 'now' | 'eventsAppended'>;

/** Somebody with this address has a place in the company already. */
export class AlreadyMember extends DomainError {
  constructor(email: string) {
    super('ALREADY_MEMBER', `${email} is a member of this company already.`);
  }
}

/** It was accepted, withdrawn, or was never there. */
export class InvitationNotFound extends DomainError {
  constructor(id: string) {
    super('INVITATION_NOT_FOUND', `There is no open invitation ${id}.`);
  }
}

const invitation = z.object({ email: emailInput, role: roleInput });

/** An offer as it was just made. */
export interface NewInvitation {
  id: string;
  /** Where the person takes it, on this server. It carries the token, and is known to nobody else. */
  link: string;
}

/** Offers that nobody has taken and that are still open, newest first. */
export function listInvitations({ db, company, now }: Admin): Promise<Invitation[]> {
  return db.invitation.findMany({
    where: { companyId: company.id, acceptedAt: null, expiresAt: { gt: now() } },
    orderBy: { createdAt: 'desc' },
  });
}

/**
 * Offers a place in the company, for a week, to whoever has the link; what was offered to the same
 * address before is withdrawn.
 *
 * @throws {InvalidInput} {AlreadyMember}
 */
export async function inviteMember(ctx: Admin, input: unknown): Promise<NewInvitation> {
  const { email, role } = parseInput(invitation, input);
  const { pg: pool, db, company, actor, now } = ctx;
  const members = await db.membership.count({ where: { companyId: company.id, user: { email } } });
  if (members > 0) throw new AlreadyMember(email);
  const id = uuidv7();
  const { token, hash } = makeToken();
  const expiresAt = new Date(now().getTime() + OPEN_MS);
  await inTransaction(pool, async (transaction) => {
    await insertInvitation(transaction, [
      ...[id, company.id, email, role, hash, actor.name],
      ...[now(), expiresAt],
    ]);
    const event = { companyId: company.id, kind: 'member.invited', entityId: id, actor } as const;
    await appendEvents(transaction, [{ ...event, payload: { role } }]);
  });
  ctx.eventsAppended();
  return { id, link: `/join#${token}` };
}

/** @throws {InvitationNotFound} */
export async function withdrawInvitation(ctx: Admin, id: string): Promise<void> {
  const { pg: pool, company, actor } = ctx;
  if (!z.uuid().safeParse(id).success) throw new InvitationNotFound(id);
  await inTransaction(pool, async (transaction) => {
    const [withdrawn] = await deleteInvitation(transaction, [company.id, id]);
    if (!withdrawn) throw new InvitationNotFound(id);
    const event = { companyId: company.id, kind: 'member.uninvited', entityId: id, actor } as const;
    await appendEvents(transaction, [{ ...event, payload: withdrawn }]);
  });
  ctx.eventsAppended();
}
