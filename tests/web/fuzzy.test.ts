import { describe, expect, it } from 'vitest';
import { fit, fitting } from '../../web/src/lib/palette/fuzzy.ts';

describe('what is typed into the palette', () => {
  it.each([
    ['sv', 'Saved views'],
    ['anom', 'Anomalies'],
    ['пост', 'Поставщики'],
    ['145 27', '14527 ООО «Восход»'],
  ])('%s fits %s', (typed, text) => {
    expect(fit(typed, text)).toBeDefined();
  });

  it.each([
    ['vs', 'Saved view'], // in another order
    ['queuee', 'Queue'],
    ['x', 'Queue'],
  ])('%s does not fit %s', (typed, text) => {
    expect(fit(typed, text)).toBeUndefined();
  });

  it('finds first what it begins', () => {
    const names = ['Error catalogue', 'Saved views', 'Anomalies', 'Account', 'Keys'];
    expect(fitting('a', names, String)[0]).toBe('Account');
    expect(fitting('sv', names, String)).toEqual(['Saved views']);
  });

  it('finds everything when it is blank', () => {
    expect(fitting(' ', ['Queue', 'Jobs'], String)).toEqual(['Queue', 'Jobs']);
  });
});
