import { startWorker } from '../jobs/worker.ts';
import {
  createFirstAdmin,
  ensureDemoPerson,
  ensureRobotKey,
  type FirstAdmin,
} from './accounts/first-people.ts';
import { findDefaultCompany } from './accounts/service.ts';
import { freezeOnDemand } from './backup/freeze-on-demand.ts';
import { inCompany } from './core/company-context.ts';
import type { Config } from './core/config.ts';
import { openContext } from './core/open-context.ts';
import { runProcess, untilSignalled } from './core/process.ts';
import { isLoopback } from './core/site.ts';
import { startEvents } from './events/service.ts';
import { logWarehouseFaults } from './health/warehouse-faults.ts';
import { startHttpServer } from './http.ts';
import { startWaking } from './investigations/snooze-wake.ts';
import { finishImports } from './warehouse/import-file.ts';
import { loadSampleData } from './warehouse/load-sample.ts';

// The one place in server/ that knows jobs/: a server may do a worker's part as well, and does where a
// database is embedded, since that has one process.

await runProcess(async (config, log) => {
  // closed in the reverse order, also when one of them does not come up
  await using resources = new AsyncDisposableStack();
  const open = await openContext(config, log);
  resources.defer(open.close);
  const { ctx } = open;
  const events = await startEvents(open);
  resources.defer(events.stop);
  resources.defer(startWaking(ctx));
  if (isEmbedded(config)) resources.defer(freezeOnDemand(open));
  const company = await findDefaultCompany(ctx);
  if (!config.clickhouse.url) {
    await finishImports({ clickhouse: ctx.clickhouse, database: company.warehouseDatabase });
  }
  if (!config.postgres.url) announce(await createFirstAdmin(ctx));
  const hasSample = isEmbedded(config) && !process.argv.includes('--empty');
  if (hasSample) {
    await loadSampleData(inCompany(ctx, company, { id: null, name: 'sample' }), say);
    await ensureRobotKey(ctx, company);
  }
  await logWarehouseFaults(ctx);
  const stops: (() => Promise<void>)[] = [];
  resources.defer(async () => void (await Promise.all(stops.map((stop) => stop())))); // 10 s are for all
  if (config.role === 'both') stops.push(await startWorker(open));
  const hasDemo = hasSample && isLoopback(config.http.host);
  const demoPersonId = hasDemo ? await ensureDemoPerson(ctx, company) : undefined;
  const http = await startHttpServer({ ctx, events: events.stream, demoPersonId });
  stops.push(http.stop);
  say(`Pricelens is at ${http.url}`);

  await untilSignalled(log);
});

/** Not to the log, which is kept. */
function announce(admin: FirstAdmin | undefined): void {
  if (!admin) return;
  say(`Sign in as ${admin.email} with the password ${admin.password}, which is shown this once.`);
}

function isEmbedded({ postgres, clickhouse }: Config): boolean {
  return !postgres.url && !clickhouse.url;
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}
