import type { Config } from '../core/config.ts';
import { DataFolderInUse } from '../core/data-folder.ts';
import { embeddedPostgresUrl } from '../core/embedded-postgres.ts';
import { DomainError } from '../core/errors.ts';
import type { Logger } from '../core/log.ts';
import { openContext } from '../core/open-context.ts';
import { QUIET, runProcess } from '../core/process.ts';
import { backUp } from './back-up.ts';
import { folderNamed } from './folder-named.ts';
import { askForFreeze } from './freeze-on-demand.ts';
import type { Manifest } from './manifest.ts';
import { freezeTables } from './warehouse-parts.ts';

const USAGE = `npm run backup -- FOLDER

Writes all that this installation knows to a folder that is not there yet. The server may run.`;

/** A server's own tools know better how to back it up. */
class NotEmbedded extends DomainError {
  constructor() {
    super(
      'NOT_EMBEDDED',
      'DATABASE_URL or CLICKHOUSE_URL names a server, which is backed up by its own means: ' +
        'pg_dump or pg_basebackup for Postgres. server/hosting/README.md says how.',
    );
  }
}

await runProcess(async (config, log) => {
  const folder = folderNamed(USAGE);
  if (config.postgres.url || config.clickhouse.url) throw new NotEmbedded();
  const { tables, parts } = await backUpInstallation(config, log, folder);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  process.stdout.write(
    `${folder} has ${rows} rows of ${tables.length} tables, and ${parts.length} parts of the warehouse. ` +
      `It holds secrets: keep it as you keep the installation.\n`,
  );
}, QUIET);

async function backUpInstallation(config: Config, log: Logger, folder: string): Promise<Manifest> {
  const { dataDir: dataFolder } = config;
  try {
    const { ctx, postgresUrl, close } = await openContext(config, log);
    try {
      const freeze = ({ databases, name }: { databases: string[]; name: string }) =>
        freezeTables(ctx.clickhouse, databases, name);
      return await backUp({ dataFolder, postgresUrl, freeze }, folder);
    } finally {
      await close();
    }
  } catch (error) {
    if (!(error instanceof DataFolderInUse)) throw error;
    const postgresUrl = embeddedPostgresUrl(dataFolder); // the server's, which runs
    const freeze = (asked: Parameters<typeof askForFreeze>[1]) => askForFreeze(postgresUrl, asked);
    return backUp({ dataFolder, postgresUrl, freeze }, folder);
  }
}
