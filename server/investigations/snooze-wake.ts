import type { Actor, CompanyContext, Context } from '../core/context.ts';
import { defineStatement, inTransaction } from '../core/postgres.ts';
import { appendEvents, type NewEvent } from '../events/append.ts';
import { Pump } from '../events/pump.ts';
import {
  defineInvestigationStatement,
  toInvestigation,
  type Investigation,
  type InvestigationRow,
} from './investigation.ts';

const POLL_MS = 1_000;
const BATCH = 500;

/** As the log names what happens by itself when its time has come. */
const CLOCK: Actor = { id: null, name: 'clock' };

const wakeDue = defineStatement<InvestigationRow & { company_id: number }>(
  'investigations/snooze-wake-due',
  { instantsAsText: true },
);
const wakeAfterSuccess = defineInvestigationStatement('snooze-wake-on-success');

/**
 * Wakes, once a second, the cases of every company whose time has come, so that those who watch the
 * queue hear of it. The queue itself goes by the clock and waits for nobody. Every process may do this:
 * a case is woken by one of them.
 *
 * @returns stops it
 */
export function startWaking(ctx: Context): () => Promise<void> {
  const pump = new Pump(() => wakeWhatIsDue(ctx), {
    pollMs: POLL_MS,
    restMs: 0,
    onError: (error) =>
      ctx.log.error({ err: error }, 'waking snoozed cases failed; it will be tried again'),
  });
  pump.start();
  return () => pump.stop();
}

export async function wakeWhatIsDue(
  ctx: Pick<Context, 'pg' | 'now' | 'eventsAppended'>,
): Promise<void> {
  for (;;) {
    const count = await inTransaction(ctx.pg, async (transaction) => {
      const rows = await wakeDue(transaction, [ctx.now(), BATCH]);
      const woken = rows.map((row) => newsOf(row.company_id, CLOCK, toInvestigation(row)));
      await appendEvents(transaction, woken);
      return rows.length;
    });
    if (count > 0) ctx.eventsAppended();
    if (count < BATCH) return;
  }
}

/**
 * Wakes the cases that waited for a success of their supplier and, by the profiles as they are now,
 * have seen one. Run twice it wakes nothing more.
 *
 * @returns how many
 */
export async function wakeOnSuccess(
  ctx: Pick<CompanyContext, 'pg' | 'company' | 'actor' | 'cache' | 'eventsAppended'>,
): Promise<number> {
  const { pg, company, actor } = ctx;
  const woken = await inTransaction(pg, async (transaction) => {
    const investigations = await wakeAfterSuccess(transaction, [company.id]);
    await appendEvents(
      transaction,
      investigations.map((investigation) => newsOf(company.id, actor, investigation)),
    );
    return investigations;
  });
  if (woken.length > 0) {
    ctx.cache.invalidate(company.id, { told: woken });
    ctx.eventsAppended();
  }
  return woken.length;
}

function newsOf(companyId: number, actor: Actor, investigation: Investigation): NewEvent {
  return {
    companyId,
    kind: 'investigation.woken',
    entityId: investigation.id,
    actor,
    payload: { ...investigation, change: { note: null, reasonCode: null } },
  };
}
