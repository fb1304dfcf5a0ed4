import type { Context } from '../core/context.ts';
import { DomainError } from '../core/errors.ts';
import type { Credentials } from './caller.ts';
import { companiesOf, switchSession, type PlaceRow } from './queries.ts';

type Installation = Pick<Context, 'pg' | 'now'>;

/** The person has no place there; whether there is such a company is not theirs to know. */
export class NoPlaceThere extends DomainError {
  constructor(companyId: number) {
    super('NO_PLACE_THERE', `You have no place in a company ${companyId}.`);
  }
}

/** The companies in which the person has a place, by name. */
export function listPlaces({ pg }: Installation, userId: string): Promise<PlaceRow[]> {
  return companiesOf(pg, [userId]);
}

/**
 * Lets the session work for another of the person's companies from the next request on.
 *
 * @throws {NoPlaceThere} for a key as well, which is of one company
 */
export async function switchCompany(
  { pg, now }: Installation,
  credentials: Credentials,
  companyId: number,
): Promise<void> {
  if (credentials.kind === 'KEY') throw new NoPlaceThere(companyId);
  const switched = await switchSession(pg, [credentials.token, companyId, now()]);
  if (switched.length === 0) throw new NoPlaceThere(companyId);
}
