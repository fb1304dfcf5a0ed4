import { MAX_SUPPLIER_ID } from '../../feeds/supplier.ts';
import type { ClickHouseDataset, Field } from '../dataset.ts';

const supplierId: Field = {
  name: 'supplierId',
  type: 'INT',
  sql: 'supid',
  isNullable: false,
  description: "The supplier's number in the warehouse.",
};
const KNOWN_SUPPLIERS = `supid <= ${MAX_SUPPLIER_ID}`;

const date: Field = {
  name: 'date',
  type: 'DATE',
  sql: 'dateupd',
  isNullable: false,
  description: 'The business day.',
};

export const deliveries: ClickHouseDataset = {
  name: 'deliveries',
  description:
    'What was loaded from each supplier on each business day, from the warehouse, newest first. A day ' +
    'without a price row is not there.',
  engine: 'CLICKHOUSE',
  from: '{database:Identifier}.dif_step_1',
  where: KNOWN_SUPPLIERS,
  fields: [
    supplierId,
    date,
    {
      name: 'rows',
      type: 'INT',
      sql: 'toInt64(count())',
      isNullable: false,
      description: 'Price rows.',
    },
    {
      name: 'skus',
      type: 'INT',
      sql: 'toInt64(uniqExact(sku))',
      isNullable: false,
      description:
        'Different articles, exactly. A warehouse of your own has to have the column `sku` for it.',
    },
  ],
  key: [date, supplierId],
  order: [{ field: 'date', direction: 'DESC' }],
  supplierField: 'supplierId',
};

// dt shows wall-clock time in its column's own zone or, having none, in the server's; the session's zone
// must not move it.
const SHOWN_IN = "if(toTypeName(dt) = 'DateTime', serverTimezone(), timezoneOf(dt))";

const at: Field = {
  name: 'at',
  type: 'INSTANT',
  sql: `toTimeZone(toDateTime(toString(dt, ${SHOWN_IN}), {timeZone:String}), 'UTC')`,
  isNullable: false,
  description:
    'When the clock in the business time zone showed the time of the failure, to the second.',
};

const errorId: Field = {
  name: 'errorId',
  type: 'INT',
  sql: 'error_id',
  isNullable: false,
  description: "The error's number in the dictionary.",
};

export const failures: ClickHouseDataset = {
  name: 'failures',
  description:
    'Failures as the warehouse has them, newest first: one row for those of one supplier in one second ' +
    'for one reason, which the warehouse cannot tell apart.',
  engine: 'CLICKHOUSE',
  from:
    '{database:Identifier}.dif_errors LEFT ANY JOIN {database:Identifier}.error_list ' +
    'ON error_list.id = dif_errors.error_id',
  where: KNOWN_SUPPLIERS,
  fields: [
    at,
    {
      name: 'date',
      type: 'DATE',
      sql: `any(toDate(dt, ${SHOWN_IN}))`,
      isNullable: false,
      description: 'The business day.',
    },
    supplierId,
    errorId,
    {
      name: 'errorText',
      type: 'STRING',
      sql: "any(if(error_text = '', concat('error ', toString(error_id)), error_text))",
      isNullable: false,
      description: 'The error in words; `error <number>` where the dictionary does not know it.',
    },
    {
      name: 'failures',
      type: 'INT',
      sql: 'toInt64(count())',
      isNullable: false,
      description: 'How many.',
    },
  ],
  key: [at, supplierId, errorId],
  order: [{ field: 'at', direction: 'DESC' }],
  supplierField: 'supplierId',
};
