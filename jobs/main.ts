import { openContext } from '../server/core/open-context.ts';
import { runProcess, untilSignalled } from '../server/core/process.ts';
import { startEvents } from '../server/events/service.ts';
import { serveProbes } from '../server/health/probe-server.ts';
import { logWarehouseFaults } from '../server/health/warehouse-faults.ts';
import { startWorker } from './worker.ts';

await runProcess(async (config, log) => {
  await using resources = new AsyncDisposableStack();
  const open = await openContext(config, log);
  resources.defer(open.close);
  const events = await startEvents(open);
  resources.defer(events.stop);
  resources.defer(await startWorker(open));
  await logWarehouseFaults(open.ctx);
  if (config.jobsPort !== undefined)
    resources.defer(await serveProbes(open.ctx, events.stream, config.jobsPort));
  log.info('the worker runs');
  await untilSignalled(log);
});
