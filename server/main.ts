import { startWorker } from '../jobs/worker.ts';
import { findDefaultCompany } from './accounts/service.ts';
import type { Config } from './core/config.ts';
import { openContext } from './core/open-context.ts';
import { runProcess, untilSignalled } from './core/process.ts';
import { startEvents } from './events/service.ts';
import { startHttpServer } from './http.ts';
import { finishImports } from './warehouse/import-file.ts';
import { loadSampleData } from './warehouse/load-sample.ts';

// The one place in server/ that knows jobs/: with an embedded database there is one process, and it
// does a worker's part as well.

await runProcess(async (config, log) => {
  const open = await openContext(config, log);
  const { ctx } = open;
  const events = await startEvents(open);
  try {
    const company = await findDefaultCompany(ctx);
    if (!config.clickhouse.url) {
      await finishImports({ clickhouse: ctx.clickhouse, database: company.warehouseDatabase });
    }
    if (isEmbedded(config) && !process.argv.includes('--empty')) {
      await loadSampleData({ ...ctx, company, actor: 'sample' }, say);
    }
    const stopWorker = hasEmbeddedPart(config) ? await startWorker(open) : undefined;
    const http = await startHttpServer({ ctx, company, events: events.stream });
    say(`Pricelens is at ${http.url}`);

    log.info({ signal: await untilSignalled() }, 'stopping');
    await http.stop();
    await stopWorker?.();
  } finally {
    await events.stop();
    await open.close();
  }
});

function isEmbedded({ postgres, clickhouse }: Config): boolean {
  return !postgres.url && !clickhouse.url;
}

function hasEmbeddedPart({ postgres, clickhouse }: Config): boolean {
  return !postgres.url || !clickhouse.url;
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}
