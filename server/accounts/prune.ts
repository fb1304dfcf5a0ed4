import type { CompanyContext } from '../core/context.ts';
import { pruneAccess } from './queries.ts';

const INVITATIONS_KEPT_MS = 30 * 24 * 60 * 60 * 1000; // for an admin who wonders what became of one

/**
 * Forgets sessions and one-time links that have expired, and the company's invitations that were
 * accepted or expired 30 days ago.
 *
 * @returns how many of all
 */
export async function pruneAccounts({
  pg,
  company,
  now,
}: Pick<CompanyContext, 'pg' | 'company' | 'now'>): Promise<number> {
  const at = now();
  const kept = new Date(at.getTime() - INVITATIONS_KEPT_MS);
  const [row] = await pruneAccess(pg, [company.id, at, kept]);
  return row!.count; // a sum has one row
}
