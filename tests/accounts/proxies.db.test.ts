import { describe, expect, it } from 'vitest';
import { useTestContext } from '../support/database.ts';
import { useServer, type AccountsServer } from './server.ts';

const TRIES_BY_ADDRESS = 100;

/** Tries a link that nobody was sent. @returns the status of the answer */
async function tryLink(server: AccountsServer, forwardedFor: string): Promise<number> {
  const headers = { 'x-forwarded-for': forwardedFor };
  return (await server.post('/api/offer', { token: 'a guess' }, headers)).status;
}

async function tryOften(server: AccountsServer, forwardedFor: string): Promise<void> {
  for (let i = 0; i < TRIES_BY_ADDRESS; i++) {
    expect(await tryLink(server, forwardedFor)).toBe(400);
  }
}

describe('behind a proxy that is trusted', () => {
  const server = useServer(useTestContext(), () =>
    Promise.resolve({ trustedProxies: ['loopback', '10.0.0.0/8'] }),
  );

  it('who tries too often is stopped, and nobody else who comes through it', async () => {
    await tryOften(server, '203.0.113.7');
    expect(await tryLink(server, '203.0.113.7')).toBe(429);
    expect(await tryLink(server, '203.0.113.8')).toBe(400);
  });

  it('what was written into the header before the proxy had it counts for nothing', async () => {
    await tryOften(server, '203.0.113.9');
    expect(await tryLink(server, '198.51.100.1, 203.0.113.9')).toBe(429);
    expect(await tryLink(server, '198.51.100.1, 203.0.113.9, 10.1.2.3')).toBe(429);
  });
});

describe('where no proxy is trusted', () => {
  const server = useServer(useTestContext());

  it('nobody becomes another by saying so', async () => {
    await tryOften(server, '203.0.113.7');
    expect(await tryLink(server, '203.0.113.8')).toBe(429);
  });
});
