import { afterEach, describe, expect, it } from 'vitest';
import { inWords } from '../../web/src/lib/graphql/error-words.ts';
import { language } from '../../web/src/lib/ui/language.svelte.ts';

const told = (code: string, more = {}) => ({
  message: 'The server says so.',
  extensions: { code, ...more },
});

afterEach(() => (language.current = 'en'));

describe('what the API says', () => {
  it.each([
    ['UNAVAILABLE', {}, 'База данных сейчас недоступна. Повторите чуть позже.'],
    [
      'TOO_MANY_REQUESTS',
      { retryAfter: 90 },
      'Слишком много попыток. Попробуйте снова через 1 мин.',
    ],
    [
      'INTERNAL_SERVER_ERROR',
      { requestId: 'r7' },
      'Что-то сломалось у нас. Сообщите нам номер запроса r7.',
    ],
    ['INTERNAL_SERVER_ERROR', {}, 'Что-то сломалось у нас.'],
  ])('is told in Russian by its code %s %j', (code, more, sentence) => {
    language.current = 'ru';
    expect(inWords(told(code, more)).replaceAll(/\s/g, ' ')).toBe(sentence);
  });

  it('is told as the server worded it where the code is not known, or is none', () => {
    expect(inWords(told('SOMETHING_NEW'))).toBe('The server says so.');
    expect(inWords({ message: 'No code.' })).toBe('No code.');
  });
});
