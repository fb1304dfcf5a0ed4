import { beforeAll, describe, expect, it } from 'vitest';
import { useServer } from '../accounts/server.ts';
import { createPerson } from '../support/accounts.ts';
import { useTestContext } from '../support/database.ts';

const ctx = useTestContext();
const server = useServer(ctx);
let cookie: Record<string, string>;

beforeAll(async () => ({ headers: cookie } = await createPerson(ctx.installation, 'ANALYST')));

const page = (path: string, headers: Record<string, string> = {}) =>
  fetch(server.url + path, { headers: { accept: 'text/html', ...headers }, redirect: 'manual' });

describe('GraphiQL', () => {
  it.each(['/graphql', '/graphql/reference'])('shows %s to who is signed in', async (path) => {
    const response = await page(path, cookie);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toMatch(
      /default-src 'none'; script-src 'self';/,
    );
    expect(await response.text()).toContain('Pricelens');
  });

  it.each(['/graphql', '/graphql/reference'])(
    'sends others from %s to the sign-in',
    async (path) => {
      const response = await page(path);
      expect([response.status, response.headers.get('location')]).toEqual([
        302,
        `/sign-in?to=${encodeURIComponent(path)}`,
      ]);
    },
  );

  it('has all its parts from here', async () => {
    const html = await (await page('/graphql', cookie)).text();
    const parts = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, part]) => part!);
    expect(parts.filter((part) => !part.startsWith('/'))).toEqual([]);
    for (const part of parts.filter((one) => one.startsWith('/graphiql/'))) {
      expect((await page(part)).status).toBe(200);
    }
  });
});

describe('The reference', () => {
  it('has every type, and what is said of it', async () => {
    const html = await (await page('/graphql/reference', cookie)).text();
    for (const name of ['Query', 'Supplier', 'QueueFilter', 'QueuePreset', 'DateTime']) {
      expect(html).toContain(`<h3 id="${name}">`);
    }
    expect(html).toContain('Somebody who sends us price lists again and again.');
    expect(html).not.toContain('undefined');
  });
});
