import type { ImportOutcome } from './import-file.ts';
import type { ImportKind } from './import-kinds.ts';
import type { BadRow } from './import-staging.ts';

const WHAT: Record<ImportKind, string> = {
  success: 'price rows',
  errors: 'failures',
  dictionary: 'error texts',
};

/** What an import has to say for itself when it is over, as lines for a terminal. */
export function reportLines(path: string, kind: ImportKind, outcome: ImportOutcome): string[] {
  if (outcome.state === 'ALREADY_IMPORTED') {
    return [
      `${path}: imported before (as ${outcome.name}, ${count(outcome.rows, kind)}); nothing to do.`,
    ];
  }
  const bad = badRowLines(path, outcome.firstBadRows, outcome.badRows);
  if (outcome.state === 'REFUSED') {
    return [
      ...bad,
      `${path}: nothing was loaded, ${number(outcome.badRows)} of its rows are bad. ` +
        'Mend the file, or load the rest of it with --skip-bad.',
    ];
  }
  const about =
    kind === 'dictionary'
      ? ''
      : ` on ${number(outcome.days)} days, of ${number(outcome.suppliers)} suppliers`;
  const skipped = outcome.badRows > 0 ? `, ${number(outcome.badRows)} bad rows skipped` : '';
  return [...bad, `${path}: loaded ${count(outcome.rows, kind)}${about}${skipped}.`];
}

function badRowLines(path: string, rows: readonly BadRow[], total: number): string[] {
  const lines = rows.map(({ row, reason }) => `${path}:${row}: ${reason}`);
  const more = total - rows.length;
  return more > 0 ? [...lines, `… and ${number(more)} more bad rows.`] : lines;
}

const number = (value: number) => value.toLocaleString('en-US');
const count = (value: number, kind: ImportKind) => `${number(value)} ${WHAT[kind]}`;
