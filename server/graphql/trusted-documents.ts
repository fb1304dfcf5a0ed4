import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Refused } from './refused.ts';

const FILE = new URL('../../web/trusted-documents.json', import.meta.url);

/** The dashboard's own operations by their ids; npm run codegen writes them. */
const documents: ReadonlyMap<string, string> = new Map(
  Object.entries(z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(FILE, 'utf8')))),
);

/**
 * The text of one of the dashboard's own operations.
 *
 * @throws {Refused} for an id of another version; its text is taken as anybody's is
 */
export function trustedDocument(id: string): string {
  const text = documents.get(id);
  if (text !== undefined) return text;
  throw new Refused('This server does not know the document; send its text as `query`.', 400, {
    code: 'DOCUMENT_NOT_FOUND',
  });
}
