import type { Entry } from 'yauzl';
import { cut, READ_ENTRIES, SHOWN_ENTRIES } from './limits.ts';
import {
  warn,
  type ArchiveEntry,
  type ArchivePreview,
  type PreviewWarning,
  type PreviewWarningCode,
} from './preview.ts';
import { entryName, type Archive } from './zip-file.ts';

/** A price list in words shrinks to a tenth, one of spaces to a hundredth. */
const SUSPICIOUS_RATIO = 100;
const SUSPICIOUS_BYTES = 1024 * 1024; // what is smaller does no harm
const HEADER_BYTES = 30; // before the bytes of each entry, and at least

/** What an archive says it has, and what speaks against unpacking it. */
export function listArchive({ zip, entries }: Archive): {
  listing: ArchivePreview;
  warnings: PreviewWarning[];
} {
  const overlapping = overlappingEntries(entries);
  const listed = entries.map((entry) => listEntry(entry, overlapping.has(entry)));
  const warnings = firstOfEach(listed);
  if (
    isHighlyCompressed(total(listed)) &&
    !warnings.some(({ code }) => code === 'HIGH_COMPRESSION')
  )
    warnings.push(warn('HIGH_COMPRESSION'));
  if (zip.entryCount > READ_ENTRIES) warnings.push(warn('MANY_ENTRIES', String(zip.entryCount)));
  return {
    listing: {
      kind: 'ARCHIVE',
      entries: listed.slice(0, SHOWN_ENTRIES),
      entryCount: zip.entryCount,
      hasMoreEntries: zip.entryCount > SHOWN_ENTRIES,
    },
    warnings,
  };
}

function listEntry(entry: Entry, isOverlapping: boolean): ArchiveEntry {
  const name = entryName(entry);
  const sizes = { sizeBytes: entry.uncompressedSize, compressedBytes: entry.compressedSize };
  const suspicions: Partial<Record<PreviewWarningCode, boolean>> = {
    HIGH_COMPRESSION: isHighlyCompressed(sizes),
    OVERLAPPING_ENTRIES: isOverlapping,
    UNSAFE_NAMES: isUnsafe(name),
    NESTED_ARCHIVES: /\.(zip|rar|7z|gz|tar|bz2|xz)$/i.test(name),
    LOCKED_ENTRIES: entry.isEncrypted(),
  };
  const warnings = (Object.keys(suspicions) as PreviewWarningCode[]).filter(
    (code) => suspicions[code], // the keys are those written above
  );
  return { name: cut(printable(name)), ...sizes, isLocked: entry.isEncrypted(), warnings };
}

/** Of each suspicion the first entry that gives rise to it. */
function firstOfEach(entries: readonly ArchiveEntry[]): PreviewWarning[] {
  const first = new Map<PreviewWarningCode, string>();
  for (const { name, warnings } of entries)
    for (const code of warnings) if (!first.has(code)) first.set(code, name);
  return [...first].map(([code, name]) => warn(code, name));
}

type Sizes = Pick<ArchiveEntry, 'sizeBytes' | 'compressedBytes'>;

function isHighlyCompressed({ sizeBytes, compressedBytes }: Sizes): boolean {
  return sizeBytes > SUSPICIOUS_BYTES && sizeBytes > SUSPICIOUS_RATIO * compressedBytes;
}

function total(entries: readonly ArchiveEntry[]): Sizes {
  const sum = (of: keyof Sizes) => entries.reduce((bytes, entry) => bytes + entry[of], 0);
  return { sizeBytes: sum('sizeBytes'), compressedBytes: sum('compressedBytes') };
}

/** Entries that begin before the one in front of them has ended. */
function overlappingEntries(entries: readonly Entry[]): Set<Entry> {
  const ordered = entries.toSorted(
    (one, other) => one.relativeOffsetOfLocalHeader - other.relativeOffsetOfLocalHeader,
  );
  const ends = ordered.map(
    (entry) => entry.relativeOffsetOfLocalHeader + HEADER_BYTES + entry.compressedSize,
  );
  return new Set(
    ordered.filter((entry, i) => entry.relativeOffsetOfLocalHeader < (ends[i - 1] ?? 0)),
  );
}

/** Whether a careless program would write elsewhere than into the folder it unpacks to. */
function isUnsafe(name: string): boolean {
  return /^([a-z]:|[/\\])|(^|[/\\])\.\.([/\\]|$)|\0/i.test(name);
}

/** With control characters as the signs that stand for them. */
function printable(name: string): string {
  return name.replace(/[\0-\x1F]/g, (control) =>
    String.fromCharCode(0x2400 + control.charCodeAt(0)),
  );
}
