import type { FilesConfig } from '../core/config.ts';

/** The file behind a failure, as the API shows it. */
export interface InvestigationFile {
  /** The last part of its path. */
  name: string;
  downloadUrl: string;
}

interface Failure {
  id: string;
  filePath: string | null;
}

/** The file that can be downloaded, if it is there; null where none was named or it may not be read. */
export function fileOf(failure: Failure, files: FilesConfig): InvestigationFile | null {
  const name = readablePath(failure.filePath, files)?.at(-1);
  return name === undefined ? null : { name, downloadUrl: `/files/${failure.id}` };
}

/**
 * The folders and the name of a file that may be read, from a root down; undefined where it may not.
 * Decided from what a robot told, which may be anything, without a look at the disk.
 *
 * A path is names with `/` between them, and the names are taken as they are: nothing is decoded,
 * trimmed or normalised, so `%2e` is three characters and `Прайс #1.csv` is found.
 */
export function readablePath(
  filePath: string | null,
  { folder, baseUrl, roots }: FilesConfig,
): string[] | undefined {
  if (filePath === null || (!folder && !baseUrl)) return undefined;
  const path = filePath.split('/');
  const isBelowRoot = path.length > 1 && roots.includes(path[0]!); // split gives one part at least
  return isBelowRoot && path.every(isName) ? path : undefined;
}

/** Where the file host has it. */
export function addressOnHost(path: readonly string[], baseUrl: string): string {
  const { origin, pathname } = new URL(baseUrl);
  return [origin + pathname.replace(/\/+$/, ''), ...path.map(encodeURIComponent)].join('/');
}

/** Whether it names an entry of a folder, for this server and for whatever a file host makes of it. */
function isName(segment: string): boolean {
  if (segment === '' || !segment.isWellFormed() || /[\\\0]/.test(segment)) return false;
  // A file host, or a proxy before it, that decodes more often than once would climb for these.
  return !decoded(segment)
    .split(/[/\\\0]/)
    .some((part) => part === '.' || part === '..');
}

/** Without any of its percent signs that a decoder would take away, however often it is asked. */
function decoded(text: string): string {
  const once = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return once === text ? text : decoded(once);
}
