import { QUIET, runProcess } from '../../core/process.ts';
import { examineAgenda } from './agenda.ts';
import type { Finding } from './finding.ts';
import { examinePostgres } from './postgres.ts';
import { examineSurroundings } from './surroundings.ts';
import { examineWarehouse } from './warehouse.ts';

// Changes nothing: it opens no context, which would start and migrate.
await runProcess(async (config, log) => {
  const { findings, companies } = await examinePostgres(config, log);
  const all = [
    ...findings,
    ...(await examineWarehouse(config, companies)),
    ...(await examineAgenda(config)),
    ...(await examineSurroundings(config, companies)),
  ];
  for (const finding of all) print(finding);
  const count = (state: Finding['state']) => all.filter((one) => one.state === state).length;
  const [warned, failed] = [count('WARN'), count('FAIL')];
  process.stdout.write(`${all.length} looked at, ${warned} to mind, ${failed} to mend.\n`);
  if (failed > 0) process.exitCode = 1;
}, QUIET);

function print({ state, subject, sentence }: Finding): void {
  process.stdout.write(`${state.padEnd(4)}  ${subject}: ${sentence}\n`);
}
