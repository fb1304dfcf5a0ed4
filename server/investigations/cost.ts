import type { Asked } from '../graphql/field-cost.ts';
import type { QueueFilter } from './filter.ts';
import { QUEUE_PRESETS, type QueuePreset } from './queue-preset.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const TABLE = 'investigation';

/** Investigations that Postgres reads to answer for all that fit the arguments `preset` and `filter`. */
export function investigationsRead({ args, statistics }: Asked): number {
  const preset = (args['preset'] ?? 'EVERYTHING') as QueuePreset; // the schema says so, as of filter
  const filter = (args['filter'] ?? {}) as QueueFilter;
  const { supplierId, supplierIds, from, to } = filter;
  const status = preset === 'EVERYTHING' ? filter.status : (['OPEN'] as const);
  const suppliers = supplierIds ?? (supplierId ? [supplierId] : undefined);
  return Math.min(
    status ? statistics.rowsWith(TABLE, 'status', status) : Infinity,
    suppliers ? statistics.rowsWith(TABLE, 'supid', suppliers) : Infinity,
    statistics.rowsBetween(
      TABLE,
      'event_at',
      from?.getTime() ?? -Infinity,
      to?.getTime() ?? Infinity,
    ),
  );
}

/** How the answer to a list, count or grouping of investigations gets cheaper. */
export const NARROW = 'narrow `filter` by from and to, by suppliers or to the status OPEN';

/** The same of the list around the field. */
export const investigationsAround = ({ parent }: Asked) => investigationsRead(parent!); // a list's field

/** Investigations of one supplier: of the one that the operation names, else of the average one. */
export function ofOneSupplier(asked: Asked): number {
  const supplierId = namedSupplier(asked.parent);
  const { statistics } = asked;
  if (supplierId !== undefined) return statistics.rowsWith(TABLE, 'supid', [supplierId]);
  return statistics.rows(TABLE) / Math.max(statistics.rows('supplier'), 1);
}

function namedSupplier(asked: Asked | undefined): number | undefined {
  return (asked?.args['supplierId'] as number | undefined) ?? undefined;
}

/** Those that failed in the days up to an instant. */
export const ofDays =
  (days: number) =>
  ({ args, statistics, now }: Asked): number => {
    const to = args['date'] ? Date.parse(args['date'] as string) + DAY_MS : now; // of type Date
    return statistics.rowsBetween(TABLE, 'event_at', to - days * DAY_MS, to + DAY_MS);
  };

/** What a view of the queue counts, on average of those asked for. */
export function ofEachPreset(asked: Asked): number {
  const presets = presetsOf(asked.parent!); // it is a field of the list of counts
  const open = openOnes(asked);
  const all = presets.includes('EVERYTHING') ? asked.statistics.rows(TABLE) : open;
  return (open * (presets.length - 1) + all) / presets.length;
}

export const presetsOf = ({ args }: Asked) =>
  (args['presets'] as readonly QueuePreset[] | null | undefined) ?? QUEUE_PRESETS; // of that type

/** How many a change of many may be about. */
export function chosen({ parent }: Asked): number {
  const which = parent?.args['which'] as  // an InvestigationSelectionInput
    { selected?: readonly unknown[] | null; matching?: { count: number } | null } | undefined;
  return which?.selected?.length ?? which?.matching?.count ?? 1;
}

export const openOnes = ({ statistics }: Asked) => statistics.rowsWith(TABLE, 'status', ['OPEN']);
