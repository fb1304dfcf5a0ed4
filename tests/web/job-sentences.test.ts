import { afterEach, describe, expect, it } from 'vitest';
import { inWords } from '../../web/src/lib/jobs/job-sentences.ts';
import { language } from '../../web/src/lib/ui/language.svelte.ts';

const plain = (text: string) => text.replaceAll(/\s/g, ' '); // Russian digits stand in groups of no break

afterEach(() => (language.current = 'en'));

describe('what a job says of its run', () => {
  it.each([
    [
      '1,400 suppliers, 1 change of bucket. 400 seen for the first time. Ignored 2 success days in the future. Ignored 1 supplier whose number is too large. Snoozed cases that are back: 3.',
      'Поставщиков: 1 400, сменили группу: 1. Впервые: 400. Дней в будущем, не учтены: 2. Поставщиков со слишком большим номером, не учтены: 1. Вернулось отложенных разборов: 3.',
    ],
    [
      'Of the failures from 2026-05-06 to 2026-11-21: 5307 read, 22 opened, 1 left out as implausible.',
      'Сбои с 2026-05-06 по 2026-11-21: прочитано 5 307, открыто 22, отброшено как неправдоподобные 1.',
    ],
    [
      'Of the failures before 2026-11-21: 0 read, 0 opened.',
      'Сбои до 2026-11-21: прочитано 0, открыто 0.',
    ],
    [
      'Read the failures up to 2026-11-21: 12 read, 3 opened.',
      'Сбои по 2026-11-21: прочитано 12, открыто 3.',
    ],
    [
      'From before 2025-10-18: 10 events and 2 runs forgotten. 5 sessions, links and invitations that are over are gone.',
      'Удалено записанное до 2025-10-18: событий 10, запусков 2. Удалено истёкших сеансов, ссылок и приглашений: 5.',
    ],
    ['12000 events forgotten.', 'Удалено событий: 12 000.'],
    [
      'Asking the warehouse for success days up to 2026-11-21.',
      'Запрос в хранилище: дни с прайс-листами по 2026-11-21.',
    ],
    ['Writing 400 profiles.', 'Запись графиков: 400.'],
    ['Anna cancelled it.', 'Отменено, кем: Anna.'],
    [
      'The worker stopped; another begins it again.',
      'Исполнитель остановлен; запуск начнёт другой.',
    ],
    [
      "Whoever carried it out ended in the middle, 4 times; see the workers' logs.",
      'Исполнитель аварийно завершился на этом задании, раз: 4; см. журналы исполнителей.',
    ],
    [
      'Something unexpected went wrong; the log of the worker has the details.',
      'Непредвиденная ошибка; подробности в журнале исполнителя.',
    ],
    ['The calendar is filled up to 2026-11-21.', 'Календарь заполнен по 2026-11-21.'],
    [
      'The warehouse did not answer (ECONNREFUSED). Check that it is up and that CLICKHOUSE_URL names it.',
      'Хранилище не ответило (ECONNREFUSED). Проверьте, что оно работает и что CLICKHOUSE_URL указывает на него.',
    ],
  ])('is told in Russian: %s', (said, told) => {
    language.current = 'ru';
    expect(plain(inWords(said))).toBe(told);
  });

  it('stays as it is where the page has no words for it', () => {
    language.current = 'ru';
    const said = 'Snoozed cases that are back: 3. The moon is full.';
    expect(inWords(said)).toBe('Вернулось отложенных разборов: 3. The moon is full.');
  });
});
