import { afterEach, describe, expect, it } from 'vitest';
import { m } from '../../web/src/lib/paraglide/messages.js';
import { language, preferred } from '../../web/src/lib/ui/language.svelte.ts';
import { formatCount, formatTimes } from '../../web/src/lib/ui/number.ts';
import { formatAgo, formatDay, formatMoment, formatWeekday } from '../../web/src/lib/ui/time.ts';

const at = Date.parse('2026-11-20T06:41:12Z');
const plain = (text: string) => text.replaceAll(/\s/g, ' '); // Russian digits stand in groups of no break

afterEach(() => (language.current = 'en'));

describe('the first language', () => {
  it.each([
    [['ru-RU', 'ru', 'en'], 'ru'],
    [['de-DE', 'ru', 'en'], 'ru'],
    [['en-GB', 'ru'], 'en'],
    [['de'], 'en'],
    [[], 'en'],
  ])('of %j is %s', (wanted, expected) => {
    expect(preferred(wanted)).toBe(expected);
  });
});

describe('in Russian', () => {
  it.each([
    [0, '0 разборов'],
    [1, '1 разбор'],
    [2, '2 разбора'],
    [5, '5 разборов'],
    [11, '11 разборов'],
    [21, '21 разбор'],
    [1_004, '1 004 разбора'],
  ])('%i cases are "%s"', (count, words) => {
    language.current = 'ru';
    expect(plain(m.cases({ count }))).toBe(words);
  });

  it('a fraction takes its noun in the singular', () => {
    language.current = 'ru';
    expect(m.every_days({ count: 2.5 })).toBe('раз в 2,5 дня');
  });

  it('numbers are written with a comma and in groups', () => {
    language.current = 'ru';
    expect([formatCount(2_416), formatTimes(4)].map(plain)).toEqual(['2 416', '4,0×']);
  });

  it('days and moments are named, with the zone', () => {
    language.current = 'ru';
    expect(formatDay('2011-10-01', '2026-11-20')).toBe('1 окт. 2011 г.');
    expect(formatWeekday('2026-11-20')).toBe('пт 20 нояб.');
    expect(formatMoment(at, 'Europe/Moscow')).toBe('20 нояб. 2026 г., 09:41:12 Москва');
    expect(formatMoment(at, 'UTC')).toBe('20 нояб. 2026 г., 06:41:12 UTC');
    expect(formatAgo(at, at + 12 * 60_000)).toBe('12 мин назад');
    expect(formatAgo(at, at - 5 * 3_600_000)).toBe('через 5 ч');
  });
});

it('in English a count agrees with its noun', () => {
  expect([0, 1, 1_000].map((count) => m.cases({ count }))).toEqual([
    '0 cases',
    '1 case',
    '1,000 cases',
  ]);
});
