import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A file that came to the same place another day. */
export interface SiblingFile {
  /** Below the folder of files, as cases name it. */
  path: string[];
  modifiedAt: Date;
}

const LOOKED_INTO = 60; // folders; two months of a daily delivery
const KEPT = 30;

/**
 * Whether a path says by itself whose file it is: one of its folders has the supplier's number, or its
 * contact as its mail address. Otherwise files beside it may be anybody's.
 */
export function saysSupplier(
  path: readonly string[],
  { supplierId, contact }: { supplierId: number; contact: string | null },
): boolean {
  const folders = path.slice(0, -1);
  return folders.some(
    (folder) =>
      folder.split(/\D+/).includes(String(supplierId)) ||
      (contact !== null && contact.includes('@') && folder.includes(contact)),
  );
}

/** A name without its numbers, which are dates and times, but with the supplier's. */
const shapeOf = (name: string, supplierId: number) =>
  name.replace(/\d+/g, (digits) => (digits === String(supplierId) ? digits : '#'));

/** Files whose path differs by numbers only, newest first; links are left out. */
export async function findSiblings(
  folder: string,
  path: readonly string[],
  supplierId: number,
): Promise<SiblingFile[]> {
  const isLike = (name: string) => {
    const shape = shapeOf(name, supplierId);
    return (other: string) => shapeOf(other, supplierId) === shape;
  };
  let folders = [path.slice(0, 1)]; // a root, whose name is given
  for (const name of path.slice(1, -1)) {
    const found = folders.map((one) => namesIn(folder, one, isLike(name), 'folder'));
    folders = (await Promise.all(found)).flat().sort(byNameFromLast).slice(0, LOOKED_INTO);
  }
  const isLikeFile = isLike(path.at(-1)!); // a path has a name
  const files = await Promise.all(folders.map((one) => namesIn(folder, one, isLikeFile, 'file')));
  const dated = await Promise.all(files.flat().map((one) => withDate(folder, one)));
  return dated
    .filter((file) => file !== undefined)
    .sort((one, other) => other.modifiedAt.getTime() - one.modifiedAt.getTime())
    .slice(0, KEPT);
}

/** Years, months and days come in this order in the names of folders. */
const byNameFromLast = (one: string[], other: string[]) =>
  one.join('/') < other.join('/') ? 1 : -1;

/** What is gone or may not be read has no names in it: this is a search, not a download. */
async function namesIn(
  folder: string,
  path: string[],
  isLike: (name: string) => boolean,
  kind: 'file' | 'folder',
): Promise<string[][]> {
  const entries = await readdir(join(folder, ...path), { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => (kind === 'file' ? entry.isFile() : entry.isDirectory()))
    .filter(({ name }) => isLike(name))
    .map(({ name }) => [...path, name]);
}

async function withDate(folder: string, path: string[]): Promise<SiblingFile | undefined> {
  const stats = await stat(join(folder, ...path)).catch(() => undefined);
  return stats && { path, modifiedAt: stats.mtime };
}
