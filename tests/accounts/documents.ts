import {
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { schema } from '../../server/graphql/schema.ts';

export interface RootField {
  /** `Query.queue` */
  name: string;
  operation: 'query' | 'mutation' | 'subscription';
  field: GraphQLField<unknown, unknown>;
}

/** Every way into the API. */
export const ROOT_FIELDS: RootField[] = (['query', 'mutation', 'subscription'] as const).flatMap(
  (operation) => {
    const type = rootType(operation);
    return Object.values(type.getFields()).map((field) => ({
      name: `${type.name}.${field.name}`,
      operation,
      field,
    }));
  },
);

function rootType(operation: RootField['operation']): GraphQLObjectType {
  const types = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  };
  return types[operation]!; // the schema has all three
}

/**
 * An operation of one root field, made from the schema: arguments that must be there, and those that
 * are ids.
 *
 * @param id stands wherever the schema says ID
 * @param depth how many levels of objects to ask for
 */
export function documentOf({ operation, field }: RootField, id: string, depth = 0): string {
  return `${operation} { ${field.name}${argumentsOf(field, id)}${selectionOf(field.type, depth)} }`;
}

function argumentsOf({ args }: GraphQLField<unknown, unknown>, id: string): string {
  const given = args.filter((arg) => isNonNullType(arg.type) || isId(arg));
  if (given.length === 0) return '';
  return `(${given.map(({ name, type }) => `${name}: ${valueOf(type, id)}`).join(', ')})`;
}

const isId = ({ type }: GraphQLArgument) => getNamedType(type).name === 'ID';

function valueOf(type: GraphQLInputType, id: string): string {
  if (isNonNullType(type)) return valueOf(type.ofType, id);
  if (isListType(type)) return `[${valueOf(type.ofType, id)}]`;
  if (isEnumType(type)) return type.getValues()[0]!.name; // an enum has values
  if (!isInputObjectType(type)) return SCALARS[type.name]?.(id) ?? '"x"';
  const fields = Object.values(type.getFields());
  const required = fields.filter(isRequiredInputField);
  const given = required.length > 0 ? required : fields.slice(0, 1);
  return `{${given.map(({ name, type: of }) => `${name}: ${valueOf(of, id)}`).join(', ')}}`;
}

const SCALARS: Record<string, (id: string) => string> = {
  ID: (id) => JSON.stringify(id),
  Int: () => '2',
  Boolean: () => 'true',
  Date: () => '"2026-11-20"',
  DateTime: () => '"2026-11-20T09:00:00Z"',
  JSON: () => '{}',
};

/** Every field that needs no argument, down to a depth; at the end of it the leaves alone. */
export function selectionOf(output: GraphQLOutputType, depth: number): string {
  const type = getNamedType(output);
  if (isLeafType(type)) return '';
  if (isAbstractType(type)) {
    const members = schema
      .getPossibleTypes(type)
      .filter((member) => !isError(member))
      .map((member) => `... on ${member.name} ${selectionOf(member, depth)}`);
    return ` { __typename ... on Error { code message } ${members.join(' ')} }`;
  }
  const fields = Object.values((type as GraphQLObjectType).getFields())
    .filter(
      ({ args }) =>
        !args.some(({ type: of, defaultValue }) => isNonNullType(of) && defaultValue === undefined),
    )
    .filter(({ type: of }) => depth > 0 || isLeafType(getNamedType(of)))
    // opening a file is a matter of its own
    .filter(({ name }) => name !== 'preview')
    .map((field) => field.name + selectionOf(field.type, depth - 1));
  return ` { __typename ${fields.join(' ')} }`;
}

const isError = (type: GraphQLObjectType) =>
  type.getInterfaces().some(({ name }) => name === 'Error');
