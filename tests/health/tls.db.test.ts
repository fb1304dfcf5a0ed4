import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startClickHouseStandIn } from '../support/clickhouse-http.ts';
import { createWarehouse, useTestContext } from '../support/database.ts';
import { layPostgresWire } from '../support/postgres-wire.ts';
import { startProgram } from '../support/server-process.ts';

const whyNoOpenssl = spawnSync('openssl', ['version']).error && '(skipped: no openssl here)';

interface Identity {
  key: Buffer;
  cert: Buffer;
}

const ctx = useTestContext();

describe.skipIf(whyNoOpenssl)(`databases behind TLS ${whyNoOpenssl ?? ''}`, () => {
  const resources = new AsyncDisposableStack();
  let authority = '';
  let databaseUrl = '';
  let warehouseUrl = '';

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pricelens-tls-'));
    resources.defer(() => rm(folder, { recursive: true }));
    authority = join(folder, 'cert.pem');
    const identity = await makeIdentity(folder);
    databaseUrl = await serveDatabase(identity);
    warehouseUrl = await serveWarehouse(identity);
  });
  afterAll(() => resources.disposeAsync());

  /** Postgres as it answers a client that asks for TLS before it says anything else. */
  async function serveDatabase(identity: Identity): Promise<string> {
    const wire = await layPostgresWire(ctx.postgresUrl, (near, reach) => {
      near.once('data', () => {
        near.write('S');
        const inside = new TLSSocket(near, { ...identity, isServer: true });
        inside.on('error', () => near.destroy());
        inside.pipe(reach()).pipe(inside);
      });
    });
    resources.defer(wire.close);
    return wire.url;
  }

  async function serveWarehouse(identity: Identity): Promise<string> {
    await createWarehouse(resources); // the stand-in serves the same one
    const standIn = await startClickHouseStandIn();
    resources.defer(() => standIn.close());
    const server = createServer(identity, (asked, answer) => {
      const { method, headers } = asked;
      const passed = request(standIn.url + asked.url!, { method, headers }, (response) => {
        answer.writeHead(response.statusCode!, response.headers);
        response.pipe(answer);
      });
      asked.pipe(passed);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    resources.defer(() => {
      server.closeAllConnections();
      server.close();
    });
    return `https://localhost:${(server.address() as AddressInfo).port}`;
  }

  /** What the doctor says of both. */
  async function examine(host: string, env: Record<string, string>): Promise<string> {
    const url = new URL(databaseUrl);
    url.hostname = host;
    const program = startProgram('server/health/doctor/doctor-command.ts', [], {
      DATABASE_URL: `${url.href}?sslmode=verify-full`,
      CLICKHOUSE_URL: warehouseUrl.replace('localhost', host),
      AUTH_SECRET: 'x'.repeat(32),
      ...env,
    });
    await program.exited;
    return program.output();
  }

  it('are reached when their authority is known', async () => {
    const said = await examine('localhost', { NODE_EXTRA_CA_CERTS: authority });
    expect(said).toContain('OK    Migrations: All are applied.');
    expect(said).toContain('OK    Warehouse of default: sup_stat has what Pricelens reads.');
    expect(said).not.toContain('FAIL');
  });

  it.each([
    ['by nobody who is known', 'localhost', false],
    ['for another name', '127.0.0.1', true],
  ])('are refused with a certificate %s', async (_, host, isKnown) => {
    const said = await examine(host, isKnown ? { NODE_EXTRA_CA_CERTS: authority } : {});
    expect(said).toMatch(/FAIL {2}Postgres: .*certificate/i);
    expect(said).toMatch(/FAIL {2}Warehouse: .*CERT/i);
  });
});

/** A certificate for localhost that is its own authority. */
async function makeIdentity(folder: string): Promise<Identity> {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const out = ['-keyout', key, '-out', cert, '-days', '1'];
  execFileSync('openssl', ['req', '-x509', ...curve, ...name, ...out], { stdio: 'pipe' });
  return { key: await readFile(key), cert: await readFile(cert) };
}
