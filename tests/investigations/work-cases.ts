import type { Investigation } from '../../server/investigations/investigation.ts';
import { logInvestigationEvents } from '../../server/investigations/log-investigations.ts';
import type { TestContext } from '../support/database.ts';
import { failure } from './make.ts';

/** As many open cases, of a supplier each; at most 1,000. */
export async function makeCases(ctx: TestContext, count: number): Promise<Investigation[]> {
  const failures = Array.from({ length: count }, (_, i) => failure({ supplierId: i + 1 }));
  const results = await logInvestigationEvents(ctx, failures);
  return results.map((result) => {
    if (result instanceof Error) throw result;
    return result.investigation;
  });
}

/** All that people change of all cases, in one word: equal if and only if all is equal. */
export async function hashOfWork({ owner }: TestContext): Promise<string> {
  const { rows } = await owner.query<{ hash: string }>(
    `SELECT md5(string_agg(concat_ws('|', id, status, coalesce(note, '-'), coalesce(reason_code::text, '-'),
       coalesce(assignee_id, '-'), coalesce(snoozed_until::text, '-'),
       coalesce(awaits_success_after::text, '-'), coalesce(investigator, '-'),
       coalesce(investigated_at::text, '-')), ';' ORDER BY id)) AS hash
     FROM investigation`,
  );
  return rows[0]!.hash; // an aggregate has one row
}
