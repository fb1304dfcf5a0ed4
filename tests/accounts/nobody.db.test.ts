import { describe, expect, it } from 'vitest';
import { useTestContext } from '../support/database.ts';
import { documentOf, ROOT_FIELDS } from './documents.ts';
import { useServer } from './server.ts';

const NOBODYS = '00000000-0000-4000-8000-000000000000';

const ctx = useTestContext();
const server = useServer(ctx);

describe('to nobody in particular', () => {
  it.each(ROOT_FIELDS)('$name says nothing but 401', async (root) => {
    const accept = root.operation === 'subscription' ? 'text/event-stream' : 'application/json';
    for (const known of [{}, { authorization: 'Bearer pl_none_none' }, { cookie: 'pricelens=x' }]) {
      const answer = await server.ask({ accept, ...known }, documentOf(root, NOBODYS));
      expect(answer.status).toBe(401);
      expect(answer.body).toEqual({
        errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } }],
      });
    }
  });
});
