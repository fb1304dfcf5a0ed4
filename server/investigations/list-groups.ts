import { z } from 'zod';
import { addDays, businessDay, dayBounds, type Day } from '../core/business-time.ts';
import { InvalidInput } from '../core/errors.ts';
import { defineStatement } from '../core/postgres.ts';
import { scopeKey, scopeValues, type QueueFilter, type Scope } from './filter.ts';
import {
  checkGroupings,
  filterOfGroup,
  filterOfTrend,
  SPARK_DAYS,
  sparkOf,
  type Grouping,
  type GroupKey,
} from './group.ts';
import type { Reader } from './list.ts';

const DEFAULT_PAGE = 50;
const MAX_PAGE = 200;
/** How far back closed cases are grouped, of which there may be a million. */
const CLOSED_DAYS = 30;

/** Cases that have something in common. */
export interface InvestigationGroup extends GroupKey {
  cases: number;
  /** Suppliers with at least one of them. */
  suppliers: number;
  firstSeen: Date;
  lastSeen: Date;
  /** The words of the newest; null where they are not grouped by error. */
  errorText: string | null;
  /** Failures on each of the last 14 business days, whatever became of them. */
  spark: number[];
  /** Shows the group's cases, with the preset it was found by. */
  filter: QueueFilter;
  cursor: string;
}

export interface GroupPage {
  groups: InvestigationGroup[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  totalCount: number;
}

export interface GroupArgs extends Scope {
  by: readonly Grouping[];
  first?: number | null | undefined;
  after?: string | null | undefined;
}

interface KeyRow {
  error_id: number | null;
  supid: number | null;
  stage: string | null;
}

interface GroupRow extends KeyRow {
  cases: number;
  suppliers: number;
  first_seen: Date;
  last_seen: Date;
  error_text: string | null;
  groups: number;
}

// Unnamed, so that Postgres plans each for the filter and the keys at hand.
const AD_HOC = { prepared: false };
const readGroups = defineStatement<GroupRow>('investigations/groups', AD_HOC);
const readGroupDays = defineStatement<KeyRow & { date: Day; cases: number }>(
  'investigations/group-days',
  AD_HOC,
);

/**
 * A page of the groups that the cases of a scope fall into, largest first.
 *
 * @throws {InvalidInput} for keys, page arguments or a filter that make no sense
 */
export async function listGroups(ctx: Reader, args: GroupArgs): Promise<GroupPage> {
  checkGroupings(args.by);
  const size = sizeOf(args.first);
  const place = readPlace(args.after);
  const filter = boundedFilter(ctx, args);
  const scope = scopeValues(ctx, { preset: args.preset, filter });
  const values = [...keyFlags(args.by), ...place, size + 1];
  const key = `groups ${scopeKey(scope)} ${JSON.stringify(values)} ${today(ctx)}`;
  return ctx.cache.get(ctx.company.id, key, async () => {
    const rows = await readGroups(ctx.pg, [...scope, ...values]);
    const shown = rows.slice(0, size);
    const days = await readDays(ctx, { by: args.by, filter }, shown.map(keyOf));
    return {
      groups: shown.map((row) => toGroup(row, filter, sparkOf(daysOf(row, days), today(ctx)))),
      hasNextPage: rows.length > size,
      hasPreviousPage: typeof args.after === 'string',
      totalCount: rows[0]?.groups ?? 0,
    };
  });
}

/** Without a beginning of its own, a scope with closed cases begins some weeks ago. */
function boundedFilter(ctx: Reader, { preset, filter }: GroupArgs) {
  const isOpenOnly = preset !== 'EVERYTHING' || filter?.status?.every((one) => one === 'OPEN');
  if (isOpenOnly || filter?.from) return filter;
  return {
    ...filter,
    from: dayBounds(addDays(today(ctx), -CLOSED_DAYS), ctx.company.timeZone).from,
  };
}

/** For each group of a page its cases by day. */
async function readDays(
  ctx: Reader,
  { by, filter }: Pick<GroupArgs, 'by' | 'filter'>,
  keys: GroupKey[],
) {
  if (keys.length === 0) return new Map<string, Map<Day, number>>();
  const { timeZone } = ctx.company;
  const { from } = dayBounds(addDays(today(ctx), 1 - SPARK_DAYS), timeZone);
  const { to } = dayBounds(today(ctx), timeZone);
  const trend = filterOfTrend(filter, keys, { from, to });
  const scope = scopeValues(ctx, { preset: 'EVERYTHING', filter: trend });
  const rows = await readGroupDays(ctx.pg, [...scope, ...keyFlags(by), timeZone]);
  const byGroup = Map.groupBy(rows, nameOf);
  return new Map(
    [...byGroup].map(([name, days]) => [
      name,
      new Map(days.map(({ date, cases }) => [date, cases])),
    ]),
  );
}

const daysOf = (row: KeyRow, days: Map<string, Map<Day, number>>) =>
  days.get(nameOf(row)) ?? new Map<Day, number>();

const nameOf = ({ error_id, supid, stage }: KeyRow) => JSON.stringify([error_id, supid, stage]);

const today = ({ now, company }: Reader) => businessDay(now(), company.timeZone);

const keyOf = ({ error_id, supid, stage }: KeyRow): GroupKey => ({
  errorId: error_id,
  supplierId: supid,
  stage,
});

/** The parameters $16 to $18: whether to group by error, supplier, stage. */
const keyFlags = (by: readonly Grouping[]): [boolean, boolean, boolean] => [
  by.includes('ERROR'),
  by.includes('SUPPLIER'),
  by.includes('STAGE'),
];

function toGroup(
  row: GroupRow,
  filter: QueueFilter | null | undefined,
  spark: number[],
): InvestigationGroup {
  const key = keyOf(row);
  return {
    ...key,
    cases: row.cases,
    suppliers: row.suppliers,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    errorText: row.error_text,
    spark,
    filter: filterOfGroup(filter, key),
    cursor: writePlace(row),
  };
}

const place = z.tuple([
  z.int32(),
  z.int32().nullable(),
  z.int32().nullable(),
  z.string().nullable(),
]);
type Place = z.output<typeof place> | [null, null, null, null];

function writePlace({ cases, error_id, supid, stage }: GroupRow): string {
  return Buffer.from(JSON.stringify([cases, error_id, supid, stage])).toString('base64url');
}

function readPlace(cursor: string | null | undefined): Place {
  if (cursor === null || cursor === undefined) return [null, null, null, null];
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    const message = 'Is no cursor of these groups; take one from them, or leave it out.';
    throw new InvalidInput([{ field: 'after', message }]);
  }
}

function sizeOf(first: number | null | undefined): number {
  const asked = first ?? DEFAULT_PAGE;
  if (asked >= 1 && asked <= MAX_PAGE) return asked;
  const message = `Is ${asked}; ask for 1 to ${MAX_PAGE} and page on with a cursor.`;
  throw new InvalidInput([{ field: 'first', message }]);
}
