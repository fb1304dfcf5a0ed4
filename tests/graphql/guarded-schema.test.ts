import { GraphQLInt, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { expect, it } from 'vitest';
import { guarded } from '../../server/graphql/guarded-schema.ts';

const schemaWith = (authScopes: object | undefined) =>
  new GraphQLSchema({
    query: new GraphQLObjectType({
      name: 'Query',
      fields: { answer: { type: GraphQLInt, extensions: { pothosOptions: { authScopes } } } },
    }),
  });

it.each([undefined, {}])(
  'a field of a root that does not say who may use it is named',
  (scopes) => {
    expect(() => guarded(schemaWith(scopes))).toThrow(
      'Query.answer does not say who may use it: give it authScopes',
    );
  },
);

it.each([{ may: 'READ' }, { signedIn: true }])('one that says so is let through', (scopes) => {
  const schema = schemaWith(scopes);
  expect(guarded(schema)).toBe(schema);
});
