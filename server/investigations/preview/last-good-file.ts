import type { CompanyContext } from '../../core/context.ts';
import { readablePath } from '../file-path.ts';
import type { Investigation } from '../investigation.ts';
import { compareColumns, type ColumnChanges } from './compare-columns.ts';
import { lookAt, type FilePreview } from './preview-file.ts';
import { failingPlace } from './ruler.ts';
import { findSiblings, saysSupplier } from './sibling-files.ts';

/** What is known of the file that the supplier sent before and that was right. */
export const COMPARISON_STATES = {
  COMPARED: 'The columns are compared with those of the last good file.',
  NO_HEADER: 'No header was found in this file, so there is nothing to compare.',
  NONE_KNOWN: 'No earlier good file of this supplier is known, or it is there no longer.',
} as const;

export interface Comparison extends ColumnChanges {
  state: keyof typeof COMPARISON_STATES;
  /** The good file; null when there is nothing to compare with. */
  path: string | null;
  /** Its header. */
  columns: string[];
}

/** Reasons that say that nothing was wrong with the file itself. */
const FILE_WAS_RIGHT = ['FALSE_ALARM', 'DUPLICATE', 'OUR_FAULT'] as const;
const TRIED = 3;
const CASES = 30;

type Door = Pick<CompanyContext, 'config' | 'log' | 'db' | 'company'>;

/**
 * Compares a file's columns with those of the supplier's last good file.
 *
 * The warehouse keeps no paths of what it loaded, so a good file is one that lies where this one lies
 * on another day and that no case names, or one whose case was closed for a reason that acquits it.
 */
export async function compareWithLastGood(
  door: Door,
  investigation: Investigation,
  preview: FilePreview,
): Promise<Comparison> {
  const columns = columnsOf(preview);
  if (columns.length === 0) return nothingToCompare('NO_HEADER');
  const candidates = await goodFiles(door, investigation);
  for (const path of candidates.slice(0, TRIED)) {
    const place = failingPlace(null);
    const good = columnsOf(await lookAt(door, path, { place, sheet: undefined }));
    if (good.length === 0) continue;
    const changes = compareColumns(good, columns);
    return { state: 'COMPARED', path: path.join('/'), columns: good, ...changes };
  }
  return nothingToCompare('NONE_KNOWN');
}

function nothingToCompare(state: 'NO_HEADER' | 'NONE_KNOWN'): Comparison {
  return { state, path: null, columns: [], added: [], missing: [], renamed: [] };
}

function columnsOf({ content }: FilePreview): string[] {
  return content?.kind === 'TABLE' ? content.columns : [];
}

/** Paths of good files, the newest first of those beside it, then those of cases. */
async function goodFiles(door: Door, investigation: Investigation): Promise<string[][]> {
  const { files } = door.config;
  const path = readablePath(investigation.filePath, files);
  if (!path || !files.folder || files.baseUrl) return [];
  const acquitted = await acquittedFiles(door, investigation);
  const siblings = await uncasedSiblings(door, investigation, files.folder, path);
  const others = acquitted.map((one) => readablePath(one, files));
  return [...siblings, ...others.filter((one) => one !== undefined)];
}

/** Those that cases name and acquit, the newest first. */
async function acquittedFiles(
  { db, company }: Door,
  { supplierId, filePath, eventAt }: Investigation,
): Promise<string[]> {
  const cases = await db.investigation.findMany({
    where: {
      companyId: company.id,
      supplierId,
      status: 'RESOLVED',
      reasonCode: { in: [...FILE_WAS_RIGHT] },
      filePath: { not: filePath },
      eventAt: { lt: eventAt },
    },
    select: { filePath: true },
    orderBy: { eventAt: 'desc' },
    take: CASES,
  });
  return cases.flatMap((one) => one.filePath ?? []);
}

/** Files that came to the same place before this case and that no case names. */
async function uncasedSiblings(
  { db, company }: Door,
  { supplierId, eventAt }: Investigation,
  folder: string,
  path: readonly string[],
): Promise<string[][]> {
  const where = { companyId_supplierId: { companyId: company.id, supplierId } };
  const supplier = await db.supplier.findUnique({ where, select: { contact: true } });
  if (!saysSupplier(path, { supplierId, contact: supplier?.contact ?? null })) return [];
  const siblings = await findSiblings(folder, path, supplierId);
  const before = siblings
    .filter(({ modifiedAt }) => modifiedAt.getTime() < Date.parse(eventAt))
    .map((one) => one.path.join('/'));
  const cased = await db.investigation.findMany({
    where: { companyId: company.id, filePath: { in: before } },
    select: { filePath: true },
  });
  const named = new Set(cased.map((one) => one.filePath));
  return before.filter((one) => !named.has(one)).map((one) => one.split('/'));
}
