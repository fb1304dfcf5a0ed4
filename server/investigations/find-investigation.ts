import { validate } from 'uuid';
import type { Queryable } from '../core/postgres.ts';
import { defineInvestigationStatement, type Investigation } from './investigation.ts';

const find = defineInvestigationStatement('find');

/** Whether the text can be an investigation's id; any other is nobody's. */
export const isInvestigationId = (id: string) => validate(id);

/** The company's investigation, or undefined where there is none of that id. */
export async function findInvestigation(
  db: Queryable,
  companyId: number,
  id: string,
): Promise<Investigation | undefined> {
  if (!isInvestigationId(id)) return undefined;
  const [investigation] = await find(db, [companyId, id]);
  return investigation;
}
