import { expect, it } from 'vitest';
import { progressLine, progressOf } from '../../server/warehouse/import-progress.ts';

const running = { read_rows: 300, read_bytes: 4_000, total_rows: 0 };

it('counts reading as the first half, by bytes', () => {
  const reading = { ...running, statement: 'warehouse/stage-csv' };
  expect(progressOf(reading, 8_000)).toEqual({ step: 'reading', rows: 300, share: 0.25 });
});

it('shows no share of a file whose size says nothing', () => {
  const reading = { ...running, statement: 'warehouse/stage-parquet' };
  expect(progressLine(progressOf(reading, undefined)!)).toBe('reading, 300 rows');
});

it('never passes the end, though the view of success days reads rows too', () => {
  const loading = { ...running, statement: 'warehouse/publish-success', total_rows: 200 };
  expect(progressOf(loading, 1)).toEqual({ step: 'loading', rows: 200, share: 1 });
});

it('draws a bar', () => {
  const line = progressLine({ step: 'checking', rows: 1_234_567, share: 0.5 });
  expect(line).toBe(`[${'█'.repeat(15)}${'░'.repeat(15)}]  50 %  checking, 1,234,567 rows`);
});
