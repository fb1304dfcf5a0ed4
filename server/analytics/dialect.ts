import type { Engine, Field, FieldType } from './dataset.ts';
import type { Measure, Unit, Value } from './question.ts';

/**
 * What Postgres and ClickHouse say differently. Everything here is written so that both give the same
 * answer about the same rows: texts compare by their bytes, a percentile is a value of the list.
 */
export interface Dialect {
  quote: (name: string) => string;
  parameter: (index: number, type: string) => string;
  listOf: (type: string) => string;
  typeOf: (field: Field) => string;
  types: Record<FieldType, string>;
  /** A value as the driver takes it. */
  encode: (value: Value, type: FieldType) => Value;
  column: (field: Field) => string;
  /** The expression as rows have it: instants as ISO text where the driver does not see to it. */
  output: (expression: string, type: FieldType) => string;
  /** What the field is ordered and compared by. */
  sortable: (expression: string, field: Field) => string;
  isNotTrue: (condition: string) => string;
  isIn: (expression: string, list: string) => string;
  contains: (expression: string, text: string) => string;
  startsWith: (expression: string, text: string) => string;
  /** The beginning of the hour, day, week (from Monday) or month, in the time zone. */
  bucket: (expression: string, field: Field, unit: Unit, timeZone: string) => string;
  measure: (measure: Measure, expression: string, percentile: string) => string;
}

const POSTGRES_TYPES: Record<FieldType, string> = {
  INT: 'int8',
  FLOAT: 'float8',
  STRING: 'text',
  ENUM: 'text',
  BOOLEAN: 'boolean',
  INSTANT: 'timestamptz',
  DATE: 'date',
  UUID: 'uuid',
  JSON: 'jsonb',
};

/** Held as text, and so compared in an order that must not depend on the database's locale. */
const isText = ({ type, enumType }: Field) => type === 'STRING' || (type === 'ENUM' && !enumType);

const byBytes = (expression: string, field: Field) =>
  isText(field) ? `${expression} COLLATE "C"` : expression;

const postgres: Dialect = {
  quote: (name) => `"${name}"`,
  parameter: (index, type) => `$${index}::${type}`,
  listOf: (type) => `${type}[]`,
  types: POSTGRES_TYPES,
  typeOf: ({ type, enumType }) => enumType ?? POSTGRES_TYPES[type],
  encode: (value, type) => {
    const isTime = type === 'INSTANT' || type === 'DATE';
    // Postgres counts from the year 1 on; a record has no value outside of these years
    if (!isTime || /^(?!0000)\d{4}-/.test(String(value))) return value;
    return String(value).startsWith('+') ? 'infinity' : '-infinity';
  },
  column: ({ sql }) => sql,
  output: (expression) => expression,
  sortable: byBytes,
  isNotTrue: (condition) => `(${condition}) IS NOT TRUE`,
  isIn: (expression, list) => `${expression} = ANY(${list})`,
  contains: (expression, text) => `strpos(${expression}, ${text}) > 0`,
  startsWith: (expression, text) => `starts_with(${expression}, ${text})`,
  bucket: (expression, { type }, unit, timeZone) =>
    type === 'INSTANT'
      ? `date_trunc('${unit}', ${expression}, ${timeZone})`
      : `date_trunc('${unit}', ${expression}::timestamp)::date`, // of no zone, not even the session's
  measure: ({ op, field }, expression, percentile) => {
    const ordered = field ? byBytes(expression, field) : '';
    switch (op) {
      case 'COUNT':
        return field ? `count(${expression})` : 'count(*)';
      case 'COUNT_DISTINCT':
        return `count(DISTINCT ${expression})`;
      case 'MIN':
        return `min(${ordered})`;
      case 'MAX':
        return `max(${ordered})`;
      case 'SUM':
        return `sum(${expression})::float8`;
      case 'AVG':
        return `sum(${expression})::float8 / NULLIF(count(${expression}), 0)`;
      case 'PERCENTILE':
        return `percentile_disc(${percentile}) WITHIN GROUP (ORDER BY ${expression})`;
    }
  },
};

const CLICKHOUSE_TYPES: Record<FieldType, string> = {
  INT: 'Int64',
  FLOAT: 'Float64',
  STRING: 'String',
  ENUM: 'String',
  BOOLEAN: 'Bool',
  INSTANT: "DateTime64(6, 'UTC')",
  DATE: 'Date32',
  UUID: 'UUID',
  JSON: 'String',
};

const BEGINNINGS: Record<Unit, string> = {
  HOUR: 'toStartOfHour',
  DAY: 'toStartOfDay',
  WEEK: 'toMonday',
  MONTH: 'toStartOfMonth',
};

const clickhouse: Dialect = {
  quote: (name) => `\`${name}\``,
  parameter: (index, type) => `{p${index}:${type}}`,
  listOf: (type) => `Array(${type})`,
  types: CLICKHOUSE_TYPES,
  typeOf: ({ type }) => CLICKHOUSE_TYPES[type],
  encode: (value, type) => {
    if (type !== 'INSTANT' && type !== 'DATE') return value;
    const text = String(value).replace('T', ' ').replace('Z', '');
    // the years that its types hold, which are more than its rows can have
    if (text >= '1900' && text < '2299') return text;
    const [first, last] = ['1900-01-01', '2299-12-31'];
    const day = text < '1900' ? first : last;
    return type === 'DATE' ? day : `${day} 00:00:00.000000`;
  },
  // with its table: a column of the answer may have the same name
  column: ({ name }) => `t.\`${name}\``,
  output: (expression, type) => {
    if (type === 'INSTANT') return `formatDateTime(${expression}, '%Y-%m-%dT%H:%i:%SZ', 'UTC')`;
    // some servers quote a UInt64
    return type === 'INT' || type === 'FLOAT' ? `toFloat64(${expression})` : expression;
  },
  sortable: (expression) => expression,
  isNotTrue: (condition) => `NOT ifNull(${condition}, false)`,
  isIn: (expression, list) => `has(${list}, ${expression})`,
  contains: (expression, text) => `position(${expression}, ${text}) > 0`,
  startsWith: (expression, text) => `startsWith(${expression}, ${text})`,
  bucket: (expression, { type }, unit, timeZone) => {
    const beginning = BEGINNINGS[unit];
    if (type === 'DATE') return unit === 'DAY' ? expression : `${beginning}(${expression})`;
    const day = `${beginning}(${expression}, ${timeZone})`;
    const instant = unit === 'HOUR' || unit === 'DAY' ? day : `toDateTime(${day}, ${timeZone})`;
    return `toTimeZone(${instant}, 'UTC')`;
  },
  measure: ({ op, field }, expression, percentile) => {
    const count = `count(${expression})`;
    switch (op) {
      case 'COUNT':
        return field ? count : 'count()';
      case 'COUNT_DISTINCT':
        return `uniqExact(${expression})`;
      case 'MIN':
        return `minOrNull(${expression})`;
      case 'MAX':
        return `maxOrNull(${expression})`;
      case 'SUM':
        return `sumOrNull(${expression})`;
      case 'AVG':
        return `if(${count} = 0, NULL, toFloat64(sum(${expression})) / ${count})`;
      case 'PERCENTILE':
        return (
          `if(${count} = 0, NULL, arraySort(groupArray(${expression}))` +
          `[greatest(toInt64(ceil(${percentile} * ${count})), 1)])`
        );
    }
  },
};

export const DIALECTS: Record<Engine, Dialect> = { POSTGRES: postgres, CLICKHOUSE: clickhouse };
