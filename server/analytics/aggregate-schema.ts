import { businessDay } from '../core/business-time.ts';
import { builder } from '../graphql/builder.ts';
import { costs } from '../graphql/field-cost.ts';
import type { Group, MeasuredValue } from './aggregate.ts';
import { isComparable, type Dataset } from './dataset.ts';
import { DirectionType, NullsType, stemOf, valueType, type fieldEnum } from './filter-schema.ts';
import type { MeasureOp, Unit } from './question.ts';
import {
  DEFAULT_GROUPS,
  MAX_GROUPS,
  type GroupOrderInput,
  type HavingInput,
  type MeasureInput,
} from './read-aggregation.ts';

const UnitType = builder.enumType('TimeUnit', {
  description: 'A stretch of time in the business time zone, whatever the zones of servers.',
  values: {
    HOUR: { description: 'From full hour to full hour. Not of days, which have none.' },
    DAY: { description: 'From midnight to midnight, which can be 23 or 25 hours.' },
    WEEK: { description: 'From Monday, midnight, to Monday.' },
    MONTH: { description: 'From the first of a month to the first of the next.' },
  } satisfies Record<Unit, object>,
});

const MeasureOpType = builder.enumType('MeasureOp', {
  description: 'What to work out of a group. Rows without a value of the field count for nothing.',
  values: {
    COUNT: { description: 'How many rows; with a field, how many have a value of it.' },
    COUNT_DISTINCT: { description: 'How many different values, exactly.' },
    MIN: { description: 'The least or earliest value, of a number, text, instant or day.' },
    MAX: { description: 'The greatest or latest value, of a number, text, instant or day.' },
    AVG: { description: 'The arithmetic mean, of a number.' },
    SUM: { description: 'The sum, of a number; null where no row has a value.' },
    PERCENTILE: {
      description:
        'The least value that at least `percentile` percent of the values do not exceed (nearest ' +
        'rank): always one of the values, the 50th the lower median.',
    },
  } satisfies Record<MeasureOp, object>,
});

const HavingInputType = builder.inputRef<HavingInput>('MeasureCondition').implement({
  description: 'Leaves out groups by a measure that is a number; all that is given must hold.',
  fields: (t) => ({
    measure: t.int({ required: true, description: 'Its place in `measures`, from 0.' }),
    eq: t.float({ description: 'Is this.' }),
    not: t.float({ description: 'Is anything but this, or null.' }),
    lt: t.float({ description: 'Is less.' }),
    lte: t.float({ description: 'Is less or equal.' }),
    gt: t.float({ description: 'Is greater.' }),
    gte: t.float({ description: 'Is greater or equal.' }),
  }),
});

const MeasuredValueType = builder.objectRef<MeasuredValue>('MeasuredValue').implement({
  description:
    'What a measure came to. One of its fields has it; all are null where no row has a value.',
  fields: (t) => ({
    number: t.exposeFloat('number', {
      nullable: true,
      description:
        'Of every measure but MIN and MAX of a text, instant or day; null of those, and where no row has ' +
        'a value.',
    }),
    text: t.exposeString('text', {
      nullable: true,
      description: 'Of MIN and MAX of a text; null of others.',
    }),
    instant: t.expose('instant', {
      type: 'DateTime',
      nullable: true,
      description: 'Of MIN and MAX of an instant; null of others.',
    }),
    date: t.expose('date', {
      type: 'Date',
      nullable: true,
      description: 'Of MIN and MAX of a day; null of others.',
    }),
  }),
});

/** The groups of a list and the arguments that ask for them. */
export function aggregateTypes(dataset: Dataset, field: ReturnType<typeof fieldEnum>) {
  const stem = stemOf(dataset);
  const groupBy = builder
    .inputRef<{ field: string; every?: Unit | null }>(`${stem}GroupBy`)
    .implement({
      description: `What rows of \`${dataset.name}\` have in common to be of one group.`,
      fields: (t) => ({
        field: t.field({ type: field, required: true, description: 'Its value.' }),
        every: t.field({
          type: UnitType,
          description: 'Of an instant or a day: the hour, day, week or month that it is in.',
        }),
      }),
    });
  const measure = builder.inputRef<MeasureInput>(`${stem}Measure`).implement({
    description: `What to work out of a group of \`${dataset.name}\`.`,
    fields: (t) => ({
      op: t.field({ type: MeasureOpType, required: true, description: 'How.' }),
      field: t.field({ type: field, description: 'Of what; only COUNT does without.' }),
      percentile: t.float({
        description: 'From 0 to 100; PERCENTILE takes it and nothing else does.',
      }),
    }),
  });
  const order = builder.inputRef<GroupOrderInput>(`${stem}GroupOrder`).implement({
    description:
      'One step of an order of groups, by a measure or by a field that is grouped by; equal ones come ' +
      'by their keys.',
    fields: (t) => ({
      measure: t.int({ description: 'The place of a measure in `measures`, from 0.' }),
      field: t.field({ type: field, description: 'One of those in `groupBy`.' }),
      direction: t.field({
        type: DirectionType,
        required: true,
        defaultValue: 'ASC',
        description: 'Which way.',
      }),
      nulls: t.field({
        type: NullsType,
        required: true,
        defaultValue: 'LAST',
        description: 'Where groups without a value come.',
      }),
    }),
  });
  return { group: groupType(dataset, stem), groupBy, measure, order };
}

function groupType(dataset: Dataset, stem: string) {
  const fields = dataset.fields.filter(isComparable);
  const key = builder.objectRef<Group['key']>(`${stem}GroupKey`).implement({
    description:
      'What the rows of a group have in common: null of a field that is not grouped by, and where ' +
      'the rows have no value. Of an hour, day, week or month it is the beginning.',
    fields: (t) => ({
      ...Object.fromEntries(
        fields.map((field) => [
          field.name,
          t.field({
            type: valueType(field),
            nullable: true,
            description: `${field.description} Null also where it is not grouped by.`,
            resolve: (key) => (key[field.name] ?? null) as string | null,
          }),
        ]),
      ),
      ...Object.fromEntries(
        fields
          .filter(({ type }) => type === 'INSTANT')
          .map(({ name }) => [
            `${name}Date`,
            t.field({
              type: 'Date',
              nullable: true,
              description: `The business day that \`${name}\` of the group is on; null where that is.`,
              resolve: (key, _args, { company }) => {
                const at = key[name] as string | null | undefined;
                return at ? businessDay(new Date(at), company.timeZone) : null;
              },
            }),
          ]),
      ),
    }),
  });
  return builder.objectRef<Group>(`${stem}Group`).implement({
    description: `Rows of \`${dataset.name}\` taken together.`,
    fields: (t) => ({
      key: t.field({
        type: key,
        description: 'What they have in common.',
        extensions: costs({ rows: 0 }),
        resolve: (group) => group.key,
      }),
      measures: t.expose('measures', {
        type: [MeasuredValueType],
        description: 'In the order in which they were asked for.',
        extensions: costs({ rows: 0, size: 16 }),
      }),
    }),
  });
}

/** The arguments of `aggregate`. */
export function aggregateArgs({ groupBy, measure, order }: ReturnType<typeof aggregateTypes>) {
  return builder.args((t) => ({
    groupBy: t.field({
      type: [groupBy],
      description: 'At most 8; absent: all rows are one group.',
    }),
    measures: t.field({ type: [measure], description: 'At most 16; absent: COUNT.' }),
    having: t.field({
      type: [HavingInputType],
      description: 'Which groups to have; all must hold.',
    }),
    orderBy: t.field({ type: [order], description: 'At most 8; absent: by the keys.' }),
    first: t.int({ description: `1 to ${MAX_GROUPS} groups; absent: ${DEFAULT_GROUPS}.` }),
  }));
}
