import { openAccounts } from '../../server/accounts/accounts.ts';
import type { Viewer } from '../../server/accounts/permissions.ts';
import { findDefaultCompany } from '../../server/accounts/service.ts';
import { readConfig } from '../../server/core/config.ts';
import type { Company } from '../../server/core/context.ts';
import { createLog } from '../../server/core/log.ts';
import { openContext } from '../../server/core/open-context.ts';
import { openStream } from '../../server/events/stream.ts';
import { createErrorMask } from '../../server/graphql/mask-error.ts';
import { createGraphQLServer } from '../../server/graphql/yoga.ts';
import { DAY } from './database.ts';
import { DASHBOARD, LOG_MANY, LOG_ONE, QUEUE, QUEUE_WITH_COUNT } from './documents.ts';
import { makeFailure } from './failures.ts';
import { describe, faultsOf, type ExplainedStatement } from './plan.ts';
import { BENCH_SECRET, NO_WAREHOUSE } from './servers.ts';

const RUNS = 7; // from the sixth on Postgres may take a prepared statement's plan for any values

/** Every session tells the plan of whatever it has carried out, as a notice. */
const EXPLAINING = [
  'TimeZone=UTC',
  'session_preload_libraries=auto_explain',
  'auto_explain.log_min_duration=0',
  'auto_explain.log_analyze=on',
  'auto_explain.log_buffers=on',
  'auto_explain.log_format=json',
  'auto_explain.log_level=notice',
];

/**
 * Runs the product's hot paths and returns how Postgres carried out each of their statements.
 *
 * @throws when one of them reads all of a big table, or sorts much of it
 */
export async function explainHotStatements(databaseUrl: string): Promise<string> {
  const statements = await collectPlans(databaseUrl);
  const faults = statements.flatMap((statement) =>
    faultsOf(statement.Plan).map((fault) => `${fault}:\n${describe(statement)}`),
  );
  if (faults.length > 0)
    throw new Error(`A statement grows with its table: it ${faults.join('\n')}`);
  return statements.map(describe).join('\n\n');
}

/** The last run of each statement. */
async function collectPlans(databaseUrl: string): Promise<ExplainedStatement[]> {
  const url = new URL(databaseUrl);
  url.searchParams.set('options', EXPLAINING.map((setting) => `-c ${setting}`).join(' '));
  const config = readConfig({
    DATABASE_URL: url.href,
    CLICKHOUSE_URL: NO_WAREHOUSE,
    AUTH_SECRET: BENCH_SECRET,
  });
  const { ctx, close } = await openContext(config, createLog('error'));
  const plans = new Map<string, ExplainedStatement>();
  const { connections } = ctx.companies.of((await findDefaultCompany(ctx)).id).pg.transactions;
  const heard = new WeakSet<object>();
  // when it is used rather than when it is made: one was, to see that it works
  connections.on('acquire', (client) => {
    if (heard.has(client)) return;
    heard.add(client);
    client.on('notice', ({ message = '' }) => {
      const json = /^duration: .* plan:\s*(\{.*)/s.exec(message)?.[1];
      if (!json) return;
      const statement = JSON.parse(json) as ExplainedStatement;
      plans.set(statement['Query Text'], statement);
    });
  });
  try {
    const company = await findDefaultCompany(ctx);
    const api = { ctx, accounts: await openAccounts(ctx), events: await openStream(ctx) };
    const yoga = createGraphQLServer(api, createErrorMask(ctx.log));
    for (let run = 0; run < RUNS; run++) {
      for (const question of hotQuestions()) {
        ctx.cache.invalidate(company.id); // or the second run would ask nothing
        await post(yoga, question, company);
      }
    }
  } finally {
    await close();
  }
  return [...plans.values()];
}

function hotQuestions(): object[] {
  const failure = makeFailure();
  return [
    { query: LOG_ONE, variables: { input: failure } },
    { query: LOG_ONE, variables: { input: failure } }, // a retry
    { query: LOG_MANY, variables: { inputs: Array.from({ length: 100 }, makeFailure) } },
    { query: QUEUE },
    { query: QUEUE_WITH_COUNT },
    { query: DASHBOARD, variables: { date: DAY } },
  ];
}

async function post(
  yoga: ReturnType<typeof createGraphQLServer>,
  question: object,
  company: Company,
): Promise<void> {
  const body = JSON.stringify(question);
  const isLogging = body.includes('mutation');
  const viewer: Viewer = isLogging
    ? { kind: 'KEY', id: 'bench', name: 'bench', role: 'ROBOT' }
    : { kind: 'PERSON', id: 'bench', name: 'bench', role: 'ADMIN' };
  const response = await yoga.fetch(
    'http://localhost/graphql',
    { method: 'POST', headers: { 'content-type': 'application/json' }, body },
    { caller: { viewer, company, credentials: { kind: 'SESSION', token: 'of the bench' } } },
  );
  const answer = await response.text();
  if (response.status !== 200 || answer.includes('"errors":')) throw new Error(answer);
}
