import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Company } from '../../server/core/context.ts';
import { appendEvents } from '../../server/events/append.ts';
import { sequenceEvents } from '../../server/events/sequencer.ts';
import { openStream } from '../../server/events/stream.ts';
import { startHttpServer, type HttpServer } from '../../server/http.ts';
import { logInvestigationEvent } from '../../server/investigations/log-investigations.ts';
import { failure } from '../investigations/make.ts';
import { createCompany, createKey, createPerson } from '../support/accounts.ts';
import { useTestContext } from '../support/database.ts';
import { createTestApi, type TestApi } from '../support/graphql.ts';
import { documentOf, ROOT_FIELDS } from './documents.ts';

const ctx = useTestContext();
/** Stands in every text of the other company. */
const MARK = 'Borealis';
const SUPID = 777_777;
let other: Company;
let api: TestApi;
let theirIds: Record<string, string>;

beforeAll(async () => {
  other = await createCompany(ctx.installation, MARK.toLowerCase());
  const theirs = ctx.inCompany(other);
  const logged = await logInvestigationEvent(
    theirs,
    failure({ supplierId: SUPID, errorText: MARK, filePath: `mail_backup/${MARK}.csv` }),
  );
  if (!('investigation' in logged)) throw logged;
  const [key, person] = [
    await createKey(ctx.installation, 'ROBOT', other.id),
    await createPerson(ctx.installation, 'ADMIN', other.id),
  ];
  const view = await theirs.db.savedView.create({
    data: {
      id: randomUUID(),
      companyId: other.id,
      name: MARK,
      state: { preset: 'ALL_OPEN', filter: {}, sort: 'NEWEST', groupBy: null },
      createdAt: ctx.now(),
      updatedAt: ctx.now(),
    },
  });
  const invitation = await theirs.db.invitation.create({
    data: {
      id: randomUUID(),
      companyId: other.id,
      email: `${MARK}@example.com`,
      role: 'ADMIN',
      tokenHash: Buffer.from(MARK),
      invitedBy: MARK,
      expiresAt: new Date('2100-01-01T00:00:00Z'),
    },
  });
  await appendEvents(theirs.pg, [
    {
      companyId: other.id,
      kind: 'job.finished',
      entityId: randomUUID(),
      actor: { id: null, name: MARK },
      payload: { error: MARK },
    },
  ]);
  await logInvestigationEvent(ctx, failure());
  await sequenceEvents(ctx.installation);
  theirIds = {
    investigation: logged.investigation.id,
    key: key.id,
    person: person.id,
    view: view.id,
    invitation: invitation.id,
  };
  api = await createTestApi(ctx);
});

/** As long and of the same signs, and nobody's. */
const likeThis = (id: string) =>
  id.replaceAll(/[0-9a-z]/gi, (sign) => (/\d/.test(sign) ? '1' : 'b'));

describe('What is another company’s looks like what is not there', () => {
  const withIds = ROOT_FIELDS.filter(
    (root) => root.operation !== 'subscription' && documentOf(root, 'THE ID').includes('THE ID'),
  );

  it('can be asked for in many ways', () => {
    expect(withIds.length).toBeGreaterThanOrEqual(20);
  });

  describe.each(withIds)('$name', (root) => {
    it.each(['investigation', 'key', 'person', 'view', 'invitation'])('the %s', async (kind) => {
      const id = theirIds[kind]!; // made above
      const answer = async (asked: string) =>
        JSON.stringify(await api.execute(documentOf(root, asked, 1))).replaceAll(asked, 'THE ID');
      const nobodys = await answer(likeThis(id));
      expect(await answer(id)).toBe(nobodys);
      expect(nobodys).toContain('"data":'); // it was a valid question
      expect(nobodys).not.toContain('INTERNAL_SERVER_ERROR');
    });
  });

  it.each([
    'supplier(supplierId: $id) { name openInvestigations }',
    'errorGuide(errorId: $id) { meaning }',
  ])('by number: %s', async (field) => {
    const ask = (id: number) => api.execute(`{ ${field.replace('$id', String(id))} }`);
    expect(await ask(SUPID)).toEqual(await ask(SUPID + 1));
  });

  it('a company to switch to', async () => {
    const ask = async (companyId: number) =>
      JSON.stringify(
        await api.execute(
          `mutation { switchCompany(companyId: ${companyId}) { __typename ... on Error { code message } } }`,
        ),
      ).replaceAll(String(companyId), 'THE ID');
    expect(await ask(other.id)).toBe(await ask(999));
  });

  it('in a filter', async () => {
    const count = (filter: string) =>
      api.execute(`{ investigations(filter: {${filter}}) { totalCount } }`);
    const ofSupplier = (supplierId: number) => count(`supplierId: { eq: ${supplierId} }`);
    expect(await ofSupplier(SUPID)).toEqual(await ofSupplier(SUPID + 1));
  });
});

describe('Nothing of another company', () => {
  const queries = ROOT_FIELDS.filter(({ operation }) => operation === 'query');

  it.each(queries)('is in an answer to $name, however deep', async (root) => {
    const answer = JSON.stringify(
      await api.execute(documentOf(root, theirIds['investigation']!, 2)),
    );
    expect(answer).toContain('"data":'); // it was a valid question
    expect(answer).not.toMatch(new RegExp(`${MARK}|${SUPID}`, 'i'));
  });

  it('is behind a cursor of theirs', async () => {
    const theirApi = await createTestApi({ ...ctx, company: other });
    const { queue, eventLog } = await theirApi.query<{
      queue: { pageInfo: { endCursor: string }; edges: { node: { errorText: string } }[] };
      eventLog: { endCursor: string };
    }>('{ queue { pageInfo { endCursor } edges { node { errorText } } } eventLog { endCursor } }');
    expect(queue.edges[0]?.node.errorText).toBe(MARK); // they do see it
    const answer = await api.execute(
      `query ($queue: String, $events: EventCursor) {
        queue(after: $queue) { edges { node { errorText } } }
        eventLog(after: $events) { events { payload } }
      }`,
      { queue: queue.pageInfo.endCursor, events: eventLog.endCursor },
    );
    expect(JSON.stringify(answer)).not.toContain(MARK);
  });
});

describe('A file of another company', () => {
  let server: HttpServer;
  let headers: Record<string, string>;
  beforeAll(async () => {
    const config = { ...ctx.config, http: { host: '127.0.0.1', port: 0 } };
    const events = await openStream(ctx.installation);
    server = await startHttpServer({ ctx: { ...ctx.installation, config }, events });
    ({ headers } = await createPerson(ctx.installation, 'ADMIN'));
    return () => server.stop();
  });

  it('is answered like one that is not there, byte for byte', async () => {
    const ask = async (id: string) => {
      const response = await fetch(`${server.url}/files/${id}`, { headers });
      const told = Object.fromEntries(response.headers);
      for (const own of ['x-request-id', 'date']) delete told[own];
      return { status: response.status, told, body: await response.text() };
    };
    const id = theirIds['investigation']!;
    const theirs = await ask(id);
    expect(theirs.status).toBe(404);
    expect(theirs).toEqual(await ask(likeThis(id)));
  });
});
