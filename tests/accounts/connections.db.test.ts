import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openEventStream, RawSocket } from '../events/clients.ts';
import {
  createCompany,
  createKey,
  createPerson,
  FROM_OUR_PAGE,
  type TestPerson,
} from '../support/accounts.ts';
import { useTestContext } from '../support/database.ts';
import { useServer } from './server.ts';

const ctx = useTestContext();
const server = useServer(ctx);
const COMPANY = '{ company { name } }';

afterEach(() => vi.useRealTimers());

const connect = (headers: Record<string, string>) =>
  new RawSocket(server.url, { ...headers, origin: server.url }).init();

/** As if 20 s had passed. */
async function letTheCheckCome(): Promise<void> {
  await vi.advanceTimersByTimeAsync(20_000);
}

describe('an open socket', () => {
  it('needs a key or a cookie, in the request or the first message', async () => {
    const nobody = new RawSocket(server.url);
    void nobody.init();
    expect(await nobody.closed).toBe(4401);
    const { text: key } = await createKey(ctx.installation, 'INTEGRATION');
    const byMessage = new RawSocket(server.url);
    byMessage.socket.once('open', () =>
      byMessage.send({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } }),
    );
    await byMessage.until(({ type }) => type === 'connection_ack');
    byMessage.socket.close();
  });

  it.each<[string, number, (person: TestPerson) => Promise<unknown>]>([
    [
      'whose session has ended',
      4401,
      ({ token }) =>
        ctx.owner.query(`UPDATE session SET expires_at = '2020-01-01' WHERE token = $1`, [token]),
    ],
    [
      'whose person is deleted',
      4401,
      ({ id }) => ctx.owner.query('DELETE FROM "user" WHERE id = $1', [id]),
    ],
    [
      'whose person has another role',
      4403,
      ({ id }) =>
        ctx.owner.query(`UPDATE membership SET role = 'ANALYST' WHERE user_id = $1`, [id]),
    ],
    [
      'whose session works for another company',
      4403,
      async ({ id, token }) => {
        const { id: there } = await createCompany(ctx.installation, 'switched-to');
        await ctx.owner.query(`INSERT INTO membership VALUES ($1, $2, 'OPERATOR')`, [there, id]);
        await ctx.owner.query('UPDATE session SET company_id = $1 WHERE token = $2', [
          there,
          token,
        ]);
      },
    ],
  ])('%s is closed with %i at the next check, and another stays', async (_, code, happens) => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const person = await createPerson(ctx.installation, 'OPERATOR');
    const stays = await connect((await createPerson(ctx.installation, 'OPERATOR')).headers);
    const socket = await connect(person.headers);
    await letTheCheckCome();
    await happens(person);
    expect(socket.socket.readyState).toBe(socket.socket.OPEN);
    await letTheCheckCome();
    expect(await socket.closed).toBe(code);
    expect(stays.socket.readyState).toBe(stays.socket.OPEN);
    stays.socket.close();
  });

  it('of a key that an admin revokes here is closed at once', async () => {
    const { headers } = await createPerson(ctx.installation, 'ADMIN');
    const key = await createKey(ctx.installation, 'INTEGRATION');
    const socket = await new RawSocket(server.url, key.headers).init();
    const REVOKE = `mutation R($id: ID!) { revokeApiKey(id: $id) { __typename } }`;
    await server.ask(headers, REVOKE, { id: key.id });
    expect(await socket.closed).toBe(4401);
  });
});

describe('an open stream', () => {
  it('is told why it ends', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const key = await createKey(ctx.installation, 'INTEGRATION');
    const stream = await openEventStream(server.url, {}, undefined, key.headers);
    await ctx.db.apiKey.update({ where: { id: key.id }, data: { revokedAt: new Date() } });
    await letTheCheckCome();
    expect(await text(stream)).toMatch(
      /"code":"UNAUTHENTICATED".*\n\nevent: complete\ndata:\n\n$/s,
    );
  });
});

describe("another site's page with the cookie of somebody signed in", () => {
  const evil = { origin: 'http://evil.example' };
  const post = (headers: Record<string, string>, body: string | FormData) =>
    fetch(`${server.url}/graphql`, { method: 'POST', headers, body });

  it('opens no socket', async () => {
    const { headers } = await createPerson(ctx.installation, 'ADMIN');
    const socket = new RawSocket(server.url, { ...headers, ...evil });
    await socket.closed;
    expect(socket.messages).toEqual([]);
    const { cookie } = headers;
    const withoutOrigin = new RawSocket(server.url, { cookie: cookie! });
    void withoutOrigin.init();
    expect(await withoutOrigin.closed).toBe(4401);
  });

  it.each([
    ['JSON', 'application/json'],
    ['urlencoded', 'application/x-www-form-urlencoded'],
    ['multipart', 'multipart/form-data; boundary=x'],
    ['plain text', 'text/plain'],
    ['application/graphql', 'application/graphql'],
  ])('gets nothing by %s', async (_, type) => {
    const { headers } = await createPerson(ctx.installation, 'ADMIN');
    const body = JSON.stringify({ query: COMPANY });
    for (const accept of ['application/json', 'text/event-stream']) {
      const answer = await post({ ...headers, ...evil, accept, 'content-type': type }, body);
      expect(answer.status).toBe(403);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
      expect(await answer.text()).not.toContain('Default company');
    }
  });

  it('gets nothing without Origin, nor without the header that only our pages can set', async () => {
    const { headers } = await createPerson(ctx.installation, 'ADMIN');
    const { cookie } = headers as { cookie: string };
    const json = { cookie, 'content-type': 'application/json' };
    const body = JSON.stringify({ query: COMPANY });
    expect((await post({ ...json, origin: server.url }, body)).status).toBe(403);
    expect((await post({ ...json, 'x-pricelens-csrf': '1' }, body)).status).toBe(403);
    expect((await post({ ...json, ...FROM_OUR_PAGE }, body)).status).toBe(200);
    const query = new URLSearchParams({ query: COMPANY });
    for (const accept of ['application/json', 'text/event-stream']) {
      const get = { headers: { cookie, accept } };
      expect((await fetch(`${server.url}/graphql?${query}`, get)).status).toBe(403);
    }
  });

  it('does not sign anybody in or out', async () => {
    const { headers } = await createPerson(ctx.installation, 'ADMIN');
    for (const path of [
      '/api/auth/sign-out',
      '/api/auth/sign-in/email',
      '/api/demo',
      '/api/join',
    ]) {
      expect((await server.post(path, {}, { ...headers, ...evil })).status).toBe(403);
    }
  });
});

describe('a server on the loopback interface', () => {
  it('answers to names of that interface only', async () => {
    const { request } = await import('node:http');
    const statusFor = (host: string) =>
      new Promise((resolve) => {
        request(`${server.url}/`, { headers: { host } }, ({ statusCode }) =>
          resolve(statusCode),
        ).end();
      });
    expect(await statusFor('evil.example')).toBe(421);
    expect(await statusFor('127.0.0.1.evil.example:4000')).toBe(421);
    expect(await statusFor('localhost:4000')).not.toBe(421);
  });

  it('lets no page be framed, sniffed, or told where one came from', async () => {
    const { headers } = await fetch(server.url);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
  });
});
