import { expect, it } from 'vitest';
import { compareColumns } from '../../../server/investigations/preview/compare-columns.ts';

const BEFORE = ['Артикул', 'Наименование', 'Остаток', 'Цена'];

it.each<[string, string[], object]>([
  ['nothing', BEFORE, {}],
  ['nothing by case, spaces and ё', ['АРТИКУЛ ', 'наименование:', 'Остаток', 'цена'], {}],
  ['nothing by order', [...BEFORE].reverse(), {}],
  ['nothing by an unnamed column', [...BEFORE, '', ' '], {}],
  ['one added', [...BEFORE, 'Вес'], { added: ['Вес'] }],
  ['one missing', BEFORE.slice(0, 3), { missing: ['Цена'] }],
  [
    'one renamed',
    ['Артикул', 'Наименование', 'Остаток', 'Цена с НДС'],
    { renamed: [{ from: 'Цена', to: 'Цена с НДС' }] },
  ],
  [
    'one exchanged for another thing',
    ['Артикул', 'Наименование', 'Кол-во', 'Цена'],
    { added: ['Кол-во'], missing: ['Остаток'] },
  ],
  [
    'the most similar one renamed, the other added',
    ['Артикул', 'Наименование', 'Остаток', 'Цены от', 'Цена, руб'],
    { added: ['Цены от'], renamed: [{ from: 'Цена', to: 'Цена, руб' }] },
  ],
  ['all gone', [], { missing: BEFORE }],
])('finds %s', (_, after, changes) => {
  expect(compareColumns(BEFORE, after)).toEqual({
    added: [],
    missing: [],
    renamed: [],
    ...changes,
  });
});

it('does not tell ё from е', () => {
  expect(compareColumns(['Объём'], ['объем'])).toEqual({ added: [], missing: [], renamed: [] });
});
