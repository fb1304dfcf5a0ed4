import { openContext } from '../server/core/open-context.ts';
import { runProcess, untilSignalled } from '../server/core/process.ts';
import { startEvents } from '../server/events/service.ts';
import { startWorker } from './worker.ts';

await runProcess(async (config, log) => {
  await using resources = new AsyncDisposableStack();
  const open = await openContext(config, log);
  resources.defer(open.close);
  const events = await startEvents(open);
  resources.defer(events.stop);
  resources.defer(await startWorker(open));
  log.info('the worker runs');
  log.info({ signal: await untilSignalled() }, 'stopping');
});
