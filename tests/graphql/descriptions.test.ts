import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNullableType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLNamedType,
} from 'graphql';
import { expect, it } from 'vitest';
import { schema } from '../../server/graphql/schema.ts';

interface Described {
  name: string;
  description?: string | null | undefined;
}

/** Everything of a type that a reader may wonder about, itself included, by its name. */
function partsOf(type: GraphQLNamedType): [name: string, part: Described][] {
  const own: [string, Described] = [type.name, type];
  if (isEnumType(type)) {
    return [own, ...type.getValues().map((value) => named(type.name, value))];
  }
  if (isInputObjectType(type)) {
    return [own, ...Object.values(type.getFields()).map((field) => named(type.name, field))];
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [own];
  const fields = Object.values(type.getFields());
  return [
    own,
    ...fields.flatMap((field) => [
      named(type.name, field),
      ...field.args.map((arg) => named(`${type.name}.${field.name}`, arg)),
    ]),
  ];
}

const named = (of: string, part: Described): [string, Described] => [`${of}.${part.name}`, part];

const ours = Object.values(schema.getTypeMap()).filter(
  (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
);

it('The schema describes each of its types, fields, arguments, values and inputs', () => {
  const undescribed = ours
    .flatMap(partsOf)
    .filter(([, { description }]) => !description?.trim())
    .map(([name]) => name);
  expect(ours.length).toBeGreaterThan(100);
  expect(undescribed).toEqual([]);
});

it('It says what null means of each field that may be null', () => {
  const silent = ours
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .flatMap((type) => Object.values(type.getFields()).map((field) => [type.name, field] as const))
    .filter(([, { type, description }]) => isNullableType(type) && !/\bnull\b/i.test(description!)) // see above
    .map(([name, field]) => `${name}.${field.name}`);
  expect(silent).toEqual([]);
});
