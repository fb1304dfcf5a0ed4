import { compileAggregation, groupColumn, measureColumn } from './compile.ts';
import type { Listing } from './listing.ts';
import { measureType, type Aggregation, type Measure } from './question.ts';
import { readAggregation, type AggregationArgs } from './read-aggregation.ts';
import type { Row } from './run.ts';

/** The value of a measure; all are null where no row has a value. */
export interface MeasuredValue {
  number: number | null;
  text: string | null;
  instant: string | null;
  date: string | null;
}

/** Rows of a list taken together. */
export interface Group {
  /** What they have in common, by field; null of a field that is not grouped by. */
  key: Readonly<Record<string, unknown>>;
  measures: MeasuredValue[];
}

/** @throws {InvalidInput} for an aggregation that makes no sense */
export async function aggregate(listing: Listing, args: AggregationArgs): Promise<Group[]> {
  const aggregation = readAggregation(listing.dataset, args);
  const rows = await listing.read((scope) => compileAggregation(scope, aggregation));
  return withGroupOfNothing(rows, aggregation).map((row) => toGroup(row, aggregation));
}

/**
 * Without `groupBy` there is one group, of nothing too; ClickHouse leaves it out of an answer about many
 * suppliers.
 */
function withGroupOfNothing(rows: Row[], { groupBy, measures }: Aggregation): Row[] {
  if (rows.length > 0 || groupBy.length > 0) return rows;
  const isCount = ({ op }: Measure) => op === 'COUNT' || op === 'COUNT_DISTINCT';
  const values = measures.map((measure, i) => [measureColumn(i), isCount(measure) ? 0 : null]);
  return [Object.fromEntries(values) as Row];
}

function toGroup(row: Row, { groupBy, measures }: Aggregation): Group {
  const key = groupBy.map(({ field }, i) => [field.name, row[groupColumn(i)]] as const);
  return {
    key: Object.fromEntries(key),
    measures: measures.map((measure, i) => {
      const value = row[measureColumn(i)] ?? null;
      const type = measureType(measure);
      // a column of that type
      return {
        number: type === 'INT' || type === 'FLOAT' ? (value as number | null) : null,
        text: type === 'STRING' ? (value as string | null) : null,
        instant: type === 'INSTANT' ? (value as string | null) : null,
        date: type === 'DATE' ? (value as string | null) : null,
      };
    }),
  };
}
