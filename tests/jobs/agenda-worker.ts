import { setTimeout as sleep } from 'node:timers/promises';

// A worker for agenda-contract.db.test.ts: node agenda-worker.ts JOB hang|die SKEW_MS. It carries out the
// one job, in whose middle it stays or ends, and its clock is ahead.

const [job = '', mode, skew = '0'] = process.argv.slice(2);
const skewMs = Number(skew);

const RealDate = Date;
class SkewedDate extends RealDate {
  constructor(...parts: [] | [number | string | Date]) {
    super(parts.length === 0 ? RealDate.now() + skewMs : parts[0]);
  }

  static override now(): number {
    return RealDate.now() + skewMs;
  }
}
globalThis.Date = SkewedDate as DateConstructor;

const { implementJob } = await import('../../jobs/kit.ts');
const { startWorker } = await import('../../jobs/worker.ts');
const { openContext } = await import('../../server/core/open-context.ts');
const { runProcess } = await import('../../server/core/process.ts');

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
