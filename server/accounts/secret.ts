import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../core/context.ts';
import { DomainError } from '../core/errors.ts';

const FILE = 'auth-secret';

/** Servers that share a database have to share the secret, and a database's URL says that they might. */
export class SecretMissing extends DomainError {
  constructor() {
    super(
      'SECRET_MISSING',
      'Where DATABASE_URL is set, set AUTH_SECRET too: 32 random characters or more, the same for ' +
        'every server. `openssl rand -base64 32` makes one.',
    );
  }
}

/**
 * What session cookies are signed with: the environment's, or with an embedded Postgres one of its own
 * that is made at the first start.
 *
 * @throws {SecretMissing}
 */
export async function findSecret({
  config,
  dataFolder,
}: Pick<Context, 'config' | 'dataFolder'>): Promise<string> {
  if (config.accounts.secret) return config.accounts.secret;
  if (config.postgres.url || dataFolder === undefined) throw new SecretMissing();
  const path = join(dataFolder, FILE);
  // Only who holds the data folder comes here, so nobody else writes it meanwhile.
  const kept = await readFile(path, 'utf8').catch(() => undefined);
  if (kept) return kept;
  const secret = randomBytes(32).toString('base64');
  await writeFile(path, secret, { mode: 0o600 });
  return secret;
}
