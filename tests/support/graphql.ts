import type { ExecutionResult } from 'graphql';
import { openStream, type EventStream } from '../../server/events/stream.ts';
import { createErrorMask } from '../../server/graphql/mask-error.ts';
import { createGraphQLServer } from '../../server/graphql/yoga.ts';
import type { TestContext } from './database.ts';

export interface TestApi {
  /** Runs a document through yoga as an HTTP request would, and returns `data`; throws on errors. */
  query: <T>(document: string, variables?: object) => Promise<T>;
  /** The same, with the errors as the caller would see them. */
  execute: (document: string, variables?: object) => Promise<ExecutionResult>;
  events: EventStream;
}

/** The API on a test context. */
export async function createTestApi(ctx: TestContext): Promise<TestApi> {
  const events = await openStream(ctx);
  const yoga = createGraphQLServer({ ctx, company: ctx.company, events }, createErrorMask(ctx.log));
  const execute: TestApi['execute'] = async (query, variables) => {
    const response = await yoga.fetch('http://localhost/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as ExecutionResult;
  };
  return {
    events,
    execute,
    query: async (document, variables) => {
      const { data, errors } = await execute(document, variables);
      if (errors) throw new Error(JSON.stringify(errors));
      return data as never; // the caller knows the shape of what it asked for
    },
  };
}
