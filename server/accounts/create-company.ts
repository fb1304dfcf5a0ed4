import { z } from 'zod';
import type { Actor, Company, Context } from '../core/context.ts';
import { DomainError, parseInput } from '../core/errors.ts';
import { inTransaction } from '../core/postgres.ts';
import { appendEvents } from '../events/append.ts';
import { nameInput, timeZoneInput } from './inputs.ts';
import { insertCompany } from './queries.ts';

const MAX_NAME = 64;
const TOO_LONG = `Is over ${MAX_NAME} characters.`;

const companyInput = z.object({
  slug: z
    .string()
    .max(MAX_NAME, TOO_LONG)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Is not of small letters and digits, like north-parts.'),
  name: nameInput,
  timeZone: timeZoneInput,
  warehouseDatabase: z
    .string()
    .max(MAX_NAME, TOO_LONG)
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'Is not a name of a database, like north_parts.'),
});

/** Another company has this short name. */
export class CompanyExists extends DomainError {
  constructor(slug: string) {
    super('COMPANY_EXISTS', `There is a company ${slug}; take another short name.`);
  }
}

/**
 * Makes a company, with nobody in it: people and keys are added by its short name. Its jobs run from
 * the next time that they are due.
 *
 * @throws {InvalidInput} {CompanyExists}
 */
export async function createCompany(
  ctx: Pick<Context, 'pg' | 'now' | 'eventsAppended'>,
  actor: Actor,
  input: unknown,
): Promise<Company> {
  const { slug, name, timeZone, warehouseDatabase } = parseInput(companyInput, input);
  const values = [slug, name, timeZone, warehouseDatabase, ctx.now()];
  const created = await inTransaction(ctx.pg, async (transaction) => {
    const [company] = await insertCompany(transaction, values);
    if (!company) throw new CompanyExists(slug);
    const { id } = company;
    const payload = { slug, name, timeZone };
    await appendEvents(transaction, [
      { companyId: id, kind: 'company.created', entityId: String(id), actor, payload },
    ]);
    return company;
  });
  ctx.eventsAppended();
  return created;
}
