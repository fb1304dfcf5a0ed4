import { SaxesParser } from 'saxes';
import type { Entry } from 'yauzl';
import { INFLATED_BYTES } from './limits.ts';
import { CannotShow } from './preview.ts';
import type { Archive } from './zip-file.ts';

/** What a reader of a part wants to hear. Names come without their namespace. */
export interface XmlReader {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
  /** Asked between pieces, so that what is not shown is not inflated. */
  isDone?(): boolean;
}

/** The parts of one workbook, and how much of them may still be inflated. */
export class XmlParts {
  readonly #archive: Archive;
  readonly #entries: ReadonlyMap<string, Entry>;
  #bytesLeft = INFLATED_BYTES;

  constructor(archive: Archive, entries: ReadonlyMap<string, Entry>) {
    this.#archive = archive;
    this.#entries = entries;
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /**
   * Reads a part from its beginning. saxes is a strict parser that neither fetches nor expands
   * anything; a document type, which workbooks never have, is refused before its entities are met.
   *
   * @throws {CannotShow} BROKEN, HOSTILE, TOO_LARGE
   */
  async read(name: string, reader: XmlReader): Promise<void> {
    const parser = parserFor(reader);
    const decoder = new TextDecoder();
    for await (const piece of this.#inflate(name)) {
      parser.write(decoder.decode(piece, { stream: true }));
      if (reader.isDone?.()) return;
    }
  }

  async *#inflate(name: string): AsyncGenerator<Uint8Array> {
    const entry = this.#entries.get(name);
    if (!entry) throw new CannotShow('BROKEN');
    try {
      for await (const piece of await this.#archive.zip.openReadStreamPromise(entry)) {
        this.#bytesLeft -= (piece as Buffer).length; // a stream of bytes
        if (this.#bytesLeft < 0) throw new CannotShow('TOO_LARGE');
        yield piece as Buffer;
      }
    } catch (error) {
      throw error instanceof CannotShow ? error : new CannotShow('BROKEN');
    }
  }
}

function parserFor(reader: XmlReader): SaxesParser {
  const parser = new SaxesParser();
  parser.on('doctype', () => {
    throw new CannotShow('HOSTILE');
  });
  parser.on('error', () => {
    throw new CannotShow('BROKEN');
  });
  parser.on('opentag', ({ name, attributes }) => reader.open?.(local(name), attributes));
  parser.on('closetag', ({ name }) => reader.close?.(local(name)));
  parser.on('text', (text) => reader.text?.(text));
  parser.on('cdata', (text) => reader.text?.(text));
  return parser;
}

const local = (name: string) => name.slice(name.indexOf(':') + 1);
