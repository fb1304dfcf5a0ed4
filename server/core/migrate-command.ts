import { openContext } from './open-context.ts';
import { QUIET, runProcess } from './process.ts';

// Opening a context brings the databases up to date.
await runProcess(async (config, log) => {
  const { close } = await openContext(config, log);
  await close();
  process.stdout.write('The database is up to date.\n');
}, QUIET);
