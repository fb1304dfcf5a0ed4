import { describe, expect, it } from 'vitest';
import { addMember, removePerson } from '../../server/accounts/people.ts';
import { createCompany, createPerson } from '../support/accounts.ts';
import { useTestContext } from '../support/database.ts';
import { cookieOf, useServer } from './server.ts';

const PASSWORD = 'correct horse battery';
const ACTOR = { id: null, name: 'tester' };
const ME = '{ me { kind name role permissions companies { companyName isCurrent } } }';

const ctx = useTestContext();
const server = useServer(ctx);

let count = 0;

/** A person with a password. */
async function makePerson(role: string, company = ctx.company) {
  const email = `person${(count += 1)}@example.com`;
  const person = { email, name: 'Alice', role, password: PASSWORD };
  return { email, id: await addMember(ctx.installation, company, ACTOR, person) };
}

const signIn = (email: string, password = PASSWORD) =>
  server.post('/api/auth/sign-in/email', { email, password });

const eventsOf = (entityId: string) =>
  ctx.db.event.findMany({ where: { entityId }, orderBy: { id: 'asc' } });

describe('a person', () => {
  it('signs in with e-mail and password, and gets a cookie no script can read', async () => {
    const { email } = await makePerson('OPERATOR');
    const answer = await signIn(email.toUpperCase());
    expect(answer.status).toBe(200);
    const [line] = answer.headers.getSetCookie();
    expect(line).toMatch(/^pricelens\.session_token=/);
    expect(line).toMatch(/HttpOnly/);
    expect(line).toMatch(/SameSite=Lax/i);
    const { body } = await server.ask(cookieOf(answer), ME);
    expect(body.data).toMatchObject({
      me: {
        kind: 'PERSON',
        name: 'Alice',
        role: 'OPERATOR',
        permissions: ['READ', 'WORK', 'DOWNLOAD'],
      },
    });
  });

  it('is nobody after signing out', async () => {
    const { email } = await makePerson('OPERATOR');
    const cookie = cookieOf(await signIn(email));
    await server.post('/api/auth/sign-out', {}, cookie);
    expect((await server.ask(cookie, ME)).status).toBe(401);
  });

  it('is told nothing of which half was wrong', async () => {
    const { email } = await makePerson('OPERATOR');
    const wrong = await signIn(email, 'wrong password!');
    const nobody = await signIn('nobody@example.com', PASSWORD);
    expect(wrong.status).toBe(401);
    expect([nobody.status, nobody.body]).toEqual([wrong.status, wrong.body]);
  });

  it('may try ten passwords in a quarter of an hour, and then not even the right one', async () => {
    const { email } = await makePerson('OPERATOR');
    for (let i = 0; i < 10; i++)
      expect((await signIn(email, `wrong ${i} password`)).status).toBe(401);
    const refused = await signIn(email);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
    const other = await makePerson('OPERATOR');
    expect((await signIn(other.email)).status).toBe(200);
  });

  it('does not sign up uninvited', async () => {
    const body = { email: 'eve@example.com', password: PASSWORD, name: 'Eve' };
    expect((await server.post('/api/auth/sign-up/email', body)).status).toBe(404);
  });

  it('changes the password, which ends every other session', async () => {
    const { email } = await makePerson('OPERATOR');
    const [here, elsewhere] = [cookieOf(await signIn(email)), cookieOf(await signIn(email))];
    const change = { currentPassword: PASSWORD, newPassword: 'another long password' };
    const answer = await server.post('/api/auth/change-password', change, here);
    expect(answer.status).toBe(200);
    expect((await server.ask(elsewhere, ME)).status).toBe(401);
    expect((await server.ask(cookieOf(answer), ME)).status).toBe(200);
    const short = { currentPassword: 'another long password', newPassword: 'short' };
    const refused = await server.post('/api/auth/change-password', short, cookieOf(answer));
    expect(refused.status).toBe(400);
  });

  it('without a place in any company does not get in', async () => {
    const { email, id } = await makePerson('OPERATOR');
    const cookie = cookieOf(await signIn(email));
    await ctx.owner.query('DELETE FROM membership WHERE user_id = $1', [id]);
    expect((await server.ask(cookie, ME)).status).toBe(401);
    expect((await signIn(email)).status).toBe(403);
  });

  it('works for the company that was switched to, and for no other than their own', async () => {
    const { email, id } = await makePerson('OPERATOR');
    const theirs = await createCompany(ctx.installation, 'borealis');
    const foreign = await createCompany(ctx.installation, 'cobalt');
    await addMember(ctx.installation, theirs, ACTOR, { email, name: 'x', role: 'ADMIN' });
    const cookie = cookieOf(await signIn(email));
    const SWITCH = `mutation S($id: Int!) { switchCompany(companyId: $id) {
      ... on SwitchedCompany { companyId } ... on Error { code } } }`;
    const asked = async () =>
      (await server.ask(cookie, '{ company { name } me { id role } }')).body;
    expect((await asked()).data).toMatchObject({ me: { id, role: 'OPERATOR' } });
    await server.ask(cookie, SWITCH, { id: theirs.id });
    expect((await asked()).data).toMatchObject({
      company: { name: 'borealis' },
      me: { role: 'ADMIN' },
    });
    for (const there of [foreign.id, 99_999]) {
      const { body } = await server.ask(cookie, SWITCH, { id: there });
      expect(body.data).toEqual({ switchCompany: { code: 'NO_PLACE_THERE' } });
    }
  });
});

describe('an admin', () => {
  const INVITE = `mutation I($email: String!, $role: Role!) { inviteMember(email: $email, role: $role) {
    ... on NewInvitation { id link } ... on Error { code } } }`;
  const invite = async (headers: Record<string, string>, email: string) => {
    const { body } = await server.ask(headers, INVITE, { email, role: 'ENGINEER' });
    const { link = '', id = '' } = body.data!['inviteMember'] as { link?: string; id?: string };
    return { token: link.split('#')[1]!, id };
  };

  it('invites by a link that is good once, and of which only a hash is kept', async () => {
    const { headers } = await createPerson(ctx.installation, 'ADMIN');
    const { token, id } = await invite(headers, 'bob@example.com');
    const offer = await server.post('/api/offer', { token });
    expect(offer.body).toMatchObject({
      email: 'bob@example.com',
      role: 'ENGINEER',
      isKnown: false,
    });
    const person = { token, name: 'Bob', password: PASSWORD };
    const joined = await server.post('/api/join', person);
    expect((await server.ask(cookieOf(joined), ME)).body.data).toMatchObject({
      me: { name: 'Bob', role: 'ENGINEER' },
    });
    expect((await server.post('/api/join', person)).body.code).toBe('LINK_NOT_VALID');
    const [event] = await eventsOf(id);
    expect(event).toMatchObject({ kind: 'member.invited', payload: { role: 'ENGINEER' } });
    const kept = await ctx.owner.query('SELECT i::text FROM invitation i');
    expect(JSON.stringify(kept.rows)).not.toContain(token);
  });

  it('invites who has an account elsewhere: they take it signed in', async () => {
    const { headers } = await createPerson(ctx.installation, 'ADMIN');
    const elsewhere = await createCompany(ctx.installation, 'dara');
    const { email } = await makePerson('OPERATOR', elsewhere);
    const { token } = await invite(headers, email);
    const stranger = await server.post('/api/join', { token, name: 'X', password: PASSWORD });
    expect(stranger.body.code).toBe('SIGN_IN_FIRST');
    const cookie = cookieOf(await signIn(email));
    expect((await server.post('/api/join', { token }, cookie)).status).toBe(200);
    const { body } = await server.ask(cookie, ME);
    expect(body.data).toMatchObject({ me: { companies: [{}, {}] } });
  });

  it('refuses a short password, a blank name and a link that has ended', async () => {
    const { headers } = await createPerson(ctx.installation, 'ADMIN');
    const { token } = await invite(headers, 'carol@example.com');
    const { body } = await server.post('/api/join', { token, name: ' ', password: 'short' });
    expect(body).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ field: 'name' }, { field: 'password' }],
    });
    await ctx.owner.query(`UPDATE invitation SET expires_at = '2020-01-01'`);
    expect((await server.post('/api/offer', { token })).body.code).toBe('LINK_NOT_VALID');
  });

  it('sends a link for a new password, unless the person belongs to another company too', async () => {
    const RESET = `mutation R($id: ID!) { resetPassword(personId: $id) {
      ... on ResetLink { link } ... on Error { code } } }`;
    const { headers } = await createPerson(ctx.installation, 'ADMIN');
    const { email, id } = await makePerson('OPERATOR');
    const before = cookieOf(await signIn(email));
    const { body } = await server.ask(headers, RESET, { id });
    const token = (body.data!['resetPassword'] as { link: string }).link.split('#')[1];
    const reset = { token, password: 'a new long password' };
    expect((await server.post('/api/reset-password', reset)).status).toBe(200);
    expect((await server.post('/api/reset-password', reset)).body.code).toBe('LINK_NOT_VALID');
    expect((await server.ask(before, ME)).status).toBe(401);
    expect((await signIn(email, 'a new long password')).status).toBe(200);
    const elsewhere = await createCompany(ctx.installation, 'elsewhere');
    await addMember(ctx.installation, elsewhere, ACTOR, { email, name: 'x', role: 'OPERATOR' });
    const refused = await server.ask(headers, RESET, { id });
    expect(refused.body.data).toEqual({ resetPassword: { code: 'BELONGS_ELSEWHERE' } });
  });

  it('who is the last one can neither be removed nor be made something else', async () => {
    const company = await createCompany(ctx.installation, 'lonely');
    const { id, email, headers } = await createPerson(ctx.installation, 'ADMIN', company.id);
    const DEMOTE = `mutation D($id: ID!) { changeRole(personId: $id, role: OPERATOR) {
      ... on People { people { role } } ... on Error { code } } }`;
    const REMOVE = `mutation D($id: ID!) { removeMember(personId: $id) {
      ... on People { people { id } } ... on Error { code } } }`;
    expect((await server.ask(headers, DEMOTE, { id })).body.data).toEqual({
      changeRole: { code: 'LAST_ADMIN' },
    });
    expect((await server.ask(headers, REMOVE, { id })).body.data).toEqual({
      removeMember: { code: 'LAST_ADMIN' },
    });
    await expect(removePerson(ctx.installation, ACTOR, email)).rejects.toThrow('the only admin');
    const other = await createPerson(ctx.installation, 'ADMIN', company.id);
    const both = await Promise.all([
      server.ask(headers, DEMOTE, { id: other.id }),
      server.ask(other.headers, DEMOTE, { id }),
    ]);
    const { rows } = await ctx.owner.query(
      `SELECT FROM membership WHERE company_id = $1 AND role = 'ADMIN'`,
      [company.id],
    );
    expect(rows, JSON.stringify(both.map(({ body }) => body))).toHaveLength(1);
  });

  it('alone sees addresses, invitations and keys', async () => {
    const { headers } = await createPerson(ctx.installation, 'ENGINEER');
    const { body } = await server.ask(headers, '{ people { name email } }');
    expect((body.data!['people'] as { email: unknown }[])[0]!.email).toBeNull();
    for (const field of ['invitations { id }', 'apiKeys { id }']) {
      const refused = await server.ask(headers, `{ ${field} }`);
      expect(refused.body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
  });
});
