import { describe, expect, it } from 'vitest';
import { failure } from '../investigations/make.ts';
import { createKey, type TestKey } from '../support/accounts.ts';
import { useTestContext } from '../support/database.ts';
import { useServer, type Told } from './server.ts';

const AT_ONCE = 2;
const MANY = 20; // sent together, they are not spread over as many seconds as they would need

const ctx = useTestContext();
const server = useServer(ctx, () => {
  const limits = { ...ctx.config.limits, changes: AT_ONCE, queries: AT_ONCE };
  return Promise.resolve({ limits });
});

const LOG = `mutation ($input: LogInvestigationEventInput!) {
  logInvestigationEvent(input: $input) { __typename } }`;
const REST_EVENT = {
  event_dt: '2026-11-20 09:41:00',
  supid: 17,
  error_id: 3,
  error_text: 'Price column not found',
  stage: 'load_mail',
};

const query = ({ headers }: TestKey) => server.ask(headers, '{ company { name } }');
const log = ({ headers }: TestKey) => server.ask(headers, LOG, { input: failure() });
const report = ({ headers }: TestKey) =>
  server.post('/api/v1/pricelens/log_event/', REST_EVENT, headers);

async function burst(send: (key: TestKey) => Promise<Told>, key: TestKey): Promise<Told[]> {
  const answers = await Promise.all(Array.from({ length: MANY }, () => send(key)));
  return answers.filter(({ status }) => status === 429);
}

describe('who asks too much in a second is told when to come again', () => {
  it.each([
    ['with queries', 'INTEGRATION', query],
    ['with mutations', 'ROBOT', log],
    ['at the robots’ door', 'ROBOT', report],
  ] as const)('%s', async (_, role, send) => {
    const key = await createKey(ctx.installation, role);
    const refused = await burst(send, key);
    expect(refused.length).toBeGreaterThan(0);
    for (const { headers, body } of refused) {
      expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(body.errors?.[0]?.extensions.code ?? body.code).toBe('TOO_MANY_REQUESTS');
    }
  });

  it('and nobody else is', async () => {
    const [greedy, modest] = [
      await createKey(ctx.installation, 'INTEGRATION'),
      await createKey(ctx.installation, 'INTEGRATION'),
    ];
    const [refused, answer] = await Promise.all([burst(query, greedy), query(modest)]);
    expect(refused.length).toBeGreaterThan(0);
    expect(answer.status).toBe(200);
  });

  it('robots’ door and mutations share one measure', async () => {
    const key = await createKey(ctx.installation, 'ROBOT');
    const both = await Promise.all([burst(log, key), burst(report, key)]);
    expect(both.flat().length).toBeGreaterThan(MANY);
  });
});
