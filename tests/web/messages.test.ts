import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Variants {
  declarations: string[];
  selectors: string[];
  match: Record<string, string>;
}
type Message = string | [Variants];

const LANGUAGES = ['en', 'ru'] as const;

function read(language: string): Record<string, Message> {
  const url = new URL(`../../web/messages/${language}.json`, import.meta.url);
  const { $schema: _, ...messages } = JSON.parse(readFileSync(url, 'utf8'));
  return messages;
}

const [english, russian] = [read('en'), read('ru')];
const texts = (message: Message) =>
  typeof message === 'string' ? [message] : Object.values(message[0].match);
const inputsOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('the messages', () => {
  it('are the same ones in every language', () => {
    expect(Object.keys(russian)).toEqual(Object.keys(english));
  });

  it('are in the order of the alphabet, so that each has one place', () => {
    expect(Object.keys(english)).toEqual(Object.keys(english).sort());
  });

  it.each(Object.keys(english))('%s tells the same facts in every language', (key) => {
    const facts = new Set(
      [english, russian].flatMap((all) => texts(all[key]!)).map((text) => inputsOf(text).join()),
    );
    expect([...facts]).toHaveLength(1);
  });

  it.each(
    LANGUAGES.flatMap((language) =>
      Object.entries(read(language)).map(([key, message]) => ({ language, key, message })),
    ).filter(({ message }) => typeof message !== 'string'),
  )('$key has every plural form of $language', ({ language, message }) => {
    const [{ match }] = message as [Variants]; // the strings are filtered out
    const forms = Object.keys(match).map((condition) => condition.split('=')[1]);
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    const covered = pluralCategories.filter((form) => forms.includes(form));
    // What "*" stands for is the form of fractions, or that of fractions and of five.
    expect(pluralCategories.length - covered.length).toBeLessThanOrEqual(language === 'ru' ? 2 : 1);
    expect(forms.at(-1)).toBe('*');
  });
});
