import { describe, expect, it } from 'vitest';
import { DEFAULT_GUIDES } from '../../server/investigations/error-guide-defaults.ts';
import { chooseGuide, type WrittenGuide } from '../../server/investigations/error-guide.ts';
import { SAMPLE_ERRORS } from '../../server/warehouse/sample-errors.ts';

const error = { errorId: 3, errorText: 'Price column not found' };
const own: WrittenGuide = {
  errorId: 3,
  language: 'EN',
  meaning: 'Ours',
  usualCause: 'Ours',
  whatToDo: 'Ours',
  updatedBy: 'Anna',
  updatedAt: new Date(0),
};

describe('the guide to an error', () => {
  it('is what the company wrote, in the language it wrote it in', () => {
    expect(chooseGuide(error, 'EN', [own])).toMatchObject({ meaning: 'Ours', updatedBy: 'Anna' });
    expect(chooseGuide(error, 'RU', [own])).toMatchObject({ updatedBy: null });
  });

  it('goes by the words of the error where nobody wrote one, whatever its number and capitals', () => {
    const guide = chooseGuide({ errorId: 77, errorText: 'PRICE COLUMN not found ' }, 'EN', [own]);
    expect(guide).toMatchObject({ errorId: 77, updatedBy: null, updatedAt: null });
    expect(guide?.meaning).toBe(DEFAULT_GUIDES['Price column not found']!.EN.meaning);
  });

  it('is none for an error that nobody knows', () => {
    expect(chooseGuide({ errorId: 9, errorText: 'Martian invasion' }, 'EN', [own])).toBeNull();
    expect(chooseGuide({ errorId: 9, errorText: null }, 'EN', [own])).toBeNull();
  });
});

it.each(SAMPLE_ERRORS.map(({ text }) => text))('comes with the product for “%s”', (text) => {
  for (const language of ['EN', 'RU'] as const) {
    const guide = DEFAULT_GUIDES[text]![language];
    const texts = [guide.meaning, guide.usualCause, guide.whatToDo];
    expect(texts.every((sentence) => /^[\p{Lu}].*\.$/u.test(sentence))).toBe(true);
    expect(texts.some((sentence) => /[*_#`<>]/.test(sentence))).toBe(false);
    expect(texts.every((sentence) => /\p{Script=Cyrillic}/u.test(sentence))).toBe(
      language === 'RU',
    );
  }
});
