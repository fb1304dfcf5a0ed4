import { describe, expect, it } from 'vitest';
import { failingPlace, layRuler } from '../../../server/investigations/preview/ruler.ts';

const NOWHERE = { row: undefined, line: undefined, column: undefined, sheet: undefined };

describe('the failing place', () => {
  it.each<[unknown, object]>([
    [null, {}],
    ['row 5', {}],
    [[5], {}],
    [{ robot: 'load_mail-1', attempt: 2 }, {}],
    [{ row: 5 }, { row: 5 }],
    [{ row: ' 5 ' }, { row: 5 }],
    [{ row: 0 }, {}],
    [{ row: -1 }, {}],
    [{ row: 1.5 }, {}],
    [{ row: 1e300 }, {}],
    [{ row: {} }, {}],
    [
      { line_number: 7, columnName: 'Цена' },
      { line: 7, column: 'Цена' },
    ],
    [
      { row: 2, col: 'C', sheet: 'Прайс' },
      { row: 2, column: 'C', sheet: 'Прайс' },
    ],
    [{ column: 3 }, { column: '3' }],
    [{ column: '' }, {}],
  ])('of %j', (extra, place) => {
    expect(failingPlace(extra)).toEqual({ ...NOWHERE, ...place });
  });
});

describe('the ruler', () => {
  const table = { failingRow: undefined, columns: ['Код', 'Цена', 'A'], columnCount: 30 };

  it.each([
    ['цена ', 1], // by its name
    ['A', 2], // a name goes before letters
    ['C', 2],
    ['ad', 29],
    ['2', 1],
    ['AE', null], // the file has no such column
    ['31', null],
    ['Вес', null],
  ])('lies on the column %j', (column, index) => {
    expect(layRuler({ ...NOWHERE, column }, table)).toEqual({
      row: null,
      column: index,
      isReached: index !== null,
    });
  });

  it('is there only where a place was told', () => {
    expect(layRuler({ ...NOWHERE, sheet: 'Прайс' }, table)).toBeNull();
  });

  it('says that a row was not reached', () => {
    expect(layRuler({ ...NOWHERE, row: 99 }, table)).toMatchObject({ row: null, isReached: false });
    const reached = { ...table, failingRow: 99 };
    expect(layRuler({ ...NOWHERE, row: 99 }, reached)).toMatchObject({ row: 99, isReached: true });
  });

  it('says that a column is not among those shown', () => {
    const wide = { ...table, columnCount: 500 };
    expect(layRuler({ ...NOWHERE, column: '400' }, wide)).toMatchObject({ isReached: false });
  });
});
