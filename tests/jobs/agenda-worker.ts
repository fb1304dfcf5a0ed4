import { setTimeout as sleep } from 'node:timers/promises';
import { implementJob } from '../../jobs/kit.ts';
import { startWorker } from '../../jobs/worker.ts';
import { openContext } from '../../server/core/open-context.ts';
import { runProcess } from '../../server/core/process.ts';

// A worker for agenda-contract.db.test.ts: node agenda-worker.ts JOB hang|die. It carries out the one job,
// in whose middle it stays or ends.

const [job = '', mode] = process.argv.slice(2);

await runProcess(async (config, log) => {
  const carryOut = implementJob({ name: job, description: '' }, async (_ctx, _day, report) => {
    await report('half way');
    if (mode === 'die') process.kill(process.pid, 'SIGKILL');
    await sleep(60_000);
    return { rows: 0, summary: 'It went on for a minute.' };
  });
  await startWorker(await openContext(config, log), [carryOut]);
  await sleep(120_000); // it is killed long before
});
