import { expect, it } from 'vitest';
import { keyOf } from '../../web/src/lib/ui/key-of.ts';

it.each([
  ['Latin j', 'j', 'KeyJ', false, 'j'],
  ['Cyrillic о where j is', 'о', 'KeyJ', false, 'j'],
  ['/ of an English keyboard', '/', 'Slash', false, '/'],
  ['. where / is on a Russian keyboard', '.', 'Slash', false, '/'],
  [', where ? is on a Russian keyboard', ',', 'Slash', true, '?'],
  ['/ of a German keyboard', '/', 'Digit7', true, '/'],
  ['y where z is on a German keyboard', 'y', 'KeyZ', false, 'y'],
  ['. of an English keyboard', '.', 'Period', false, '.'],
  ['Enter', 'Enter', 'Enter', false, 'Enter'],
])('%s is taken for its key', (_, key, code, shiftKey, expected) => {
  expect(keyOf({ key, code, shiftKey })).toBe(expected);
});
