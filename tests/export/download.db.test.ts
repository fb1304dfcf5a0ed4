import { buffer } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { createPerson, signIn } from '../support/accounts.ts';
import { NOON, useTestContext } from '../support/database.ts';
import { fillInvestigations, useExports } from './exports.ts';

const ROWS = 600;

const ctx = useTestContext();
const exports = useExports(ctx);
beforeAll(() => fillInvestigations(ctx, { rows: ROWS }));

const DOCUMENT = '{ queue(preset: EVERYTHING) { edges { node { id } } } }';

/** Asks for the address as a page of ours does. */
async function ask(headers: Record<string, string>): Promise<{ status: number; url: string }> {
  const answer = await exports.begin(DOCUMENT, {
    accept: 'text/csv; bom=present',
    headers: { ...headers, 'x-pricelens-download': '1' },
  });
  const { url = '' } = JSON.parse((await buffer(answer)).toString()) as { url?: string };
  return { status: answer.statusCode!, url: exports.url() + url };
}

/** Goes there as a browser does by itself, with the cookie and nothing else. */
const go = (url: string, { cookie = '' }: Record<string, string>) =>
  fetch(url, { headers: { cookie } });

describe('An address to save a list from', () => {
  it('gives all of the list as a file to the session that asked for it', async () => {
    const { headers } = await createPerson(ctx.installation, 'ADMIN');
    const { url } = await ask(headers);
    const answer = await go(url, headers);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
    const csv = Buffer.from(await answer.arrayBuffer()).toString();
    expect(csv.startsWith('\uFEFFid\n')).toBe(true);
    expect(csv.split('\n')).toHaveLength(ROWS + 2);
  });

  it('is of no use in another session, be it of the same person, nor to nobody', async () => {
    const { id, headers } = await createPerson(ctx.installation, 'ADMIN');
    const { url } = await ask(headers);
    const other = await signIn(ctx.installation, id);
    expect((await go(url, other.headers)).status).toBe(410);
    expect((await go(url, {})).status).toBe(401);
    expect((await go(`${url}A`, headers)).status).toBe(410);
  });

  it('is good for a minute', async () => {
    const { headers } = await createPerson(ctx.installation, 'ADMIN');
    const { url } = await ask(headers);
    ctx.setNow(new Date(NOON.getTime() + 60_000));
    const { status } = await go(url, headers);
    ctx.setNow(NOON);
    expect(status).toBe(410);
  });

  it('is not given without the permission EXPORT', async () => {
    const { headers } = await createPerson(ctx.installation, 'OPERATOR');
    expect((await ask(headers)).status).toBe(403);
  });
});
