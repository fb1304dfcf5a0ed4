import { execFile } from 'node:child_process';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CHUNK = Buffer.alloc(64 * 1024);

/** A disk of its own for a folder, which can be full. */
export interface SmallDisk {
  fill: () => Promise<void>;
  free: () => Promise<void>;
  remove: () => Promise<void>;
}

/**
 * Mounts a small disk at the folder.
 *
 * @returns undefined where we may not: elsewhere than on Linux, or without root's rights
 */
export async function mountSmallDisk(
  folder: string,
  mebibytes: number,
): Promise<SmallDisk | undefined> {
  const options = ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'pricelens-faults', folder];
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const isMounted = await run('mount', options).then(
    () => true,
    () => false,
  );
  if (!isMounted) return undefined;
  const ballast = join(folder, 'ballast');
  return {
    fill: async () => {
      const file = await open(ballast, 'a');
      try {
        for (;;) await file.write(CHUNK);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        await file.close();
      }
    },
    free: () => rm(ballast, { force: true }),
    remove: async () => void (await run('umount', ['--lazy', folder])),
  };
}
