import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** How far the sample came; kept in the data folder, since it is in several databases at once. */
export interface SampleProgress {
  /** The instant the sample was made for; a crash must not make it for another day the next time. */
  now: Date;
  isLoaded: boolean;
}

const stored = z.object({
  now: z.iso.datetime().transform((at) => new Date(at)),
  isLoaded: z.boolean(),
});
const fileIn = (dataFolder: string) => join(dataFolder, 'sample.json');

/** @returns undefined when no sample was ever begun */
export async function readSampleProgress(dataFolder: string): Promise<SampleProgress | undefined> {
  const json = await readFile(fileIn(dataFolder), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return json === undefined ? undefined : stored.parse(JSON.parse(json));
}

/** Written beside and renamed, so that a crash leaves the old or the new one. */
export async function writeSampleProgress(
  dataFolder: string,
  progress: SampleProgress,
): Promise<void> {
  const file = fileIn(dataFolder);
  await writeFile(`${file}.new`, JSON.stringify(progress));
  await rename(`${file}.new`, file);
}
