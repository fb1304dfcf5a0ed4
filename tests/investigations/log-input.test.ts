import { describe, expect, it } from 'vitest';
import { InvalidInput, parseInput } from '../../server/core/errors.ts';
import { logInput } from '../../server/investigations/log-input.ts';

const good = {
  eventAt: '2026-11-20T10:00:00.123456+03:00',
  supplierId: 17,
  errorId: 3,
  errorText: 'PRICE_COLUMN_NOT_FOUND',
  stage: 'consolidate',
};
const read = (changes: object) => parseInput(logInput, { ...good, ...changes });

function faultsOf(changes: object) {
  try {
    read(changes);
  } catch (error) {
    if (error instanceof InvalidInput) return error.fields;
    throw error;
  }
  return [];
}

const nested = (levels: number): object => (levels === 1 ? {} : { deeper: nested(levels - 1) });

describe('a report', () => {
  it('needs no more than when, who and what', () => {
    expect(read({})).toEqual({
      eventAt: '2026-11-20T07:00:00.123456Z',
      second: 1_795_158_000,
      supplierId: 17,
      errorId: 3,
      errorText: 'PRICE_COLUMN_NOT_FOUND',
      stage: 'consolidate',
      filePath: null,
      extra: null,
      idempotencyKey: null,
    });
  });

  it.each([
    ['128 characters, each of two UTF-16 units', { errorText: '𝄞'.repeat(128) }],
    ['the largest supplier', { supplierId: 2 ** 31 - 1 }],
    ['error 0', { errorId: 0 }],
    ['nulls for what is optional', { filePath: null, extra: null, idempotencyKey: null }],
    ['extra 32 levels deep', { extra: nested(32) }],
    ['an empty extra', { extra: {} }],
  ])('may have %s', (_, changes) => {
    expect(faultsOf(changes)).toEqual([]);
  });

  it('without a file may say so by an empty path', () => {
    expect(read({ filePath: '' }).filePath).toBeNull();
  });
});

describe('a fault names its field and the way out', () => {
  it.each([
    ['eventAt', { eventAt: '2026-11-20T10:00:00' }, 'add Z or the offset'],
    ['eventAt', { eventAt: '2026-02-30T10:00:00Z' }, 'no day 2026-02-30'],
    ['eventAt', { eventAt: undefined }, 'Must be a text'],
    ['supplierId', { supplierId: -1 }, 'from 1 to 2147483647'],
    ['supplierId', { supplierId: 0 }, 'from 1 to 2147483647'], // what a missing number looks like
    ['supplierId', { supplierId: 2 ** 31 }, 'from 1 to 2147483647'],
    ['supplierId', { supplierId: 1.5 }, 'whole number'],
    ['errorId', { errorId: -1 }, 'from 0 to 2147483647'],
    ['errorText', { errorText: 'x'.repeat(129) }, 'Is 129 characters long; shorten it'],
    ['errorText', { errorText: '𝄞'.repeat(129) }, 'Is 129 characters long; shorten it'],
    ['errorText', { errorText: '' }, 'say something'],
    ['errorText', { errorText: ' ' }, 'say something'],
    ['errorText', { errorText: 'a\0b' }, 'NUL'],
    ['errorText', { errorText: 'a\ud800' }, 'surrogate'],
    ['stage', { stage: 'x'.repeat(33) }, 'at most 32'],
    ['filePath', { filePath: 'x'.repeat(1025) }, 'at most 1024'],
    ['filePath', { filePath: '\udc00' }, 'surrogate'],
    ['idempotencyKey', { idempotencyKey: '' }, 'say something'],
    ['idempotencyKey', { idempotencyKey: 'x'.repeat(201) }, 'at most 200'],
    ['extra', { extra: [1] }, 'JSON object'],
    ['extra', { extra: 'text' }, 'JSON object'],
    ['extra', { extra: { text: 'x'.repeat(16 * 1024) } }, 'keep it within 16384'],
    ['extra', { extra: { list: [{ text: 'a\0' }] } }, 'NUL'],
    ['extra', { extra: { list: ['\ud800'] } }, 'surrogate'],
    ['extra', { extra: { '\ud800': 1 } }, 'surrogate'],
    ['extra', { extra: nested(33) }, 'flatten it'],
    ['extra', { extra: { number: Infinity } }, 'too large'],
  ])('%s %#', (field, changes, sentence) => {
    expect(faultsOf(changes)).toEqual([{ field, message: expect.stringContaining(sentence) }]);
  });

  it('holds for what is nested deeper than any stack', () => {
    const extra: unknown = JSON.parse(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`);
    expect(faultsOf({ extra })).toEqual([
      { field: 'extra', message: expect.stringContaining('flatten it') },
    ]);
  });

  it('names all of them at once', () => {
    const faults = faultsOf({ eventAt: 'yesterday', supplierId: -1, errorText: '', stage: '\0' });
    expect(faults.map(({ field }) => field)).toEqual([
      'eventAt',
      'supplierId',
      'errorText',
      'stage',
    ]);
  });
});
