import { parseArgs } from 'node:util';
import { z } from 'zod';
import { findDefaultCompany } from '../server/accounts/service.ts';
import { openContext } from '../server/core/open-context.ts';
import { QUIET, runProcess } from '../server/core/process.ts';
import { dayToRunFor, UnknownJob } from '../server/jobs/service.ts';
import { JOBS } from './jobs.ts';
import { performRun } from './kit.ts';

const USAGE = `npm run job -- <name> [--as-of YYYY-MM-DD]\nJobs:\n${JOBS.map(
  ({ contract }) => `  ${contract.name}: ${contract.description}`,
).join('\n')}`;

await runProcess(async (config, log) => {
  const { name, asOf } = readArguments();
  if (name === undefined) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const job = JOBS.find(({ contract }) => contract.name === name);
  if (!job) throw new UnknownJob(name);
  const open = await openContext(config, log);
  try {
    const company = await findDefaultCompany(open.ctx);
    const forDate = dayToRunFor({ ...open.ctx, company }, asOf);
    const print = (line: string) => process.stdout.write(`${line}\n`);
    print(`${name} for ${forDate} (${company.timeZone})`);
    const outcome = await performRun(open, job, company, forDate, {
      tell: (sentence) => print(`  ${sentence}`),
    });
    if (typeof outcome === 'string') print('It is running already, in another process.');
    else if ('result' in outcome)
      print(`Done, ${outcome.result.rows} rows. ${outcome.result.summary}`);
    else print(`Failed. ${outcome.failure.message}`);
    if (typeof outcome === 'string' || 'failure' in outcome) process.exitCode = 1;
  } finally {
    await open.close();
  }
}, QUIET);

/** Exits with the usage when the arguments do not fit. */
function readArguments(): { name: string | undefined; asOf: string | undefined } {
  try {
    const { values, positionals } = parseArgs({
      options: { 'as-of': { type: 'string' } },
      allowPositionals: true,
    });
    return { name: positionals[0], asOf: z.iso.date().optional().parse(values['as-of']) };
  } catch {
    process.stderr.write(`These arguments do not fit.\n${USAGE}\n`);
    process.exit(2);
  }
}
