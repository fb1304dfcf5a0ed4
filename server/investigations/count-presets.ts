import { defineStatement } from '../core/postgres.ts';
import { countInvestigations, type Reader } from './list.ts';
import { QUEUE_PRESETS, rangeOfPreset, type QueuePreset } from './queue-preset.ts';

/** A row of sql/investigations/queue-counts.sql. */
interface OpenCounts {
  is_whole: boolean;
  assignee_id: string | null;
  awake: number;
  today: number;
  yesterday: number;
  older: number;
  snoozed: number;
}

export interface QueueCount {
  preset: QueuePreset;
  /** Computed when it is asked for: only EVERYTHING costs more than the others together. */
  count: () => Promise<number>;
}

const countOpen = defineStatement<OpenCounts>('investigations/queue-counts', { prepared: false });

/** How many cases each preset shows now. */
export async function countPresets(ctx: Reader): Promise<QueueCount[]> {
  const rows = await readOpenCounts(ctx);
  const whole = rows.find((row) => row.is_whole)!; // the empty grouping set has a row over nothing too
  const awakeOf = (assigneeId: string | null) =>
    rows.find((row) => !row.is_whole && row.assignee_id === assigneeId)?.awake ?? 0;
  const counts: Record<Exclude<QueuePreset, 'EVERYTHING'>, number> = {
    ALL_OPEN: whole.awake,
    TODAY: whole.today,
    YESTERDAY: whole.yesterday,
    MINE: ctx.actor.id === null ? 0 : awakeOf(ctx.actor.id),
    UNASSIGNED: awakeOf(null),
    OLDER_THAN_A_DAY: whole.older,
    SNOOZED: whole.snoozed,
  };
  return QUEUE_PRESETS.map((preset) => ({
    preset,
    count: () =>
      preset === 'EVERYTHING'
        ? countInvestigations(ctx, { preset })
        : Promise.resolve(counts[preset]),
  }));
}

/** Everybody's at once, so that one answer is kept whoever asks. */
function readOpenCounts({ pg, company, cache, now }: Reader): Promise<OpenCounts[]> {
  const at = now();
  const range = (preset: QueuePreset) => rangeOfPreset(preset, at, company.timeZone);
  const today = range('TODAY');
  const bounds = [today.from, today.to, range('YESTERDAY').from, range('OLDER_THAN_A_DAY').to];
  const key = `queue counts ${JSON.stringify(bounds)}`;
  return cache.get(company.id, key, () => countOpen(pg, [company.id, at, ...bounds]));
}
