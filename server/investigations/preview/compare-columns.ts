/** What became of the columns of a price list between two files. */
export interface ColumnChanges {
  added: string[];
  missing: string[];
  renamed: RenamedColumn[];
}

export interface RenamedColumn {
  from: string;
  to: string;
}

/** Half of the pairs of letters in common: `Цена` and `Цена с НДС` have 60 %, `Цена` and `Ценник` 50 %. */
const SIMILAR = 0.5;

/**
 * Compares headers by names alone: suppliers move columns about, and robots find them by name. Case,
 * punctuation and ё do not tell names apart. Of the rest the most similar names are the renamed ones.
 */
export function compareColumns(before: readonly string[], after: readonly string[]): ColumnChanges {
  const missing = without(before, after);
  const added = without(after, before);
  const renamed: RenamedColumn[] = [];
  for (const { from, to } of similarPairs(missing, added)) {
    if (!missing.includes(from) || !added.includes(to)) continue; // taken by a better pair
    missing.splice(missing.indexOf(from), 1);
    added.splice(added.indexOf(to), 1);
    renamed.push({ from, to });
  }
  return { added, missing, renamed };
}

/** Names that the other side has not; unnamed columns say nothing. */
function without(names: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others.map(normalised));
  return names.filter((name) => normalised(name) !== '' && !known.has(normalised(name)));
}

/** The most similar ones first. */
function similarPairs(missing: readonly string[], added: readonly string[]): RenamedColumn[] {
  return missing
    .flatMap((from) => added.map((to) => ({ from, to, similarity: similarity(from, to) })))
    .filter((pair) => pair.similarity >= SIMILAR)
    .sort((one, other) => other.similarity - one.similarity);
}

const normalised = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Sørensen and Dice's coefficient of pairs of letters, from 0 to 1. */
function similarity(one: string, other: string): number {
  const [pairs, others] = [letterPairs(one), letterPairs(other)];
  const common = pairs.filter((pair) => others.includes(pair)).length;
  return (2 * common) / Math.max(1, pairs.length + others.length);
}

function letterPairs(name: string): string[] {
  const letters = normalised(name);
  return [...new Set(Array.from(letters.slice(1), (_, i) => letters.slice(i, i + 2)))];
}
