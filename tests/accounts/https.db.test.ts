import { expect, it } from 'vitest';
import { addMember } from '../../server/accounts/people.ts';
import { useTestContext } from '../support/database.ts';
import { cookieOf, useServer } from './server.ts';

const ORIGIN = 'https://pricelens.example.com';
const PERSON = { email: 'dana@example.com', name: 'Dana', password: 'correct horse battery' };

const ctx = useTestContext();
const server = useServer(ctx, () => Promise.resolve({ publicUrl: new URL(ORIGIN) }));

it('where people come by https, the cookie goes by https alone, and browsers stay with it', async () => {
  const actor = { id: null, name: 'tester' };
  await addMember(ctx.installation, ctx.company, actor, { ...PERSON, role: 'OPERATOR' });
  const origin = { origin: ORIGIN };
  const answer = await server.post('/api/auth/sign-in/email', PERSON, origin);
  expect(answer.status).toBe(200);
  const [line] = answer.headers.getSetCookie();
  expect(line).toMatch(/^__Secure-pricelens\.session_token=/);
  expect(line).toMatch(/; Secure(;|$)/);
  expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000');
  const page = await fetch(server.url);
  expect(page.headers.get('strict-transport-security')).toBe('max-age=31536000');
  const me = await server.ask({ ...cookieOf(answer), ...origin }, '{ me { name } }');
  expect(me.body.data).toEqual({ me: { name: 'Dana' } });
});
