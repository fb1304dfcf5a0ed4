const START_OF_WORD = 3;
const NEXT_TO_LAST = 2;

/**
 * How well the letters that were typed stand in the text, in their order: more where they begin words
 * or follow each other.
 *
 * @returns undefined when they do not all stand there
 */
export function fit(typed: string, text: string): number | undefined {
  const wanted = typed.toLocaleLowerCase().replaceAll(/\s+/g, '');
  const found = text.toLocaleLowerCase();
  let score = 0;
  let last = -1;
  for (const letter of wanted) {
    const at = found.indexOf(letter, last + 1);
    if (at < 0) return undefined;
    const isStart = at === 0 || /[\s\p{P}]/u.test(found.charAt(at - 1));
    score += 1 + (isStart ? START_OF_WORD : 0) + (at === last + 1 ? NEXT_TO_LAST : 0);
    last = at;
  }
  return score - found.length / 100; // of two that fit as well, the shorter
}

/** Those that fit what was typed, the best first; all as they are when nothing was. */
export function fitting<T>(typed: string, all: readonly T[], textOf: (one: T) => string): T[] {
  if (!typed.trim()) return [...all];
  return all
    .flatMap((one) => {
      const score = fit(typed, textOf(one));
      return score === undefined ? [] : [{ one, score }];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ one }) => one);
}
