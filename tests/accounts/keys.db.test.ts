import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Authenticator } from '../../server/accounts/authenticator.ts';
import { makeKey } from '../../server/accounts/key.ts';
import { SessionCookie } from '../../server/accounts/session-cookie.ts';
import { createKey, createPerson } from '../support/accounts.ts';
import { NOON, statementsOf, useTestContext } from '../support/database.ts';
import { useServer } from './server.ts';

const ctx = useTestContext();
const server = useServer(ctx);
const COMPANY = '{ company { name } }';

afterEach(() => ctx.setNow(NOON));

describe('a key', () => {
  it('lets a machine in by its header and by nothing else', async () => {
    const { headers, text, id } = await createKey(ctx.installation, 'INTEGRATION');
    expect((await server.ask(headers, COMPANY)).status).toBe(200);
    expect((await server.ask({}, COMPANY)).status).toBe(401);
    expect((await server.ask({ authorization: text }, COMPANY)).status).toBe(401);
    const forged = { authorization: `Bearer ${makeKey().text.replace(/^pl_[^_]+/, `pl_${id}`)}` };
    expect((await server.ask(forged, COMPANY)).status).toBe(401);
    const query = new URLSearchParams({
      query: COMPANY,
      authorization: `Bearer ${text}`,
      key: text,
    });
    expect((await fetch(`${server.url}/graphql?${query}`)).status).toBe(401);
  });

  it('is not made good by a cookie that is', async () => {
    const { headers } = await createPerson(ctx.installation, 'ADMIN');
    const answer = await server.ask({ ...headers, authorization: 'Bearer pl_x' }, COMPANY);
    expect(answer.status).toBe(401);
  });

  it('is made and revoked by an admin: refused at once, its secret never told again', async () => {
    const { headers } = await createPerson(ctx.installation, 'ADMIN');
    const CREATE = `mutation { createApiKey(name: "loader", role: INTEGRATION) {
      ... on CreatedKey { id key } } }`;
    const made = await server.ask(headers, CREATE);
    const { id, key } = made.body.data!['createApiKey'] as { id: string; key: string };
    const own = { authorization: `Bearer ${key}` };
    expect((await server.ask(own, COMPANY)).status).toBe(200);
    const REVOKE = `mutation R($id: ID!) { revokeApiKey(id: $id) {
      ... on ApiKeys { apiKeys { id revokedAt } } ... on Error { code } } }`;
    await server.ask(headers, REVOKE, { id });
    expect((await server.ask(own, COMPANY)).status).toBe(401);
    const again = await server.ask(headers, REVOKE, { id });
    expect(again.body.data).toEqual({ revokeApiKey: { code: 'KEY_NOT_FOUND' } });
    const { rows } = await ctx.owner.query(
      'SELECT k::text AS row FROM api_key k UNION ALL SELECT e::text FROM event e',
    );
    expect(JSON.stringify(rows)).not.toContain(key.split('_')[2]);
    const kinds = await ctx.db.event.findMany({ where: { entityId: id }, orderBy: { id: 'asc' } });
    expect(kinds.map(({ kind }) => kind)).toEqual(['key.created', 'key.revoked']);
  });

  it('ends at its hour', async () => {
    const { headers, id } = await createKey(ctx.installation, 'INTEGRATION');
    await ctx.db.apiKey.update({ where: { id }, data: { expiresAt: new Date(+NOON + 1000) } });
    expect((await server.ask(headers, COMPANY)).status).toBe(200);
    ctx.setNow(new Date(+NOON + 1000));
    expect((await server.ask(headers, COMPANY)).status).toBe(401);
  });
});

/** The server of this file has its own statements beside. */
const aboutKeys = async (work: () => Promise<unknown>) =>
  (await statementsOf(work)).filter((statement) => statement.includes('api_key'));

describe('the use of keys', () => {
  // it is written when the test says so, not a second after the first use
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('is noted at most once a minute, of many keys in one statement', async () => {
    const cookie = new SessionCookie('x', 'secret');
    const callers = new Authenticator(ctx.installation, cookie);
    const keys = await Promise.all([1, 2, 3].map(() => createKey(ctx.installation, 'ROBOT')));
    const useAll = async () => {
      for (let i = 0; i < 3; i++) {
        for (const { headers } of keys) await callers.byKey(headers['authorization']);
      }
      return aboutKeys(() => callers.stop());
    };
    expect(await useAll()).toHaveLength(1);
    ctx.setNow(new Date(+NOON + 59_000));
    expect(await useAll()).toEqual([]);
    ctx.setNow(new Date(+NOON + 60_000));
    expect(await useAll()).toHaveLength(1);
    const { lastUsedAt } = await ctx.db.apiKey.findUniqueOrThrow({ where: { id: keys[0]!.id } });
    expect(lastUsedAt).toEqual(new Date(+NOON + 60_000));
  });

  it('is noted once where two servers saw it within the minute', async () => {
    const [first, second] = [1, 2].map(
      () => new Authenticator(ctx.installation, new SessionCookie('x', 'secret')),
    ) as [Authenticator, Authenticator];
    const { id, headers } = await createKey(ctx.installation, 'ROBOT');
    for (const callers of [first, second]) await callers.byKey(headers['authorization']);
    await first.stop();
    ctx.setNow(new Date(+NOON + 59_000));
    await second.stop();
    const { lastUsedAt } = await ctx.db.apiKey.findUniqueOrThrow({ where: { id } });
    expect(lastUsedAt).toEqual(NOON);
  });

  it('of many at once is one lookup', async () => {
    const callers = new Authenticator(ctx.installation, new SessionCookie('x', 'secret'));
    const keys = await Promise.all([1, 2, 3].map(() => createKey(ctx.installation, 'ROBOT')));
    const statements = await aboutKeys(() =>
      Promise.all(keys.map(({ headers }) => callers.byKey(headers['authorization']))),
    );
    expect(statements).toHaveLength(1);
    await callers.stop();
  });
});
