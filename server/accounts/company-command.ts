import { parseArgs } from 'node:util';
import type { Context } from '../core/context.ts';
import { UsageWrong } from '../core/errors.ts';
import { openContext } from '../core/open-context.ts';
import { QUIET, runProcess } from '../core/process.ts';
import { COMMAND_LINE, print } from './command-line.ts';
import { createCompany } from './create-company.ts';
import { listCompanies } from './service.ts';

const USAGE = `npm run company -- add --slug SLUG --name NAME --time-zone ZONE --warehouse-database DATABASE
npm run company -- list

The slug names it on the command line; the zone is one like Europe/Moscow; the database is the one of
ClickHouse that has its tables.
With the embedded database, stop the server first; with DATABASE_URL it may run.`;

await runProcess(async (config, log) => {
  const { action, input } = readArguments();
  const { ctx, close } = await openContext(config, log);
  try {
    if (action === 'list') await list(ctx);
    else if (action === 'add') await add(ctx, input);
    else throw new UsageWrong(USAGE);
  } finally {
    await close();
  }
}, QUIET);

async function add(ctx: Context, input: object): Promise<void> {
  const { slug, name } = await createCompany(ctx, COMMAND_LINE, input);
  print(`${name} is there. Next: npm run user -- add <e-mail> --role ADMIN --company ${slug}`);
}

async function list(ctx: Context): Promise<void> {
  for (const { slug, name, timeZone, warehouseDatabase } of await listCompanies(ctx)) {
    print(`${slug}  ${name}  ${timeZone}  ${warehouseDatabase}`);
  }
}

/** @throws {UsageWrong} */
function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      options: {
        slug: { type: 'string', default: '' },
        name: { type: 'string', default: '' },
        'time-zone': { type: 'string', default: '' },
        'warehouse-database': { type: 'string', default: '' },
      },
      allowPositionals: true,
    });
    const { 'time-zone': timeZone, 'warehouse-database': warehouseDatabase, ...rest } = values;
    return { action: positionals[0], input: { ...rest, timeZone, warehouseDatabase } };
  } catch {
    throw new UsageWrong(USAGE);
  }
}
