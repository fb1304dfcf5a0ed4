import type { CompanyContext } from '../core/context.ts';
import { defineStatement } from '../core/postgres.ts';
import { callerAsPerson } from './assign.ts';
import { findInvestigation } from './find-investigation.ts';
import type { Person } from './work-change.ts';
import { InvestigationNotFound } from './work-errors.ts';

/** For how long somebody who was seen at a case counts as being there. */
export const PRESENT_MS = 30_000;

/** Somebody who looks at a case. */
export interface Onlooker extends Person {
  seenAt: Date;
}

interface OnlookerRow extends Person {
  seen_at: Date;
}

const look = defineStatement<OnlookerRow>('investigations/presence-look');

/**
 * Notes that the caller looks at a case, and says who else does. Called again every ten seconds or so
 * for as long as the case is before their eyes.
 *
 * @throws {OnlyForPeople} {InvestigationNotFound}
 */
export async function lookAtInvestigation(
  ctx: Pick<CompanyContext, 'pg' | 'company' | 'actor' | 'now'>,
  id: string,
): Promise<Onlooker[]> {
  const { pg, company } = ctx;
  const { id: personId } = await callerAsPerson(ctx);
  if (!(await findInvestigation(pg, company.id, id))) throw new InvestigationNotFound(id);
  const now = ctx.now();
  const since = new Date(now.getTime() - PRESENT_MS);
  const rows = await look(pg, [company.id, id, personId, now, since]);
  return rows.map(({ seen_at, ...person }) => ({ ...person, seenAt: seen_at }));
}
