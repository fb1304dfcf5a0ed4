import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { implementJob, performRun } from '../../jobs/kit.ts';
import { asRequest, currentIds } from '../../server/core/log.ts';
import { startTracing, traced } from '../../server/core/tracing.ts';
import { useServer } from '../accounts/server.ts';
import { createPerson } from '../support/accounts.ts';
import { emptyDatabase, useTestContext } from '../support/database.ts';

const ctx = useTestContext({ warehouse: true });
const server = useServer(ctx);

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
}

const SENDERS_TRACE = '0af7651916cd43dd8448eb211c80319c';
const SENDERS_SPAN = 'b7ad6b7169203331';

let spans: Span[];
/** All that the collector was sent. */
let sent: string;
let stopTracing: () => Promise<void>;
let closeCollector: () => Promise<unknown>;

beforeEach(async () => {
  await emptyDatabase(ctx);
  [spans, sent] = [[], ''];
  const collector = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      sent += body;
      const { resourceSpans } = JSON.parse(body) as {
        resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
      };
      spans.push(...resourceSpans.flatMap((one) => one.scopeSpans.flatMap((two) => two.spans)));
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const { port } = collector.address() as AddressInfo;
  stopTracing = await startTracing(`http://127.0.0.1:${port}`);
  closeCollector = () => new Promise((resolve) => collector.close(resolve));
});
afterEach(async () => {
  await stopTracing();
  await closeCollector();
});

/** The names of what happened within a part, and within that. */
function within(parent: Span | undefined): string[] {
  return spans
    .filter(({ parentSpanId }) => parent && parentSpanId === parent.spanId)
    .flatMap((span) => [span.name, ...within(span)]);
}

const find = (name: string) => spans.find((span) => span.name === name);

describe('a call', () => {
  it('is one trace, of its sender’s, with its parts: HTTP, GraphQL, Postgres, the warehouse', async () => {
    const { headers } = await createPerson(ctx.installation, 'ADMIN');
    const { body } = await server.ask(
      { ...headers, traceparent: `00-${SENDERS_TRACE}-${SENDERS_SPAN}-01` },
      'query Mine { health { kind } jobs { lastRun { id } } }',
    );
    expect(body.errors).toBeUndefined();
    await stopTracing();
    const root = find('POST');
    expect(root).toMatchObject({ traceId: SENDERS_TRACE, parentSpanId: SENDERS_SPAN });
    expect(within(root)).toContain('graphql query health');
    const parts = within(find('graphql query health'));
    expect(parts).toContain('postgres health/event-log');
    expect(parts).toContain('postgres SELECT'); // Prisma's
    expect(parts).toContain('warehouse health/newest-day');
    for (const { traceId } of spans) expect(traceId).toBe(SENDERS_TRACE);
  });

  it('tells nothing of what was sent', async () => {
    const { headers } = await createPerson(ctx.installation, 'ADMIN');
    await server.ask(
      headers,
      'mutation { updateSupplier(input: { supplierId: 17, version: 0, name: "Wilhelmina" }) { __typename } }',
    );
    const { body } = await server.ask(
      headers,
      'query ($name: String!) { suppliers(filter: { name: { eq: $name } }) { totalCount } }',
      { name: 'Wilhelmina' },
    );
    expect(body.errors).toBeUndefined();
    await stopTracing();
    expect(spans.length).toBeGreaterThan(2);
    expect(sent).not.toContain('Wilhelmina');
  });
});

it('a run is a trace with its statements', async () => {
  const contract = { name: 'prune', description: '' };
  const job = implementJob(contract, async ({ db }) => ({
    rows: await db.supplier.count(),
    summary: 'Counted.',
  }));
  const open = {
    ctx: ctx.installation,
    postgresUrl: ctx.postgresUrl,
    close: async () => undefined,
  };
  await performRun(open, job, ctx.company, '2026-11-20');
  await stopTracing();
  expect(within(find('job prune'))).toContain('postgres SELECT');
});

describe('a line of the log', () => {
  it('has the ids of the request and of the trace', async () => {
    const ids = await asRequest(() => traced('work', {}, () => Promise.resolve(currentIds())));
    await stopTracing();
    expect(ids).toEqual({
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      traceId: find('work')!.traceId,
    });
  });

  it('has that of the request alone when nothing is traced', async () => {
    await stopTracing();
    const ids = await asRequest(() => traced('work', {}, () => Promise.resolve(currentIds())));
    expect(Object.keys(ids)).toEqual(['requestId']);
    expect(currentIds()).toEqual({});
  });
});

it('work that fails fails as it did, and is marked', async () => {
  const failure = new RangeError('for Wilhelmina');
  await expect(traced('work', {}, () => Promise.reject(failure))).rejects.toBe(failure);
  await stopTracing();
  expect(sent).toContain('RangeError');
  expect(sent).not.toContain('Wilhelmina');
});
