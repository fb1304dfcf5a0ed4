/**
 * Why Postgres could not keep the text as it is, or why it is too long; undefined when it fits.
 *
 * @param maxLength in Unicode characters (code points), as Postgres counts a varchar
 */
export function faultOfText(text: string, maxLength: number): string | undefined {
  if (text.includes('\0')) return 'Contains a NUL character (U+0000); remove it.';
  if (!text.isWellFormed()) {
    return 'Contains half of a surrogate pair (U+D800 to U+DFFF); send whole characters.';
  }
  const length = lengthOf(text);
  if (length > maxLength) {
    return `Is ${length} characters long; shorten it to at most ${maxLength}.`;
  }
  return undefined;
}

/** What of a foreign text fits into `maxLength` characters; where something was cut it ends with "…". */
export function fitText(text: string, maxLength: number): string {
  const clean = text.replaceAll('\0', '').toWellFormed().trim();
  if (lengthOf(clean) <= maxLength) return clean;
  return `${[...clean].slice(0, maxLength - 1).join('')}…`;
}

/** In code points; of a well-formed text. */
function lengthOf(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xdc00) length--; // the second half of a pair
  }
  return length;
}
