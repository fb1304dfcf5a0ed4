import { expect, it } from 'vitest';
import { findFaults } from './breaking-changes.ts';

const RELEASED = 'type Query { old(first: Int): String same: Int }';
const REMOVED = "Field 'old' was removed from object type 'Query'";

it.each([
  ['a field that is gone', 'type Query { same: Int }', REMOVED],
  [
    'another type',
    'type Query { old(first: Int): String same: String }',
    "Field 'Query.same' changed type",
  ],
  [
    'an argument that has to be there',
    'type Query { old(first: Int!): String same: Int }',
    'first',
  ],
])('%s is a fault', async (_, current, told) => {
  const faults = await findFaults(RELEASED, current, []);
  expect(faults).toEqual([expect.stringContaining(told)]);
});

it('what is new is none', async () => {
  const current = 'type Query { old(first: Int, last: Int): String same: Int other: Int }';
  expect(await findFaults(RELEASED, current, [])).toEqual([]);
});

it('nor is what is meant, as long as it is a change', async () => {
  const accepted = [{ change: REMOVED, because: 'nobody asked for it' }];
  expect(await findFaults(RELEASED, 'type Query { same: Int }', accepted)).toEqual([]);
  expect(await findFaults(RELEASED, RELEASED, accepted)).toEqual([
    `Is in breaking-changes.json, and no change: ${REMOVED}`,
  ]);
});
