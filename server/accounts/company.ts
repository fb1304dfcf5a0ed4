import { z } from 'zod';
import type { Company, CompanyContext } from '../core/context.ts';
import { parseInput } from '../core/errors.ts';
import { inTransaction } from '../core/postgres.ts';
import { appendEvents } from '../events/append.ts';
import { nameInput, timeZoneInput } from './inputs.ts';
import { setCompany } from './queries.ts';

const companyInput = z.object({ name: nameInput, timeZone: timeZoneInput });

/**
 * Changes what the company is called and which time zone its days are in. Days that are over keep the
 * figures they got.
 *
 * @throws {InvalidInput}
 */
export async function updateCompany(
  ctx: Pick<CompanyContext, 'pg' | 'company' | 'actor' | 'cache' | 'eventsAppended'>,
  input: unknown,
): Promise<Company> {
  const { name, timeZone } = parseInput(companyInput, input);
  const { id } = ctx.company;
  const changed = await inTransaction(ctx.pg, async (transaction) => {
    const [company] = await setCompany(transaction, [id, name, timeZone]);
    await appendEvents(transaction, [
      {
        companyId: id,
        kind: 'company.changed',
        entityId: String(id),
        actor: ctx.actor,
        payload: { name, timeZone },
      },
    ]);
    return company!; // the one that the request is for
  });
  ctx.cache.invalidate(id);
  ctx.eventsAppended();
  return changed;
}
