import { pruneAccounts } from '../../server/accounts/prune.ts';
import { prune } from '../../server/events/jobs.ts';
import { pruneHistory } from '../../server/events/prune.ts';
import { pruneWork } from '../../server/investigations/undo.ts';
import { implementJob } from '../kit.ts';

/** Safe to run twice: what is gone is not found again. */
export default implementJob(prune, async (ctx, forDate, report) => {
  await pruneWork(ctx); // what lived for seconds anyway, so that nobody counts it
  const over = await pruneAccounts(ctx);
  const { rows, summary } = await pruneHistory(ctx, forDate, report);
  const andOver = `${over} sessions, links and invitations that are over are gone.`;
  return { rows: rows + over, summary: `${summary} ${andOver}` };
});
