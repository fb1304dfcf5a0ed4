import { utils, write } from '@e965/xlsx';
import { assert, asyncProperty, constantFrom, integer, uint8Array } from 'fast-check';
import { expect, it, vi } from 'vitest';
import {
  PREVIEW_STATES,
  PREVIEW_WARNINGS,
} from '../../../server/investigations/preview/preview.ts';
import { inlineRow, look, xlsx, zip } from './make-files.ts';

const RUN = { seed: 20_261_122, numRuns: 40 };
const SHEET = utils.aoa_to_sheet([
  ['Код', 'Цена'],
  ...Array.from({ length: 80 }, (_, i) => [i, i]),
]);

const WHOLE: Record<string, Buffer> = {
  xlsx: xlsx({ sheets: { Прайс: inlineRow(1, ['Код', 'Цена']).repeat(80) }, strings: ['x'] }),
  zip: zip([{ name: 'price.csv', content: 'a;b\n' }]),
  csv: Buffer.from('Код;"Цена"\r\n1;2\r\n'.repeat(40)),
  'utf-16': Buffer.from('\uFEFFКод;Цена\r\n1;2\r\n'.repeat(40), 'utf16le'),
  // what SheetJS writes as BIFF 8 is an old workbook like those of Excel
  xls: write({ SheetNames: ['П'], Sheets: { П: SHEET } }, { type: 'buffer', bookType: 'biff8' }),
  nothing: Buffer.alloc(0),
};

vi.spyOn(console, 'error').mockReturnValue(); // SheetJS tells it of records that it does not know

it.each(Object.keys(WHOLE))('a %s with any bytes in it is answered by a state', async (kind) => {
  const whole = WHOLE[kind]!;
  const property = asyncProperty(
    uint8Array({ maxLength: 300 }),
    integer({ min: 0, max: whole.length }),
    constantFrom(0, 1, 300, whole.length),
    async (noise, at, replaced) => {
      const [before, after] = [whole.subarray(0, at), whole.subarray(at + replaced)];
      const content = Buffer.concat([before, noise, after]);
      const { state, warnings } = await look(`price.${kind}`, content, { extra: { row: 60 } });
      expect(Object.keys(PREVIEW_STATES)).toContain(state);
      for (const { code } of warnings) expect(Object.keys(PREVIEW_WARNINGS)).toContain(code);
    },
  );
  await assert(property, RUN);
});
