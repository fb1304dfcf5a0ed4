import { batched } from '../core/batched.ts';
import type { CompanyContext } from '../core/context.ts';
import { DomainError } from '../core/errors.ts';
import { defineStatement, type Queryable } from '../core/postgres.ts';
import type { Person } from './work-change.ts';
import type { Holder } from './work-errors.ts';

const SHOWN_ID = 64;

/** Cases are given to people of the company only. */
export class PersonNotFound extends DomainError {
  constructor(id: string) {
    super(
      'PERSON_NOT_FOUND',
      `There is nobody with the id ${id.slice(0, SHOWN_ID)} in the company; take it from its people.`,
    );
  }
}

/** Something only a person can do: a key has no hands. */
export class OnlyForPeople extends DomainError {
  constructor() {
    super('ONLY_FOR_PEOPLE', 'Only a person of the company can do this; sign in.');
  }
}

interface HolderRow extends Holder {
  investigation_id: string;
}

const findMembers = defineStatement<Person>('investigations/assign-member');
const findHolders = defineStatement<HolderRow>('investigations/assign-holders');

/** @throws {PersonNotFound} for whoever is not of the company */
export async function findMember(
  { pg, company }: Pick<CompanyContext, 'pg' | 'company'>,
  id: string,
): Promise<Person> {
  const [member] = id.includes('\0') ? [] : await findMembers(pg, [company.id, id]);
  if (!member) throw new PersonNotFound(id);
  return member;
}

/**
 * The caller, if it is a person.
 *
 * @throws {OnlyForPeople}
 */
export async function callerAsPerson(
  ctx: Pick<CompanyContext, 'pg' | 'company' | 'actor'>,
): Promise<Person> {
  const { id } = ctx.actor;
  const [member] = id === null ? [] : await findMembers(ctx.pg, [ctx.company.id, id]);
  if (!member) throw new OnlyForPeople();
  return member;
}

/** Who has each of the cases, and since when, by the cases' ids; those that nobody has are absent. */
export async function readHolders(
  transaction: Queryable,
  companyId: number,
  ids: readonly string[],
): Promise<Map<string, Holder>> {
  if (ids.length === 0) return new Map();
  const rows = await findHolders(transaction, [companyId, ids]);
  return new Map(rows.map(({ investigation_id, ...holder }) => [investigation_id, holder]));
}

/**
 * Who works on a case, also when they have left the company since; for a page of cases it is one query.
 */
export async function readAssignee(
  { db, company }: Pick<CompanyContext, 'db' | 'company'>,
  assigneeId: string,
): Promise<Person | undefined> {
  return batched(db, `person ${company.id}`, assigneeId, async (ids) => {
    const people = await db.user.findMany({
      select: { id: true, name: true },
      where: { id: { in: ids } },
    });
    return new Map(people.map((person) => [person.id, person]));
  });
}
