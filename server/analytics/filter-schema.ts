import type { InputRef } from '@pothos/core';
import { EventKindType } from '../events/schema.ts';
import { Bucket } from '../feeds/profile-schema.ts';
import { builder } from '../graphql/builder.ts';
import {
  InvestigationSourceType,
  InvestigationStatusType,
  ReasonCodeType,
} from '../investigations/investigation-schema.ts';
import { JobStateType } from '../jobs/schema.ts';
import {
  isComparable,
  type Dataset,
  type Direction,
  type Field,
  type FieldType,
} from './dataset.ts';
import type { FilterInput } from './read-filter.ts';
import type { OrderInput } from './read-page.ts';

const ENUMS: Record<string, unknown> = {
  Bucket,
  EventKind: EventKindType,
  InvestigationSource: InvestigationSourceType,
  InvestigationStatus: InvestigationStatusType,
  JobState: JobStateType,
  ReasonCode: ReasonCodeType,
};

/**
 * The GraphQL type of a field's values. To the compiler all are String: which one it is, only the run
 * knows, and nothing here looks into a value.
 */
export function valueType({ type, enumName }: Field): 'String' {
  return (type === 'ENUM' ? ENUMS[enumName!] : SCALARS[type]) as 'String'; // an ENUM has a name
}

const SCALARS = {
  INT: 'Int',
  FLOAT: 'Float',
  STRING: 'String',
  BOOLEAN: 'Boolean',
  INSTANT: 'DateTime',
  DATE: 'Date',
  UUID: 'ID',
  JSON: 'JSON',
} as const satisfies Record<Exclude<FieldType, 'ENUM'>, string>;

type Operators = readonly ('equal' | 'ordered' | 'text')[];

const OPERATORS: Record<FieldType, Operators> = {
  INT: ['equal', 'ordered'],
  FLOAT: ['equal', 'ordered'],
  STRING: ['equal', 'ordered', 'text'],
  ENUM: ['equal'],
  BOOLEAN: ['equal'],
  INSTANT: ['equal', 'ordered'],
  DATE: ['equal', 'ordered'],
  UUID: ['equal'],
  JSON: [],
};

const filters = new Map<string, InputRef<object>>();

/** The operators of a field's values; one input type for all fields of a type. */
function operatorsOf(field: Field): InputRef<object> {
  const name = field.type === 'ENUM' ? field.enumName! : SCALARS[field.type]; // an ENUM has a name
  const known = filters.get(name);
  if (known) return known;
  const made = makeOperators(name, valueType(field), OPERATORS[field.type]);
  filters.set(name, made);
  return made;
}

function makeOperators(name: string, type: 'String', operators: Operators): InputRef<object> {
  const has = (kind: Operators[number]) => operators.includes(kind);
  const range = has('ordered') ? makeRange(name, type) : undefined;
  return builder.inputRef<object>(`${name}Filter`).implement({
    description:
      `Narrows by a value of the type ${name}; all that is given must hold. Of a row without a value ` +
      'only `isNull`, `not` and `notIn` hold.',
    fields: (t) => ({
      ...(has('equal') && {
        eq: t.field({ type, description: 'Is this.' }),
        not: t.field({ type, description: 'Is anything but this; the opposite of `eq`.' }),
        in: t.field({ type: [type], description: 'Is one of these, at most 1,000.' }),
        notIn: t.field({ type: [type], description: 'Is none of these; the opposite of `in`.' }),
      }),
      ...(has('ordered') && {
        lt: t.field({
          type,
          description: 'Is less, or earlier; texts compare by their UTF-8 bytes.',
        }),
        lte: t.field({ type, description: 'Is less, earlier or equal.' }),
        gt: t.field({ type, description: 'Is greater, or later.' }),
        gte: t.field({ type, description: 'Is greater, later or equal.' }),
        between: t.field({ type: range!, description: 'Is between the two or one of them.' }), // made above
      }),
      ...(has('text') && {
        contains: t.string({ description: 'Has this in it, to the letter: case matters.' }),
        startsWith: t.string({ description: 'Begins with this; case matters.' }),
      }),
      isNull: t.boolean({ description: 'true: has no value; false: has one.' }),
    }),
  });
}

function makeRange(name: string, type: 'String') {
  return builder.inputRef<{ from: unknown; to: unknown }>(`${name}Range`).implement({
    description: 'From a value up to another, both included.',
    fields: (t) => ({
      from: t.field({ type, required: true, description: 'The least or earliest.' }),
      to: t.field({ type, required: true, description: 'The greatest or latest.' }),
    }),
  });
}

export const DirectionType = builder.enumType('Direction', {
  description: 'Which way an order goes.',
  values: {
    ASC: { description: 'Least, earliest or first in the alphabet first.' },
    DESC: { description: 'Greatest, latest or last in the alphabet first.' },
  } satisfies Record<Direction, object>,
});

export const NullsType = builder.enumType('Nulls', {
  description: 'Where rows without a value come, whichever way the order goes.',
  values: {
    FIRST: { description: 'Before all others.' },
    LAST: { description: 'After all others.' },
  },
});

/** `investigations` becomes `Investigations`, the stem of the names of a list's types. */
export const stemOf = ({ name }: Dataset) => name.charAt(0).toUpperCase() + name.slice(1);

export function filterInput(dataset: Dataset): InputRef<FilterInput> {
  const { fields, search, name } = dataset;
  const ref = builder.inputRef<FilterInput>(`${stemOf(dataset)}Filter`);
  return ref.implement({
    description:
      `Narrows \`${name}\`; all that is given must hold, and what is left out or null does not narrow. ` +
      'At most 8 levels deep and 100 conditions long.',
    fields: (t) => ({
      and: t.field({ type: [ref], description: 'All of these hold; an empty list holds always.' }),
      or: t.field({
        type: [ref],
        description: 'At least one of these holds; an empty list never does.',
      }),
      not: t.field({ type: ref, description: 'This does not hold.' }),
      ...(search && { search: t.string({ description: search.description }) }),
      ...Object.fromEntries(
        fields.map((field) => [
          field.name,
          t.field({ type: operatorsOf(field), description: field.description }),
        ]),
      ),
    }),
  });
}

/** The fields that a list can be ordered, grouped and measured by. */
export function fieldEnum(dataset: Dataset) {
  const fields = dataset.fields.filter(isComparable);
  return builder.enumType(`${stemOf(dataset)}Field`, {
    description: `What \`${dataset.name}\` can be ordered, grouped and measured by.`,
    values: Object.fromEntries(
      fields.map(({ name, description }) => [enumName(name), { value: name, description }]),
    ),
  });
}

const enumName = (name: string) =>
  name.replaceAll(/[A-Z0-9]+/g, (letters) => `_${letters}`).toUpperCase();

export function orderInput(dataset: Dataset, field: ReturnType<typeof fieldEnum>) {
  return builder.inputRef<OrderInput>(`${stemOf(dataset)}Order`).implement({
    description: `One step of an order of \`${dataset.name}\`; rows equal in all steps come by their key.`,
    fields: (t) => ({
      field: t.field({ type: field, required: true, description: 'By what.' }),
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
        description: 'Where rows without a value come.',
      }),
    }),
  });
}
