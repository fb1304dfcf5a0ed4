import type { GraphQLField, GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { Forbidden, may } from '../accounts/permissions.ts';
import type { AuthScopes, GraphQLContext } from './builder.ts';

type Field = GraphQLField<unknown, GraphQLContext>;

/**
 * The schema, once every way into it says who may take it.
 *
 * A subscription is decided on when it begins, here, and again by its resolver for each event: the
 * plugin for scopes does the one or the other.
 *
 * @throws naming a field of Query, Mutation or Subscription that does not declare `authScopes`
 */
export function guarded(schema: GraphQLSchema): GraphQLSchema {
  for (const root of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(root?.getFields() ?? {}))
      scopesOf(`${root!.name}.${field.name}`, field);
  }
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    const scopes = scopesOf(`Subscription.${field.name}`, field);
    if (field.subscribe) field.subscribe = refusing(scopes, field.subscribe);
  }
  return schema;
}

function scopesOf(name: string, { extensions }: Field): Partial<AuthScopes> {
  // where Pothos keeps what a field was declared with
  const { authScopes } = extensions['pothosOptions'] as { authScopes?: Partial<AuthScopes> };
  if (authScopes?.may ?? authScopes?.signedIn) return authScopes;
  throw new Error(`${name} does not say who may use it: give it authScopes, e.g. { may: 'READ' }.`);
}

function refusing(
  { may: permission }: Partial<AuthScopes>,
  subscribe: GraphQLFieldResolver<unknown, GraphQLContext>,
): GraphQLFieldResolver<unknown, GraphQLContext> {
  return (root, args, context, info): unknown => {
    if (permission && !may(context.viewer, permission)) {
      throw new Forbidden(context.viewer, permission);
    }
    return subscribe(root, args, context, info);
  };
}
