import { constants } from 'node:fs';
import { open, readlink, realpath, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

const CHUNK_BYTES = 128 * 1024;
// Without O_NONBLOCK a named pipe would hold one of the few threads until somebody writes to it.
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
/** What the system says where a name leads to no file, or over a link, or into a socket. */
const NOT_THERE = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'ENXIO'];

/** A regular file; whoever has opened it closes `handle`. */
export interface OpenFile {
  handle: FileHandle;
  sizeBytes: number;
}

/**
 * Opens a regular file below a folder, without following a symbolic link on the way; the folder itself
 * may be one.
 *
 * O_NOFOLLOW speaks of the last name only, and folders looked at before may be exchanged for links
 * before the file is opened. So it is opened first, which does nothing yet, and what is open is asked
 * where it is.
 *
 * @param path names as readablePath gives them
 * @returns undefined where there is no such file, or not without links
 * @throws what the system says when it is not to be had though it is there, e.g. EACCES
 */
export async function openFile(
  folder: string,
  path: readonly string[],
): Promise<OpenFile | undefined> {
  try {
    const place = join(await realpath(folder), ...path);
    await using resources = new AsyncDisposableStack();
    const handle = resources.use(await open(place, FLAGS));
    if ((await placeOf(handle, place)) !== place) return undefined;
    const stats = await handle.stat();
    if (!stats.isFile()) return undefined;
    resources.move(); // it stays open
    return { handle, sizeBytes: stats.size };
  } catch (error) {
    if (NOT_THERE.includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/**
 * The path of what is open, free of links. Linux tells it of the open file itself, so that no exchange
 * of folders can deceive. macOS, where people develop, is asked for the path once more: whoever can
 * write there would have to exchange a folder twice within microseconds.
 */
function placeOf(handle: FileHandle, place: string): Promise<string> {
  return process.platform === 'linux' ? readlink(`/proc/self/fd/${handle.fd}`) : realpath(place);
}

/** The bytes from `start` to `end`, both included, counted from 0. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * The bytes it had when it was opened, or a range of them, though robots may be writing to it.
 *
 * @throws {FileShrank}
 */
export async function* readBytes(
  { handle, sizeBytes }: OpenFile,
  { start, end }: ByteRange = { start: 0, end: sizeBytes - 1 },
): AsyncGenerator<Buffer> {
  let position = start;
  while (position <= end) {
    const chunk = Buffer.allocUnsafe(Math.min(end + 1 - position, CHUNK_BYTES));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, position);
    if (bytesRead === 0) throw new FileShrank();
    position += bytesRead;
    yield chunk.subarray(0, bytesRead);
  }
}

/** It became shorter while it was read, so that its length, which was told, was not true. */
export class FileShrank extends Error {
  constructor() {
    super('The file became shorter while it was read.');
  }
}
