import type { XmlParts } from './xml.ts';

const STYLES = 'xl/styles.xml';
/** Those of the formats that need no definition and show a date or a time: ECMA-376 18.8.30. */
const BUILT_IN_DATES = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);
const DAY_MS = 86_400_000;
const DAY_ZERO = Date.UTC(1899, 11, 30); // by which 1 March 1900 and later are right
const LAST_SERIAL = 2_958_465; // 9999-12-31

/** How numbers are shown: a workbook keeps dates as days since 1900 and says by style that they are. */
export class CellFormats {
  readonly #dateStyles: ReadonlySet<number>;

  constructor(dateStyles: ReadonlySet<number>) {
    this.#dateStyles = dateStyles;
  }

  /** The number as it is saved, or as `YYYY-MM-DD` with the time where there is one. */
  show(value: string, style: number): string {
    const serial = Number(value);
    const isDate = this.#dateStyles.has(style) && serial >= 1 && serial <= LAST_SERIAL;
    if (value === '' || !isDate) return value;
    const text = new Date(Math.round(DAY_ZERO + serial * DAY_MS)).toISOString();
    return text.slice(0, 19).replace('T', ' ').replace(' 00:00:00', '');
  }
}

/** Reads which of a workbook's styles are of dates. */
export async function readFormats(parts: XmlParts): Promise<CellFormats> {
  const dates = new Set(BUILT_IN_DATES);
  const dateStyles = new Set<number>();
  let [isCellStyle, style] = [false, 0];
  if (!parts.has(STYLES)) return new CellFormats(dateStyles);
  await parts.read(STYLES, {
    open: (name, { numFmtId, formatCode }) => {
      if (name === 'numFmt' && isDateCode(formatCode ?? '')) dates.add(Number(numFmtId));
      if (name === 'cellXfs') isCellStyle = true;
      if (name !== 'xf' || !isCellStyle) return;
      if (dates.has(Number(numFmtId))) dateStyles.add(style);
      style++;
    },
    close: (name) => {
      if (name === 'cellXfs') isCellStyle = false;
    },
  });
  return new CellFormats(dateStyles);
}

/** Whether a format has a part of a date beside quoted text, colours and escaped characters. */
const isDateCode = (code: string) => /[ymdhs]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''));
