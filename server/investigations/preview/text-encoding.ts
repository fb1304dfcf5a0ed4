/** A text and how its bytes were read. */
export interface DecodedText {
  text: string;
  encoding: TextEncodingName;
  hasUnreadable: boolean;
}

export type TextEncodingName =
  'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251' | 'ibm866' | 'koi8-r' | 'windows-1252';

const BYTE_ORDER_MARKS = [
  ['efbbbf', 'utf-8'],
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
] as const;
const ONE_BYTE_ENCODINGS = ['windows-1251', 'ibm866', 'koi8-r', 'windows-1252'] as const;

/** UTF-8 that was damaged still is mostly UTF-8. */
const DAMAGED_SHARE = 0.2;
const CONTROL_SHARE = 0.01; // of a text: a form feed here, an end-of-file mark of DOS there
const JUDGED_BYTES = 64 * 1024; // a guess does not become better by more

/**
 * Reads the head of a file as text.
 *
 * The encoding is guessed here rather than by a library: jschardet and chardet took a header of four
 * Russian words in capitals for Greek, Hebrew or Macedonian, and chardet does not know ibm866.
 *
 * @returns undefined when the bytes are no text
 */
export function decodeText(head: Uint8Array): DecodedText | undefined {
  const hex = Buffer.from(head.subarray(0, 3)).toString('hex');
  const marked = BYTE_ORDER_MARKS.find(([mark]) => hex.startsWith(mark))?.[1];
  const encoding = marked ?? guessEncoding(head.subarray(0, JUDGED_BYTES));
  if (!encoding) return undefined;
  const text = decode(head, encoding);
  return { text, encoding, hasUnreadable: text.includes('\uFFFD') };
}

function guessEncoding(head: Uint8Array): TextEncodingName | undefined {
  if (head.includes(0)) return guessWide(head);
  if (share(head, isControl) > CONTROL_SHARE) return undefined;
  const readable = decode(head, 'utf-8').replace(/[\0-\x7F]/g, '');
  const damaged = readable.split('\uFFFD').length - 1;
  if (damaged <= DAMAGED_SHARE * readable.length) return 'utf-8';
  return ONE_BYTE_ENCODINGS.map((encoding) => ({
    encoding,
    likelihood: likelihood(decode(head, encoding)),
  })).reduce((best, other) => (other.likelihood > best.likelihood ? other : best)).encoding;
}

/** In two bytes a character, the higher byte of Latin letters and digits is 0, of Cyrillic ones 4. */
function guessWide(head: Uint8Array): TextEncodingName | undefined {
  const isHigh = (byte: number) => byte === 0 || byte === 4;
  const [even, odd] = [0, 1].map((parity) => head.filter((_, i) => i % 2 === parity));
  if (share(odd!, isHigh) > 0.9 && share(even!, isHigh) < 0.1) return 'utf-16le';
  if (share(even!, isHigh) > 0.9 && share(odd!, isHigh) < 0.1) return 'utf-16be';
  return undefined;
}

/** A character that was cut off at the end is left out rather than shown as unreadable. */
function decode(bytes: Uint8Array, encoding: TextEncodingName): string {
  return new TextDecoder(encoding).decode(bytes, { stream: true });
}

const isControl = (byte: number) =>
  byte < 0x20 && !'\t\n\v\f\r'.includes(String.fromCharCode(byte));

function share(bytes: Uint8Array, has: (byte: number) => boolean): number {
  return bytes.length === 0 ? 0 : bytes.filter(has).length / bytes.length;
}

/** Letters of Russian by how often they are met: https://ru.wikipedia.org/wiki/Частотность */
const BY_FREQUENCY = 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё';
const TYPOGRAPHY = '«»№–—“”„’…°×±\u00A0';

/**
 * How likely a text is to be meant, as a logarithm: each character beyond ASCII by its frequency, and
 * what words do not do (capitals after small letters, two alphabets in one) by its unlikelihood.
 */
function likelihood(text: string): number {
  let sum = 0;
  for (const character of text.replace(/[\0-\x7F]/g, '')) sum += frequency(character);
  const camels = text.match(/\p{Ll}\p{Lu}/gu)?.length ?? 0;
  const mixed = text.match(/[а-яё][a-zà-ÿ]|[a-zà-ÿ][а-яё]/giu)?.length ?? 0;
  return sum - 3 * (camels + mixed);
}

function frequency(character: string): number {
  const rank = BY_FREQUENCY.indexOf(character.toLowerCase());
  if (rank >= 0) return Math.log(0.11) - rank * 0.12; // from 11 % for о to 0.2 % for ё
  if (TYPOGRAPHY.includes(character)) return Math.log(0.01);
  return Math.log(/\p{L}/u.test(character) ? 0.008 : 0.0005);
}
