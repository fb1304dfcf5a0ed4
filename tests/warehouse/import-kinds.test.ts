import { describe, expect, it } from 'vitest';
import { ColumnsMissing, matchColumns, readHeader } from '../../server/warehouse/import-kinds.ts';

describe('a header', () => {
  it.each([
    ['dt,supid,error_id', ['dt', 'supid', 'error_id']],
    ['"dt","sup""id",error_id\r', ['dt', 'sup"id', 'error_id']],
    ['\uFEFFdt,supid', ['dt', 'supid']], // as Excel saves it
    ['a,,c', ['a', '', 'c']],
    ['"a,b",c', ['a,b', 'c']],
  ])('%j has the columns %j', (line, columns) => {
    expect(readHeader(line)).toEqual(columns);
  });
});

describe('the columns of a kind', () => {
  it('are found by name, in any order and case, among others', () => {
    const { positions } = matchColumns('errors', ['note', 'Error_ID', ' supid ', 'dt']);
    expect(positions.slice(0, 3)).toEqual([4, 3, 2]);
  });

  it('that may be absent get what stands for nothing', () => {
    const { positions, absent } = matchColumns('success', ['supid', 'dateupd', 'price']);
    const cells = ['7', '2011-10-01', '4.95', ...absent];
    expect(positions.map((position) => cells[position - 1])).toEqual([
      '2011-10-01',
      '7',
      '',
      '0',
      '4.95',
    ]);
  });

  it('that are missing are named, with what the header has instead', () => {
    expect(() => matchColumns('success', ['date', 'supid'])).toThrow(
      new ColumnsMissing(['dateupd'], ['date', 'supid']),
    );
    expect(new ColumnsMissing(['dt', 'supid'], ['a', 'b']).message).toBe(
      'has no columns dt, supid; its header has: a, b.',
    );
  });
});
