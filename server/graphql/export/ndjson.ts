import type { Encoder } from './format.ts';

/** One JSON object a line: the fields of the row's node and, where it is asked for, its cursor. */
export class NdjsonEncoder implements Encoder {
  readonly #nodeKeys: readonly string[];

  /** @param nodeKeys what the node is called in an edge */
  constructor(nodeKeys: readonly string[]) {
    this.#nodeKeys = nodeKeys;
  }

  begin(): string {
    return '';
  }

  rows(edges: readonly object[]): string {
    return edges.map((edge) => `${JSON.stringify(this.#row(edge))}\n`).join('');
  }

  end(): string {
    return '';
  }

  #row(edge: object): object {
    const fields = Object.entries(edge).flatMap(([key, value]): [string, unknown][] =>
      this.#nodeKeys.includes(key) ? Object.entries(value as object) : [[key, value]],
    );
    return Object.fromEntries(fields);
  }
}
