import { businessDay } from '../../server/core/business-time.ts';
import type { CompanyContext } from '../../server/core/context.ts';
import { logInvestigationEvents } from '../../server/investigations/log-investigations.ts';
import { wakeOnSuccess, wakeWhatIsDue } from '../../server/investigations/snooze-wake.ts';
import { undoWork } from '../../server/investigations/undo.ts';
import { applyChange, type SeenVersion } from '../../server/investigations/work-apply.ts';
import type { Change } from '../../server/investigations/work-change.ts';
import { assignment, noteOf, resolution, snooze } from '../../server/investigations/work.ts';
import type { Random } from '../../server/warehouse/random.ts';
import type { TestContext } from '../support/database.ts';
import { openBackfilled } from './backfilled.ts';
import { failure } from './make.ts';

const HOUR_MS = 60 * 60_000;
const PEOPLE = ['anna', 'boris', null] as const;
const STAGES = ['load_mail', 'load_ftp', 'consolidate'] as const;
const SUPPLIERS = 3;

/** What happens to a company's cases, by chance but the same for the same `random`. */
export class GoingsOn {
  readonly #ctx: TestContext;
  readonly #random: Random;
  /** What the warehouse knows and no robot has reported so far. */
  readonly #backfilled: ReturnType<typeof failure>[] = [];

  /** @param ctx whose people are anna and boris */
  constructor(ctx: TestContext, random: Random) {
    this.#ctx = ctx;
    this.#random = random;
  }

  /** Something happens in the process of `ctx`. */
  async happen(ctx: CompanyContext): Promise<void> {
    const { kind } = this.#random.pickWeighted([
      { kind: 'report', weight: 5 },
      { kind: 'work', weight: 8 },
      { kind: 'pass time', weight: 2 },
      { kind: 'backfill', weight: 1 },
      { kind: 'wake', weight: 1 },
      { kind: 'succeed', weight: 1 },
    ] as const);
    switch (kind) {
      case 'report':
        return void (await logInvestigationEvents(ctx, [
          ...this.#reports(),
          ...this.#lateReports(),
        ]));
      case 'work':
        return this.#work(ctx);
      case 'pass time':
        return this.#ctx.setNow(this.#later(3 * HOUR_MS));
      case 'backfill':
        return this.#backfill(ctx);
      case 'wake':
        return wakeWhatIsDue({ ...this.#ctx.installation, now: ctx.now });
      case 'succeed':
        return this.#succeed(ctx);
    }
  }

  #later(byMs: number): Date {
    return new Date(this.#ctx.now().getTime() + this.#random.int(1, byMs));
  }

  /** Mostly of the last day or so, and now and then of the same second again. */
  #reports(): object[] {
    return Array.from({ length: this.#random.int(1, 3) }, () => {
      const hoursAgo = this.#random.int(0, this.#random.chance(0.8) ? 30 : 16 * 24);
      const micros = String(this.#random.int(0, 999_999)).padStart(6, '0');
      const at = new Date(this.#ctx.now().getTime() - hoursAgo * HOUR_MS).toISOString();
      return failure({
        eventAt: `${at.slice(0, 13)}:30:00.${micros}Z`,
        supplierId: this.#random.int(1, SUPPLIERS),
        errorId: this.#random.int(1, 7),
        errorText: `as of ${micros}`,
        stage: this.#random.pick(STAGES),
      });
    });
  }

  #lateReports(): object[] {
    const late = this.#random.chance(0.3) ? this.#backfilled.pop() : undefined;
    return late ? [late] : [];
  }

  /** A change of one or several cases, often undone at once. */
  async #work(ctx: CompanyContext): Promise<void> {
    const change = await this.#change(ctx);
    const { undoToken } = await applyChange(ctx, await this.#someCases(ctx), change);
    if (undoToken && this.#random.chance(0.3)) await undoWork(ctx, undoToken);
  }

  async #change(ctx: CompanyContext): Promise<Change> {
    const kinds = ['RESOLVE', 'RESOLVE', 'REOPEN', 'NOTE', 'ASSIGN', 'SNOOZE', 'WAKE'] as const;
    switch (this.#random.pick(kinds)) {
      case 'RESOLVE':
        return resolution({ resolution: this.#random.pick(['RESOLVED', 'UNRESOLVED']) });
      case 'REOPEN':
        return { kind: 'REOPEN' };
      case 'NOTE':
        return noteOf('It is looked into.');
      case 'ASSIGN':
        return assignment(ctx, this.#random.pick(PEOPLE));
      case 'SNOOZE':
        return snooze(
          ctx,
          this.#random.chance(0.3)
            ? { preset: 'NEXT_SUCCESS' }
            : { until: this.#later(6 * HOUR_MS) },
        );
      case 'WAKE':
        return { kind: 'WAKE' };
    }
  }

  async #someCases({ pg, company }: CompanyContext): Promise<SeenVersion[]> {
    const { rows } = await pg.query<SeenVersion>(
      'SELECT id, version FROM investigation WHERE company_id = $1 ORDER BY id',
      [company.id],
    );
    return rows.filter(() => this.#random.chance(5 / rows.length));
  }

  /** One that a robot's report of the same second takes over. */
  async #backfill({ pg, company }: CompanyContext): Promise<void> {
    const [report] = this.#reports() as [ReturnType<typeof failure>];
    this.#backfilled.push(report);
    await openBackfilled(pg, company, report);
  }

  /** A supplier's price list came through. */
  async #succeed(ctx: CompanyContext): Promise<void> {
    const supplierId = this.#random.int(1, SUPPLIERS);
    await this.#ctx.owner.query(
      'INSERT INTO supplier (company_id, supid) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [ctx.company.id, supplierId],
    );
    await this.#ctx.owner.query(
      `INSERT INTO cadence_profile
         (company_id, supid, success_days, days_since_last, last_success_date, bucket, is_anomaly, as_of, updated_at)
       VALUES ($1, $2, 1, 0, $3, 'NEW', false, $3, now())
       ON CONFLICT (company_id, supid) DO UPDATE SET last_success_date = excluded.last_success_date`,
      [ctx.company.id, supplierId, businessDay(ctx.now(), ctx.company.timeZone)],
    );
    await wakeOnSuccess(ctx);
  }
}
