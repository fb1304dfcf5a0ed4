import { z } from 'zod';
import type { CompanyContext } from '../core/context.ts';
import { DomainError, parseInput } from '../core/errors.ts';
import type { Role } from '../core/generated/prisma/client.ts';
import { inTransaction, type Queryable } from '../core/postgres.ts';
import { appendEvents, type EventKind } from '../events/append.ts';
import { roleInput } from './inputs.ts';
import { deleteMember, lockMember, setRole, type MemberRow } from './queries.ts';

type Admin = Pick<CompanyContext, 'pg' | 'db' | 'company' | 'actor' | 'eventsAppended'>;

/** Nobody of the company has this id. */
export class MemberNotFound extends DomainError {
  constructor(id: string) {
    super('MEMBER_NOT_FOUND', `There is no person ${id} in this company.`);
  }
}

/** A company always has somebody who can let others in. */
export class LastAdmin extends DomainError {
  constructor(name: string) {
    super('LAST_ADMIN', `${name} is the only admin. Make somebody else one first.`);
  }
}

/** Somebody with a place in the company. */
export interface Member {
  id: string;
  name: string;
  email: string;
  role: Role;
  joinedAt: Date;
}

/** The people of the company, by name. */
export async function listMembers({ db, company }: Admin): Promise<Member[]> {
  const members = await db.membership.findMany({
    where: { companyId: company.id },
    include: { user: true },
    orderBy: [{ user: { name: 'asc' } }, { userId: 'asc' }],
  });
  return members.map(({ user, role, createdAt }) => ({
    id: user.id,
    name: user.name,
    email: user.email,
    role,
    joinedAt: createdAt,
  }));
}

/** @throws {MemberNotFound} {LastAdmin} {InvalidInput} */
export async function changeRole(ctx: Admin, userId: string, wanted: Role): Promise<Member[]> {
  const { role } = parseInput(z.object({ role: roleInput }), { role: wanted });
  await changeMember(ctx, userId, async (transaction, member) => {
    if (member.role === role) return;
    if (role !== 'ADMIN') requireOtherAdmin(member);
    await setRole(transaction, [ctx.company.id, userId, role]);
    const payload = { name: member.name, from: member.role, to: role };
    await tell(ctx, transaction, 'member.role_changed', userId, payload);
  });
  return listMembers(ctx);
}

/**
 * Takes the person out of the company. What they did stays on record under their name.
 *
 * @throws {MemberNotFound} {LastAdmin}
 */
export async function removeMember(ctx: Admin, userId: string): Promise<Member[]> {
  await changeMember(ctx, userId, async (transaction, member) => {
    requireOtherAdmin(member);
    await deleteMember(transaction, [ctx.company.id, userId]);
    const payload = { name: member.name, role: member.role };
    await tell(ctx, transaction, 'member.removed', userId, payload);
  });
  return listMembers(ctx);
}

async function changeMember(
  ctx: Admin,
  userId: string,
  change: (transaction: Queryable, member: MemberRow) => Promise<void>,
): Promise<void> {
  await inTransaction(ctx.pg, async (transaction) => {
    const [member] = await lockMember(transaction, [ctx.company.id, userId]);
    if (!member) throw new MemberNotFound(userId);
    await change(transaction, member);
  });
  ctx.eventsAppended();
}

function requireOtherAdmin({ name, role, other_admins }: MemberRow): void {
  if (role === 'ADMIN' && other_admins === 0) throw new LastAdmin(name);
}

function tell(
  { company, actor }: Admin,
  transaction: Queryable,
  kind: EventKind,
  entityId: string,
  payload: object,
): Promise<void> {
  return appendEvents(transaction, [{ companyId: company.id, kind, entityId, actor, payload }]);
}
