import { describe, expect, it, vi } from 'vitest';
import { useTestContext } from '../support/database.ts';
import { useHttpApi } from './http-api.ts';

const STRICT = 'application/graphql-response+json';

const ctx = useTestContext();
const api = useHttpApi(ctx);

describe('A posted operation', () => {
  it.each([
    ['application/json', 'application/json; charset=utf-8'],
    [`${STRICT}, application/json`, `${STRICT}; charset=utf-8`],
    ['*/*', 'application/json; charset=utf-8'],
  ])('for a client that accepts %s is answered as %s', async (accept, type) => {
    const answer = await api.post({ query: '{ __typename }' }, accept);
    expect(answer).toEqual({ status: 200, type, body: { data: { __typename: 'Query' } } });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['no object', '[]'],
    ['no query', {}],
    ['variables that are a list', { query: '{ __typename }', variables: [] }],
  ])('that is %s is a bad request', async (_name, sent) => {
    const { status, body } = await api.post(sent);
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  it.each([
    ['breaks the syntax', { query: '{' }, 'Syntax Error: Expected Name, found <EOF>.'],
    ['asks for what there is not', { query: '{ nope }' }, /Cannot query field "nope"/],
    [
      'names no operation of two',
      { query: 'query A { __typename } query B { __typename }' },
      /Name the/,
    ],
    [
      'lacks a variable',
      { query: 'query D($d: Date!) { dashboard(date: $d) { failures } }' },
      /\$d/,
    ],
    ['is a subscription', { query: 'subscription { investigationOpened { id } }' }, /WebSocket/],
    ['is too deep', { query: `{${'company{'.repeat(20)}name${'}'.repeat(20)}}` }, /depth limit/],
  ])('that %s is refused: by status to who knows the strict type', async (_name, sent, message) => {
    const told = { errors: [{ message: expect.stringMatching(message) as unknown }] };
    const lenient = await api.post(sent);
    expect(lenient.status).toBe(200);
    expect(lenient.body).toMatchObject(told);
    const strict = await api.post(sent, STRICT);
    expect(strict.status).toBe(400);
    expect(strict.body).toEqual(lenient.body);
    expect(JSON.stringify(strict.body)).not.toContain('"http"');
  });

  it('that fails on our side tells the request id and nothing else', async () => {
    vi.spyOn(ctx.pg, 'query').mockRejectedValue(new Error('password authentication failed'));
    const { status, body } = await api.post({ query: '{ queue { totalCount } }' });
    vi.restoreAllMocks();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      data: null,
      errors: [{ extensions: { requestId: expect.any(String) as unknown } }],
    });
    expect(JSON.stringify(body)).not.toContain('password');
  });
});
