import { expect, it } from 'vitest';
import { isSupplierId } from '../../server/feeds/supplier.ts';

it.each([
  [2_147_483_647, true],
  [2_147_483_648, false],
])('the warehouse’s supid %i is a supplier’s number: %s', (supid, expected) => {
  expect(isSupplierId(supid)).toBe(expected);
});
