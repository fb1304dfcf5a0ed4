import { execute, parse, subscribe, type ExecutionResult } from 'graphql';
import { beforeEach, expect, it } from 'vitest';
import { appendEvents } from '../../server/events/append.ts';
import { sequenceEvents } from '../../server/events/sequencer.ts';
import { openStream, type EventStream } from '../../server/events/stream.ts';
import { schema } from '../../server/graphql/schema.ts';
import { logInvestigationEvents } from '../../server/investigations/log-investigations.ts';
import { resolveInvestigation } from '../../server/investigations/work.ts';
import { jobActor } from '../../server/jobs/carry-out.ts';
import { emptyDatabase, statementsOf, useTestContext } from '../support/database.ts';
import { ADMIN } from '../support/graphql.ts';
import { failure } from './make.ts';

const ctx = useTestContext();
let events: EventStream;
beforeEach(async () => {
  await emptyDatabase(ctx);
  events = await openStream(ctx.installation);
});

type Results = AsyncGenerator<ExecutionResult>;
const SUPPLIER = 'supplier { supplierId name }';

async function watch(field: string, selection = ''): Promise<Results> {
  const contextValue = { ...ctx, viewer: ADMIN, events, position: events.position };
  const document = parse(
    `subscription { investigation: ${field} { id status version eventAt supplierId ${selection} } }`,
  );
  return (await subscribe({ schema, document, contextValue })) as Results; // these documents are valid
}

async function next(results: Results): Promise<Record<string, unknown>> {
  const { value } = (await results.next()) as IteratorYieldResult<ExecutionResult>;
  expect(value.errors).toBeUndefined();
  return value.data!['investigation'] as Record<string, unknown>;
}

async function hand(): Promise<void> {
  await sequenceEvents(ctx.installation);
  await events.catchUp();
}

async function log(changes: object = {}) {
  const [result] = await logInvestigationEvents(ctx, [failure(changes)]);
  if (!result || result instanceof Error) throw result ?? new Error('There is no result.');
  return result.investigation;
}

it('who watches sees a case opened and changed, as it is after each', async () => {
  const opened = await watch('investigationOpened');
  const changed = await watch('investigationChanged');
  const { id } = await log();
  await log(); // a retry is no news
  await resolveInvestigation(ctx, { id, version: 1, resolution: 'RESOLVED' });
  await hand();
  expect(await next(opened)).toEqual({
    id,
    status: 'OPEN',
    version: 1,
    eventAt: '2026-11-20T07:00:00.123456Z',
    supplierId: 17,
  });
  expect(await next(changed)).toMatchObject({ id, status: 'RESOLVED', version: 2 });
});

it('an event costs no query, and one for a hundred watchers who ask for its supplier', async () => {
  const hundred = (selection?: string) =>
    Promise.all(Array.from({ length: 100 }, () => watch('investigationOpened', selection)));
  const watchers = await hundred();
  await log();
  await hand();
  expect(await statementsOf(() => Promise.all(watchers.map(next)))).toEqual([]);

  const curious = await hundred(SUPPLIER);
  await log({ supplierId: 18 });
  await hand();
  const statements = await statementsOf(async () => {
    for (const investigation of await Promise.all(curious.map(next))) {
      expect(investigation).toMatchObject({ supplier: { supplierId: 18 } });
    }
  });
  expect(statements).toHaveLength(1);
});

it('another company’s case is not seen', async () => {
  const watcher = await watch('investigationOpened');
  await ctx.owner.query(
    `INSERT INTO company (id, slug, name, time_zone, warehouse_database)
     VALUES (2, 'other', 'Other', 'Europe/Moscow', 'other')`,
  );
  const other = ctx.inCompany({ ...ctx.company, id: 2 });
  await logInvestigationEvents(other, [failure({ supplierId: 666 })]);
  await log();
  await hand();
  expect(await next(watcher)).toMatchObject({ supplierId: 17 });
});

it('an event of the log shows the investigation as it was then, and none when it is of something else', async () => {
  const { id } = await log();
  await resolveInvestigation(ctx, { id, version: 1, resolution: 'RESOLVED' });
  const run = { companyId: ctx.company.id, kind: 'job.finished', actor: jobActor('x') } as const;
  await appendEvents(ctx.pg, [{ ...run, entityId: 'run', payload: { id } }]);
  await hand();
  const { data } = await execute({
    schema,
    document: parse('{ eventLog { events { kind investigation { id version status } } } }'),
    contextValue: { ...ctx, viewer: ADMIN, events, position: events.position },
  });
  expect(data).toEqual({
    eventLog: {
      events: [
        { kind: 'INVESTIGATION_OPENED', investigation: { id, version: 1, status: 'OPEN' } },
        { kind: 'INVESTIGATION_RESOLVED', investigation: { id, version: 2, status: 'RESOLVED' } },
        { kind: 'JOB_FINISHED', investigation: null },
      ],
    },
  });
});
