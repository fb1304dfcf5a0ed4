import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, type Day } from '../../server/core/business-time.ts';
import { bucketOf, fitCadence, isAnomaly, type Bucket } from '../../server/feeds/cadence.ts';
import { logInput } from '../../server/investigations/log-input.ts';
import { sampleOf } from '../../server/warehouse/load-sample.ts';
import { SAMPLE_ERRORS } from '../../server/warehouse/sample-errors.ts';
import { sampleFile } from '../../server/warehouse/sample-files.ts';
import { reportOf } from '../../server/warehouse/sample-history.ts';
import { priceLines } from '../../server/warehouse/sample-prices.ts';
import {
  SAMPLE_DAYS,
  sampleSuppliers,
  type RhythmName,
} from '../../server/warehouse/sample-suppliers.ts';

const MOSCOW = 'Europe/Moscow';
const NOON = new Date('2026-11-20T09:00:00Z'); // a Friday
const TODAY = '2026-11-20';
const YESTERDAY = '2026-11-19';
const sample = sampleOf(NOON, MOSCOW);
const { suppliers, failures } = sample;

/** Of the suppliers, the failures, and the price rows of every tenth supplier. */
function digest({ suppliers: cast, failures: failed, yesterday }: typeof sample): string {
  const hash = createHash('sha256').update(JSON.stringify([cast, failed]));
  for (const supplier of cast.filter((_, i) => i % 10 === 0)) {
    hash.update([...priceLines(supplier, yesterday)].join(''));
  }
  return hash.digest('hex');
}

function cadencesOf(rhythm: RhythmName, today: Day = TODAY) {
  return sampleSuppliers(addDays(today, -1))
    .filter((supplier) => supplier.rhythm === rhythm)
    .map(({ successDays }) => fitCadence(successDays, today)!); // every supplier has delivered
}

describe('the sample', () => {
  it('is the same for the same instant, row by row', () => {
    expect(digest(sampleOf(NOON, MOSCOW))).toBe(digest(sample));
  });

  it('only adds failures as the day goes on', () => {
    const evening = sampleOf(new Date('2026-11-20T20:00:00Z'), MOSCOW).failures;
    expect(evening.slice(0, failures.length)).toEqual(failures);
    expect(evening.length).toBeGreaterThan(failures.length);
  });

  it('has 400 suppliers, each with a name, a number and an address of its own', () => {
    expect(suppliers).toHaveLength(400);
    for (const field of ['name', 'supplierId'] as const) {
      expect(new Set(suppliers.map((supplier) => supplier[field])).size).toBe(400);
    }
  });

  it('ends yesterday and begins 200 days before today', () => {
    const days = suppliers.flatMap(({ successDays }) => successDays).sort();
    expect(days.at(-1)).toBe(YESTERDAY);
    expect(daysBetween(days[0]!, TODAY)).toBe(SAMPLE_DAYS);
  });
});

describe('a rhythm', () => {
  it.each<[RhythmName, Bucket]>([
    ['daily', 'CONSISTENT'],
    ['twice weekly', 'CONSISTENT'],
    ['weekly', 'CONSISTENT'],
    ['dying', 'CONSISTENT'],
    ['Monday to Friday', 'INCONSISTENT'], // gaps of 1 1 1 1 3
    ['irregular', 'INCONSISTENT'],
    ['gone', 'DEAD'],
    ['silent for over 180 days', 'DEAD'],
    ['new', 'NEW'],
  ])('%s makes every supplier %s', (rhythm, bucket) => {
    expect(new Set(cadencesOf(rhythm).map(bucketOf))).toEqual(new Set([bucket]));
  });

  it('monthly is consistent, but for who is due at the end of a long month', () => {
    const buckets = cadencesOf('monthly').map(bucketOf);
    expect(buckets.filter((bucket) => bucket === 'CONSISTENT').length).toBeGreaterThan(15);
  });

  it('that died makes an anomaly of every supplier', () => {
    expect(cadencesOf('dying').every(isAnomaly)).toBe(true);
  });

  it('that stopped long ago stays silent for over 180 days', () => {
    for (const { daysSinceLast } of cadencesOf('silent for over 180 days')) {
      expect(daysSinceLast).toBeGreaterThan(180);
    }
  });

  it.each([0, 1, 2, 3, 4, 5, 6])('leaves a handful of anomalies, %i days on', (days) => {
    const today = addDays(TODAY, days);
    const living = sampleSuppliers(addDays(today, -1))
      .map(({ successDays }) => fitCadence(successDays, today)!)
      .filter((cadence) => isAnomaly(cadence) && bucketOf(cadence) !== 'DEAD');
    const isMonday = days === 3;
    expect(living.length).toBeGreaterThanOrEqual(14);
    expect(living.length).toBeLessThan(isMonday ? 60 : 25);
  });
});

describe('the failures of the sample', () => {
  it('are 10 to 45 a day, and some of today', () => {
    for (let days = 1; days <= SAMPLE_DAYS; days++) {
      const day = addDays(TODAY, -days);
      const count = failures.filter(({ at }) => at.startsWith(day)).length;
      expect(count, day).toBeGreaterThanOrEqual(10);
      expect(count, day).toBeLessThanOrEqual(45);
    }
    expect(failures.filter(({ at }) => at.startsWith(TODAY)).length).toBeGreaterThan(0);
  });

  it('never lie ahead', () => {
    expect(failures.at(-1)!.at <= `${TODAY} 12:00:00`).toBe(true);
  });

  it('use every error and every stage', () => {
    expect(new Set(failures.map(({ error }) => error.errorId)).size).toBe(SAMPLE_ERRORS.length);
    expect(new Set(failures.map(({ stage }) => stage)).size).toBe(4);
  });

  it('name files under the configured roots, never out of them', () => {
    const paths = failures.flatMap(({ filePath }) => filePath ?? []);
    for (const path of paths) {
      expect(path).toMatch(/^(mail_backup|ftp_backup|daily_consolidation)\/[^\0\\]+$/);
      expect(path.split('/')).not.toContain('..');
      expect(path.split('/')).not.toContain('');
    }
    expect(paths.some((path) => /[а-я].* /i.test(path))).toBe(true); // Cyrillic and spaces
  });

  it('are reports as the API takes them', () => {
    for (const failure of failures) {
      expect(logInput.safeParse(reportOf(failure, MOSCOW)).error).toBeUndefined();
    }
  });

  it('are mostly closed when they are old, and mostly open when they are of today', () => {
    const isOpen = ({ closed }: (typeof failures)[number]) => closed === null;
    const reported = failures.filter(({ isReported }) => isReported);
    const monthAgo = addDays(TODAY, -30);
    expect(reported.filter(({ at }) => at < monthAgo).some(isOpen)).toBe(false);
    const ofToday = reported.filter(({ at }) => at >= TODAY);
    expect(ofToday.filter(isOpen).length).toBeGreaterThan(ofToday.length / 2);
  });
});

describe('a file of the sample', () => {
  const text = (flaw: Parameters<typeof sampleFile>[0]) => sampleFile(flaw, 'seed').toString();

  it('is a good price list when nothing is wrong with it', () => {
    expect(text('none')).toMatch(/^Артикул;Наименование;Остаток;Цена\r\n/);
  });

  it.each([
    ['no price column', 'Цена'],
    ['no quantity column', 'Остаток'],
  ] as const)('lacks what its failure says: %s', (flaw, column) => {
    expect(text(flaw).split('\r\n')[0]!.split(';')).not.toContain(column);
  });

  it('has the first price in words where the robot says that it stopped', () => {
    const prices = text('prices in words')
      .split('\r\n')
      .map((row) => row.split(';')[3]);
    const { place } = SAMPLE_ERRORS.find(({ flaw }) => flaw === 'prices in words')!;
    expect(prices.indexOf('по запросу') + 1).toBe(place!.row);
  });

  it('is windows-1251 where the encoding is wrong', () => {
    const body = sampleFile('windows-1251', 'seed');
    expect(new TextDecoder('windows-1251').decode(body)).toMatch(/^Артикул;Наименование/);
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(body)).toThrow(TypeError);
  });

  it('cannot be decoded where it cannot be read', () => {
    const body = sampleFile('broken bytes', 'seed');
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(body)).toThrow(TypeError);
  });

  it('is empty where the failure says so', () => {
    expect(sampleFile('empty', 'seed')).toHaveLength(0);
  });
});
