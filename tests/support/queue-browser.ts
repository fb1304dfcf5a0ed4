import { createHash } from 'node:crypto';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { createPrisma } from '../../server/core/db.ts';
import type { Role } from '../../server/core/generated/prisma/client.ts';
import { createLog } from '../../server/core/log.ts';
import { createPool } from '../../server/core/postgres.ts';
import { createPerson, type TestPerson } from './accounts.ts';
import { PATIENCE_MS } from './browser.ts';
import type { ServerProcess } from './server-process.ts';

export interface Case {
  id: string;
  version: number;
}

/** Somebody else of the company, signed in. */
export async function makeColleague(
  { databaseUrl }: ServerProcess,
  name: string,
  role: Role = 'OPERATOR',
): Promise<TestPerson> {
  const pool = createPool(databaseUrl, 1, createLog('silent'));
  try {
    const db = createPrisma(pool);
    const person = await createPerson({ db }, role);
    await db.user.update({ where: { id: person.id }, data: { name } });
    return person;
  } finally {
    await pool.end();
  }
}

/** A page in a browser profile of its own, in which the person is signed in; live. */
export async function openPage(
  browser: Browser,
  url: string,
  person: TestPerson,
  { prepare, ...options }: BrowserContextOptions & { prepare?: (page: Page) => Promise<void> } = {},
): Promise<Page> {
  const context = await browser.newContext({ locale: 'en', ...options });
  const [name = '', value = ''] = person.headers['cookie']!.split('='); // written by createPerson
  await context.addCookies([{ name, value, url: new URL(url).origin }]);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await prepare?.(page);
  await page.goto(url);
  await page.getByRole('banner').getByText('live', { exact: true }).waitFor();
  return page;
}

let calls = 0;

/** Logs failures as a robot would, the first one the newest. */
export async function logFailures(
  server: ServerProcess,
  errorText: string,
  count = 1,
  { supplierId = 1, errorId = 6 } = {},
): Promise<Case[]> {
  const now = Date.now();
  const call = ++calls; // two in a second are not each other's retries
  const inputs = Array.from({ length: count }, (_, i) => ({
    ...{ errorText, errorId, stage: 'load_mail', supplierId: supplierId + (i % 40) },
    eventAt: new Date(now - i * 1_000).toJSON(),
    filePath: `mail_backup/${errorId}/${call}-${i}.csv`,
  }));
  const { outcome } = await server.query<{
    outcome: { results: { investigation: Case }[] };
  }>(
    `mutation ($inputs: [LogInvestigationEventInput!]!) {
       outcome: logInvestigationEvents(inputs: $inputs) {
         ... on LogInvestigationEventsPayload {
           results { ... on LogInvestigationEventPayload { investigation { id version } } }
         }
       }
     }`,
    { inputs },
  );
  return outcome.results.map(({ investigation }) => investigation);
}

/** Closes a case as a colleague in another program would. */
export async function resolveElsewhere(server: ServerProcess, { id, version }: Case) {
  await server.query(
    `mutation ($input: ResolveInvestigationInput!) {
       resolveInvestigation(input: $input) { __typename }
     }`,
    { input: { id, version, resolution: 'RESOLVED', note: 'A colleague did it' } },
  );
}

/** The ids of a view, in its order, as the API tells them. */
export async function idsOfQueue(server: ServerProcess, first = 500): Promise<string[]> {
  const { queue } = await server.query<{ queue: { edges: { node: Case }[] } }>(
    'query ($first: Int!) { queue(first: $first) { edges { node { id } } } }',
    { first },
  );
  return queue.edges.map(({ node }) => node.id);
}

/** Everything that people can change of the cases of an error, as one hash. */
export async function hashOfCases(server: ServerProcess, errorId: number): Promise<string> {
  const hash = createHash('sha256');
  let page: CasesPage | undefined;
  do {
    page = await pageOfCases(server, { errorId, after: page?.pageInfo.endCursor ?? null });
    hash.update(JSON.stringify(page.edges));
  } while (page.pageInfo.hasNextPage);
  return hash.digest('hex');
}

async function pageOfCases(
  server: ServerProcess,
  variables: { errorId: number; after: string | null },
): Promise<CasesPage> {
  const { investigations } = await server.query<{ investigations: CasesPage }>(
    `query ($errorId: Int!, $after: String) {
       investigations(first: 500, after: $after, filter: { errorId: { eq: $errorId } }) {
         pageInfo { hasNextPage endCursor }
         edges {
           node {
             id status note reasonCode investigator investigatedAt snoozedUntil awaitsSuccess
             assignee { id }
           }
         }
       }
     }`,
    variables,
  );
  return investigations;
}

interface CasesPage {
  pageInfo: { hasNextPage: boolean; endCursor: string };
  edges: unknown[];
}

export function rowOf(page: Page, errorText: string) {
  return page.getByRole('listitem').filter({ hasText: errorText });
}
