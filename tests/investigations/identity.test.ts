import { describe, expect, it } from 'vitest';
import {
  identityOfBackfill,
  identityOfReport,
  type ReportedFailureKey,
} from '../../server/investigations/identity.ts';

const report: ReportedFailureKey = {
  supplierId: 17,
  errorId: 3,
  second: 1_795_158_000,
  filePath: 'mail_backup/17.csv',
  idempotencyKey: null,
};
const identity = (changes: Partial<ReportedFailureKey> = {}) =>
  identityOfReport({ ...report, ...changes });

describe('the identity of a report', () => {
  it('is 16 bytes and the same each time', () => {
    expect(identity()).toMatch(/^[0-9a-f]{32}$/);
    expect(identity()).toBe(identity());
  });

  it.each([
    ['supplier', { supplierId: 18 }],
    ['error', { errorId: 4 }],
    ['second', { second: report.second + 1 }],
    ['file', { filePath: 'mail_backup/18.csv' }],
    ['lack of a file', { filePath: null }],
  ])('changes with its %s', (_, changes) => {
    expect(identity(changes)).not.toBe(identity());
  });

  it('is its idempotency key alone where it has one', () => {
    const keyed = identity({ idempotencyKey: 'a' });
    expect(keyed).not.toBe(identity());
    expect(identity({ idempotencyKey: 'a', supplierId: 18, filePath: null })).toBe(keyed);
    expect(identity({ idempotencyKey: 'b' })).not.toBe(keyed);
  });

  it('takes no two failures for one because their parts run into each other', () => {
    expect(identity({ supplierId: 1, errorId: 73 })).not.toBe(
      identity({ supplierId: 17, errorId: 3 }),
    );
    expect(identity({ filePath: 'null' })).not.toBe(identity({ filePath: null }));
    expect(identity({ idempotencyKey: `["report",17,3,${report.second},null]` })).not.toBe(
      identity({ filePath: null }),
    );
  });
});

describe('the identity of a backfilled failure', () => {
  it('tells equal failures apart by their ordinal', () => {
    expect(identityOfBackfill(report, 1)).not.toBe(identityOfBackfill(report, 2));
  });

  it('is never that of a report', () => {
    expect(identityOfBackfill(report, 1)).not.toBe(identity({ filePath: '1' }));
    expect(identityOfBackfill(report, 1)).not.toBe(identity({ filePath: null }));
  });
});
