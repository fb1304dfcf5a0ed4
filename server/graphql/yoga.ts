import { EnvelopArmorPlugin } from '@escape.tech/graphql-armor';
import { createYoga } from 'graphql-yoga';
import type { Accounts } from '../accounts/accounts.ts';
import type { Caller } from '../accounts/caller.ts';
import { inCompany } from '../core/company-context.ts';
import type { Context } from '../core/context.ts';
import type { EventStream } from '../events/stream.ts';
import type { GraphQLContext } from './builder.ts';
import { useCompiledOperations } from './compiled-operations.ts';
import type { ErrorMask } from './mask-error.ts';
import { useReadableDocuments } from './readable-documents.ts';
import { schema } from './schema.ts';

export interface ApiContext {
  ctx: Context;
  accounts: Accounts;
  events: EventStream;
}

/** What a door knows of a request before yoga does. */
interface ServerContext {
  caller: Caller;
}

export type Yoga = ReturnType<typeof createGraphQLServer>;

/** The GraphQL server behind both doors, HTTP and WebSocket. */
export function createGraphQLServer(api: ApiContext, maskError: ErrorMask) {
  return createYoga<ServerContext, GraphQLContext>({
    schema,
    context: ({ caller }) => requestContext(api, caller),
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
      useReadableDocuments(), // around the parser that the armour puts in
    ],
  });
}

/** A request reads the clock once. */
function requestContext(
  { ctx, accounts, events }: ApiContext,
  { viewer, company, credentials }: Caller,
): GraphQLContext {
  const now = ctx.now();
  return {
    ...inCompany(ctx, company, viewer),
    now: () => now,
    viewer,
    credentials,
    accounts,
    events,
    position: events.position,
  };
}
