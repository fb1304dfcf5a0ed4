import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { logInput } from '../../server/investigations/log-input.ts';
import { seededRandom } from '../../server/warehouse/random.ts';
import { reportAt, sendReport } from '../../server/warehouse/robot.ts';
import { sampleSuppliers } from '../../server/warehouse/sample-suppliers.ts';

const NOW = new Date('2026-11-20T09:00:00.123Z');
const SERVER = new URL('http://127.0.0.1:4000');
const suppliers = sampleSuppliers('2026-11-19');
const report = reportAt(NOW, suppliers, 'Europe/Moscow', seededRandom('robot'));

describe('a robot', () => {
  it('reports what the API takes, as of now, each with a key of its own', () => {
    const random = seededRandom('robots');
    const inputs = Array.from(
      { length: 50 },
      () => reportAt(NOW, suppliers, 'Europe/Moscow', random).input,
    );
    for (const input of inputs) expect(logInput.safeParse(input).error).toBeUndefined();
    expect(new Set(inputs.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(50);
  });
});

describe("the server's answer", () => {
  const fetch = vi.fn<typeof globalThis.fetch>();
  const answer = (body: unknown) => fetch.mockResolvedValue(Response.json(body));

  beforeEach(() => vi.stubGlobal('fetch', fetch));
  afterEach(() => vi.unstubAllGlobals());

  it.each([
    [false, 'new'],
    [true, 'duplicate'],
  ])('with duplicate %s is %s', async (duplicate, expected) => {
    answer({ data: { logInvestigationEvent: { duplicate } } });
    expect(await sendReport(SERVER, 'pl_key', report)).toBe(expected);
  });

  it('that refuses is passed on', async () => {
    answer({ data: { logInvestigationEvent: { message: 'eventAt: Has no offset.' } } });
    expect(await sendReport(SERVER, 'pl_key', report)).toEqual({
      refused: 'eventAt: Has no offset.',
    });
    answer({ errors: [{ message: 'Too many requests.' }] });
    expect(await sendReport(SERVER, 'pl_key', report)).toEqual({ refused: 'Too many requests.' });
  });

  it('that does not come is no refusal: the report may be sent again', async () => {
    fetch.mockRejectedValue(new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') }));
    expect(await sendReport(SERVER, 'pl_key', report)).toEqual({ away: 'ECONNREFUSED' });
    fetch.mockResolvedValue(new Response('<h1>502 Bad Gateway</h1>'));
    expect(await sendReport(SERVER, 'pl_key', report)).toHaveProperty('away');
  });
});
