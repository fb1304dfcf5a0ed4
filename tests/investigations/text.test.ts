import { describe, expect, it } from 'vitest';
import { fitText } from '../../server/investigations/text.ts';

describe('a text of the warehouse', () => {
  it('is kept when it fits', () => {
    expect(fitText('x'.repeat(128), 128)).toBe('x'.repeat(128));
  });

  it('is cut with a mark when it does not', () => {
    expect(fitText('x'.repeat(129), 128)).toBe(`${'x'.repeat(127)}…`);
  });

  it('is never cut through a character', () => {
    expect(fitText('𝄞'.repeat(5), 4)).toBe('𝄞𝄞𝄞…');
  });

  it('loses what Postgres cannot keep', () => {
    expect(fitText(' a\0b\ud800 ', 128)).toBe('ab\ufffd');
  });
});
