import { parseArgs } from 'node:util';
import { inCompany } from '../core/company-context.ts';
import type { CompanyContext } from '../core/context.ts';
import { UsageWrong } from '../core/errors.ts';
import { openContext } from '../core/open-context.ts';
import { QUIET, runProcess } from '../core/process.ts';
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts';
import { COMMAND_LINE, findCompany, print } from './command-line.ts';

const USAGE = `npm run key -- create <name> [--role ROBOT] [--days N] [--company SLUG]
npm run key -- list [--company SLUG]
npm run key -- revoke <id> [--company SLUG]

Roles: ROBOT (reports failures), INTEGRATION (reads and follows), ANALYST (reads and exports).
The key is printed once. With the embedded database, stop the server first; with DATABASE_URL it may run.`;
const DAY_MS = 24 * 60 * 60 * 1000;

await runProcess(async (config, log) => {
  const { action, argument, options } = readArguments();
  const open = await openContext(config, log);
  try {
    const company = await findCompany(open.ctx, options.company);
    const ctx = inCompany(open.ctx, company, COMMAND_LINE);
    if (action === 'list') await list(ctx);
    else if (argument === undefined) throw new UsageWrong(USAGE);
    else if (action === 'create') await create(ctx, argument, options);
    else if (action === 'revoke') await revoke(ctx, argument);
    else throw new UsageWrong(USAGE);
  } finally {
    await open.close();
  }
}, QUIET);

type Options = ReturnType<typeof readArguments>['options'];

async function create(ctx: CompanyContext, name: string, { role, days }: Options): Promise<void> {
  const expiresAt = days === undefined ? null : endOf(ctx.now(), days);
  const { text } = await createApiKey(ctx, { name, role, expiresAt });
  print(text);
}

function endOf(now: Date, days: string): Date {
  const count = Number(days);
  if (!(count > 0 && count <= 36_500)) throw new UsageWrong(USAGE);
  return new Date(now.getTime() + count * DAY_MS);
}

async function list(ctx: CompanyContext): Promise<void> {
  for (const { id, name, role, expiresAt, revokedAt, lastUsedAt } of await listApiKeys(ctx)) {
    const used = lastUsedAt ? `last used ${lastUsedAt.toISOString()}` : 'never used';
    const end = revokedAt ?? expiresAt;
    const until = end ? `, ${revokedAt ? 'revoked' : 'until'} ${end.toISOString()}` : '';
    print(`${id}  ${role}  ${name}  ${used}${until}`);
  }
}

async function revoke(ctx: CompanyContext, id: string): Promise<void> {
  await revokeApiKey(ctx, id);
  print(`${id} is refused from now on.`);
}

/** @throws {UsageWrong} */
function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      options: {
        role: { type: 'string', default: 'ROBOT' },
        days: { type: 'string' },
        company: { type: 'string' },
      },
      allowPositionals: true,
    });
    return { action: positionals[0], argument: positionals[1], options: values };
  } catch {
    throw new UsageWrong(USAGE);
  }
}
