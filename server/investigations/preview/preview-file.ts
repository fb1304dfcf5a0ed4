import type { CompanyContext } from '../../core/context.ts';
import { readablePath } from '../file-path.ts';
import type { Investigation } from '../investigation.ts';
import { openFile, type OpenFile } from '../open-file.ts';
import { dumpBytes } from './byte-dump.ts';
import { SHOWN_BYTES } from './limits.ts';
import type { LookTask } from './look-into.ts';
import type { Look, PreviewState } from './preview.ts';
import { failingPlace } from './ruler.ts';
import { runInWorker, type WorkerLimits } from './run-in-worker.ts';
import { Turnstile } from './turnstile.ts';

/** What is inside the file of a case, or why that is not shown. */
export interface FilePreview extends Look {
  /** The last part of its path; null when none was named. */
  name: string | null;
  /** null when it could not be opened. */
  sizeBytes: number | null;
}

const WORKER = new URL('./look-worker.ts', import.meta.url);
const LIMITS: WorkerLimits = { timeoutMs: 3_000, heapMb: 128 };

/** The machine's cores are shared by all requests of the process, so this is as well. */
const turnstile = new Turnstile({ atOnce: 2, mayWait: 20 });

type Door = Pick<CompanyContext, 'config' | 'log'>;

/**
 * Looks into the file of a case. Whatever the file is, the answer comes: typed, bounded and within
 * seconds.
 *
 * @param sheet the sheet of a workbook to show; undefined: the failing one or the first
 */
export async function previewFile(
  door: Door,
  { filePath, extra }: Pick<Investigation, 'filePath' | 'extra'>,
  sheet?: string,
): Promise<FilePreview> {
  const { files } = door.config;
  const path = readablePath(filePath, files);
  if (!path) return nothing('NO_FILE', null);
  if (files.baseUrl || !files.folder) return nothing('ON_FILE_HOST', nameOf(path));
  return lookAt(door, path, { place: failingPlace(extra), sheet });
}

/** Looks into a file below the folder of files. */
export async function lookAt(
  { config, log }: Door,
  path: readonly string[],
  ask: Pick<LookTask, 'place' | 'sheet'>,
): Promise<FilePreview> {
  const name = nameOf(path);
  await using resources = new AsyncDisposableStack();
  const file = await openForLook(config.files.folder, path);
  if (typeof file === 'string') return nothing(file, name);
  resources.use(file.handle);
  const task = { fd: file.handle.fd, sizeBytes: file.sizeBytes, name, ...ask };
  const look = await turnstile.pass(() => lookInWorker({ log }, file, task));
  if (!look) return nothing('BUSY', name);
  return { ...look, name, sizeBytes: file.sizeBytes };
}

async function openForLook(
  folder: string | undefined,
  path: readonly string[],
): Promise<OpenFile | PreviewState> {
  try {
    return (folder && (await openFile(folder, path))) || 'NOT_FOUND';
  } catch (error) {
    if (['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return 'NOT_READABLE';
    throw error;
  }
}

/** A worker that crashes has met a file that nobody thought of: it is told, and logged to be mended. */
async function lookInWorker(
  { log }: Pick<Door, 'log'>,
  file: OpenFile,
  task: LookTask,
): Promise<Look> {
  const outcome = await runInWorker<Look>(WORKER, task, LIMITS);
  switch (outcome.state) {
    case 'ANSWERED':
      return outcome.answer;
    case 'TIMED_OUT':
      return firstBytes(file, 'TIMED_OUT');
    case 'OUT_OF_MEMORY':
      return firstBytes(file, 'TOO_LARGE');
    case 'CRASHED':
      log.error({ err: outcome.error, file: task.name }, 'a file could not be looked into');
      return firstBytes(file, 'BROKEN');
  }
}

async function firstBytes({ handle }: OpenFile, state: PreviewState): Promise<Look> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(SHOWN_BYTES), 0, SHOWN_BYTES, 0);
  return { state, format: null, warnings: [], content: dumpBytes(buffer.subarray(0, bytesRead)) };
}

function nothing(state: PreviewState, name: string | null): FilePreview {
  return { state, name, sizeBytes: null, format: null, warnings: [], content: null };
}

const nameOf = (path: readonly string[]) => path.at(-1)!; // readablePath gives two names at least
