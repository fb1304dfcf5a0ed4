import { QUIET, runProcess } from '../core/process.ts';
import { folderNamed } from './folder-named.ts';
import { restore } from './restore.ts';

const USAGE = `npm run restore -- FOLDER

Makes the data folder (DATA_DIR) of a backup. It must be empty, or not there yet.`;

await runProcess(async ({ dataDir }, log) => {
  const { takenAt } = await restore(folderNamed(USAGE), dataDir, log);
  process.stdout.write(`${dataDir} is as it was at ${takenAt}. Start it with npm start.\n`);
}, QUIET);
