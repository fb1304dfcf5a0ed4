import { openContext } from '../server/core/open-context.ts';
import { runProcess, untilSignalled } from '../server/core/process.ts';
import { startEvents } from '../server/events/service.ts';
import { startWorker } from './worker.ts';

await runProcess(async (config, log) => {
  const open = await openContext(config, log);
  const events = await startEvents(open);
  const stopWorker = await startWorker(open);
  log.info('the worker runs');
  log.info({ signal: await untilSignalled() }, 'stopping');
  await stopWorker();
  await events.stop();
  await open.close();
});
