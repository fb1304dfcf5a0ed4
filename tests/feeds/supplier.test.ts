import { describe, expect, it } from 'vitest';
import { isSupplierId, numbersThatStartWith } from '../../server/feeds/supplier.ts';

const startsWith = (typed: string, supplierId: number) =>
  numbersThatStartWith(typed).some(({ from, to }) => from <= supplierId && supplierId <= to);

describe('a search by the beginning of a number', () => {
  it.each([
    ['12', 12],
    ['12', 120],
    ['12', 12_999],
    ['2147483647', 2_147_483_647],
    ['0', 0],
  ])('of %s finds supplier %i', (typed, supplierId) => {
    expect(startsWith(typed, supplierId)).toBe(true);
  });

  it.each([
    ['12', 13],
    ['12', 112],
    ['0', 10],
    ['2147483648', 2_147_483_648], // too large for a supplier's number
    ['012', 12],
    ['1e3', 1_000],
    ['-1', 1],
    ['', 1],
  ])('of %j does not find supplier %i', (typed, supplierId) => {
    expect(startsWith(typed, supplierId)).toBe(false);
  });
});

it.each([
  [2_147_483_647, true],
  [2_147_483_648, false],
])('the warehouse’s supid %i is a supplier’s number: %s', (supid, expected) => {
  expect(isSupplierId(supid)).toBe(expected);
});
