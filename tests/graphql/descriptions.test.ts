import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
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

it('The schema describes each of its types, fields, arguments, values and inputs', () => {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
  );
  const undescribed = types
    .flatMap(partsOf)
    .filter(([, { description }]) => !description?.trim())
    .map(([name]) => name);
  expect(types.length).toBeGreaterThan(100);
  expect(undescribed).toEqual([]);
});
