import { EnvelopArmorPlugin } from '@escape.tech/graphql-armor';
import { createYoga } from 'graphql-yoga';
import type { Actor, Company, Context } from '../core/context.ts';
import type { EventStream } from '../events/stream.ts';
import type { GraphQLContext } from './builder.ts';
import { useCompiledOperations } from './compiled-operations.ts';
import type { ErrorMask } from './mask-error.ts';
import { schema } from './schema.ts';

/** Whoever uses the API, until people and machines have accounts. */
export const ANYONE: Actor = { id: null, name: 'operator' };

export interface ApiContext {
  ctx: Context;
  company: Company;
  events: EventStream;
}

export type Yoga = ReturnType<typeof createGraphQLServer>;

/** The GraphQL server behind both doors, HTTP and WebSocket. */
export function createGraphQLServer(api: ApiContext, maskError: ErrorMask) {
  return createYoga<object, GraphQLContext>({
    schema,
    context: () => requestContext(api),
    graphqlEndpoint: '/graphql',
    cors: false,
    multipart: false,
    graphiql: false,
    landingPage: false,
    batching: false,
    logging: false,
    maskedErrors: { maskError },
    plugins: [
      useCompiledOperations(),
      EnvelopArmorPlugin({
        // a connection within a connection is eight levels
        maxDepth: { n: 14 },
        maxTokens: { n: 2_000 },
        maxAliases: { n: 30 },
        // Lists are bounded by their resolvers; analysts get a cost of rows, not of depth.
        costLimit: { enabled: false },
        blockFieldSuggestion: { enabled: false },
      }),
    ],
  });
}

/** A request reads the clock once. */
function requestContext({ ctx, company, events }: ApiContext): GraphQLContext {
  const now = ctx.now();
  return { ...ctx, now: () => now, company, events, position: events.position, actor: ANYONE };
}
