import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inCompany } from '../core/company-context.ts';
import type { Company, Context } from '../core/context.ts';
import { createApiKey } from './api-keys.ts';
import { addMember } from './people.ts';
import { findDefaultCompany } from './service.ts';

const ADMIN_EMAIL = 'admin@pricelens.local';
const DEMO_EMAIL = 'demo@pricelens.local';
const ROBOT_KEY_FILE = 'robot-key';
const SETUP = { id: null, name: 'setup' };

/** How somebody gets in for the first time; known to nobody else, and not kept. */
export interface FirstAdmin {
  email: string;
  password: string;
}

/** Makes an admin where there is nobody yet. @returns undefined where there is */
export async function createFirstAdmin(ctx: Context): Promise<FirstAdmin | undefined> {
  if ((await ctx.db.user.count()) > 0) return undefined;
  const password = randomBytes(15).toString('base64url');
  const person = { email: ADMIN_EMAIL, name: 'Admin', role: 'ADMIN', password };
  await addMember(ctx, await findDefaultCompany(ctx), SETUP, person);
  return { email: ADMIN_EMAIL, password };
}

/** The person whom visitors of the sample may be. They have no password. @returns their id */
export async function ensureDemoPerson(ctx: Context, company: Company): Promise<string> {
  const known = await ctx.db.user.findUnique({ where: { email: DEMO_EMAIL } });
  if (known) return known.id;
  return addMember(ctx, company, SETUP, { email: DEMO_EMAIL, name: 'Demo', role: 'ADMIN' });
}

/** Where the sample's robots find their key. */
export function robotKeyPath(dataFolder: string): string {
  return join(dataFolder, ROBOT_KEY_FILE);
}

/** Gives the sample's robots a key, in a file that only its owner reads. */
export async function ensureRobotKey(ctx: Context, company: Company): Promise<void> {
  if (ctx.dataFolder === undefined) return;
  const name = 'sample robots';
  const known = await ctx.db.apiKey.count({ where: { companyId: company.id, name } });
  if (known > 0) return;
  const created = await createApiKey(inCompany(ctx, company, SETUP), { name, role: 'ROBOT' });
  await writeFile(robotKeyPath(ctx.dataFolder), `${created.text}\n`, { mode: 0o600 });
}
