import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '../../server/graphql/schema.ts';
import { trustedDocument } from '../../server/graphql/trusted-documents.ts';
import * as generated from '../../web/src/lib/graphql/generated.ts';

const documents = Object.entries(generated).flatMap(([name, value]) =>
  name.endsWith('Document')
    ? [[name, value as generated.TypedDocumentString<unknown, unknown>] as const]
    : [],
);

describe('The server knows each of the dashboard’s documents by the id that the page sends', () => {
  it.each(documents)('%s', (_, document) => {
    const text = trustedDocument((document.__meta__ as { id: string }).id);
    expect(validate(schema, parse(text))).toEqual([]);
    const shape = (source: string) => source.replaceAll(/\s/g, '').length;
    expect(shape(text)).toBe(shape(document.toString()));
  });
});

it('and no other', () => {
  expect(() => trustedDocument('0'.repeat(32))).toThrow('does not know the document');
});
