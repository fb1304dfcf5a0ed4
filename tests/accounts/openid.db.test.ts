import { afterAll, describe, expect, it } from 'vitest';
import { inviteMember } from '../../server/accounts/invitations.ts';
import { addMember } from '../../server/accounts/people.ts';
import { deriveSealingKey, Sealer } from '../../server/core/sealing.ts';
import { TEST_SECRET } from '../support/accounts.ts';
import { useTestContext } from '../support/database.ts';
import { CLIENT, findFreePort, startProvider, Visitor, type OpenIdProvider } from './openid.ts';
import { useServer } from './server.ts';

let provider: OpenIdProvider;

const ctx = useTestContext();
const server = useServer(ctx, async () => {
  const port = await findFreePort();
  const publicUrl = new URL(`http://127.0.0.1:${port}`);
  provider = await startProvider(`${publicUrl.origin}/api/auth/callback/openid`);
  const openId = { ...CLIENT, issuer: provider.issuer };
  return {
    publicUrl,
    http: { host: '127.0.0.1', port },
    accounts: { ...ctx.config.accounts, openId },
  };
});
afterAll(() => provider.stop());

/** Who one is after having signed in at the provider, and where one was sent. */
async function signIn(login: string) {
  const visitor = new Visitor();
  const begun = await visitor.fetch(`${server.url}/api/auth/sign-in/social`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify({ provider: 'openid', callbackURL: '/', errorCallbackURL: '/sign-in' }),
  });
  const { url } = (await begun.json()) as { url: string };
  const end = await visitor.walk(url, login);
  const headers = { cookie: visitor.cookieFor(server.url), 'x-pricelens-csrf': '1' };
  const { status, body } = await server.ask(headers, '{ me { name role } }');
  return { end, status, me: body.data?.['me'] };
}

const invite = (email: string) => inviteMember(ctx, { email, role: 'ANALYST' });

describe('a sign-in at a provider of OpenID Connect', () => {
  it('lets a member in, by the address that the provider vouches for', async () => {
    const person = { email: 'alice@example.com', name: 'Alice', role: 'ENGINEER' };
    await addMember(ctx.installation, ctx.company, { id: null, name: 'tester' }, person);
    expect(await signIn('alice')).toMatchObject({ me: { name: 'Alice', role: 'ENGINEER' } });
  });

  it('lets in who was invited, to the place that was offered', async () => {
    await invite('bob@example.com');
    expect(await signIn('bob')).toMatchObject({ me: { name: 'bob', role: 'ANALYST' } });
    expect(await signIn('bob')).toMatchObject({ status: 200 });
    expect(await ctx.db.event.count({ where: { kind: 'member.joined', actor: 'bob' } })).toBe(1);
  });

  it('lets nobody else in, and says why', async () => {
    const { status, end } = await signIn('mallory');
    expect(status).toBe(401);
    expect(end).toContain('/sign-in?error=');
    expect(await ctx.db.user.count({ where: { email: 'mallory@example.com' } })).toBe(0);
  });

  it('lets nobody in by an address that the provider does not vouch for', async () => {
    await invite('unverified@example.com');
    expect((await signIn('unverified')).status).toBe(401);
    const person = { email: 'unverified2@example.com', name: 'V', role: 'ADMIN' };
    await addMember(ctx.installation, ctx.company, { id: null, name: 'tester' }, person);
    expect((await signIn('unverified2')).status).toBe(401);
  });

  it("keeps the provider's tokens sealed", async () => {
    await invite('carol@example.com');
    await signIn('carol');
    const { rows } = await ctx.owner.query<Record<string, string>>(
      `SELECT access_token, id_token FROM account WHERE account_id = 'carol'`,
    );
    const { access_token, id_token } = rows[0]!;
    expect([access_token, id_token]).toEqual(
      Array(2).fill(expect.stringMatching(/^v1\.derived\./)),
    );
    const opened = new Sealer([deriveSealingKey(TEST_SECRET)]).open(id_token!, 'account.idToken');
    expect(opened.split('.')).toHaveLength(3);
  });
});
