import type { ExecutionResult } from 'graphql';
import { openAccounts } from '../../server/accounts/accounts.ts';
import type { Caller } from '../../server/accounts/caller.ts';
import type { Viewer } from '../../server/accounts/permissions.ts';
import { openStream, type EventStream } from '../../server/events/stream.ts';
import { createErrorMask } from '../../server/graphql/mask-error.ts';
import { createGraphQLServer } from '../../server/graphql/yoga.ts';
import { isReport } from './accounts.ts';
import type { TestContext } from './database.ts';

export interface TestApi {
  /** Runs a document through yoga as an HTTP request would, and returns `data`; throws on errors. */
  query: <T>(document: string, variables?: object) => Promise<T>;
  /** The same, with the errors as the caller would see them. */
  execute: (document: string, variables?: object) => Promise<ExecutionResult>;
  events: EventStream;
}

/** Somebody who may do whatever people may. */
export const ADMIN: Viewer = { kind: 'PERSON', id: 'operator', name: 'operator', role: 'ADMIN' };

/** A machine that reports failures, which people do not. */
export const ROBOT: Viewer = { kind: 'KEY', id: 'robot', name: 'operator', role: 'ROBOT' };

/**
 * The API on a test context, as the viewer gets it.
 *
 * @param viewer absent: whoever may, a robot for what robots report and else an admin
 */
export async function createTestApi(ctx: TestContext, viewer?: Viewer): Promise<TestApi> {
  const events = await openStream(ctx.installation);
  const yoga = createGraphQLServer(
    { ctx: ctx.installation, accounts: await openAccounts(ctx.installation), events },
    createErrorMask(ctx.log),
  );
  const credentials: Caller['credentials'] = { kind: 'SESSION', token: 'of a test' };
  const execute: TestApi['execute'] = async (query, variables) => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    };
    const caller: Caller = {
      viewer: viewer ?? (isReport(query) ? ROBOT : ADMIN),
      company: ctx.company,
      credentials,
    };
    const response = await yoga.fetch('http://localhost/graphql', init, { caller });
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
