import { batched } from '../core/batched.ts';
import type { CompanyContext } from '../core/context.ts';
import type { ListStream } from '../core/list-stream.ts';
import {
  compileCount,
  compilePage,
  measureColumn,
  orderColumn,
  SUPPLIER,
  type Scope,
} from './compile.ts';
import { digestOf, writeCursor } from './cursor.ts';
import type { Dataset } from './dataset.ts';
import { openRows } from './open-rows.ts';
import type { Condition, OrderTerm, PageRequest, Place } from './question.ts';
import { EVERYTHING, readFilter, type FilterInput } from './read-filter.ts';
import { readOrder, readPage, type OrderInput, type PageArgs } from './read-page.ts';
import { run, type Asker, type Row } from './run.ts';
import type { Statement } from './writer.ts';

export interface Reader extends Asker, Pick<CompanyContext, 'cache'> {
  /** Where the one list of the question comes from that is read to its end; absent: each part by itself. */
  stream?: ListStream | undefined;
}

export interface ListArgs extends PageArgs {
  filter?: FilterInput | null | undefined;
  orderBy?: readonly OrderInput[] | null | undefined;
}

export interface ListOptions {
  /** What of the list the caller may see; absent: all of it. */
  visible?: Condition | undefined;
  /** The supplier whose rows they are; asked for many at a time it is one statement. */
  supplierId?: number | undefined;
  /** The fields that rows are to have, of a list of the warehouse. */
  fields?: readonly string[] | undefined;
}

export interface Edge {
  node: Row;
  cursor: () => string;
}

export interface Page {
  edges: Edge[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

/** A list as somebody asked for it. Each part of the answer is read when it is wanted, and once. */
export class Listing {
  readonly dataset: Dataset;
  readonly ctx: Reader;
  readonly #scope: Scope;
  readonly #supplierId: number | undefined;
  readonly #order: OrderTerm[];
  readonly #request: PageRequest;
  readonly #digest: string;
  readonly #fields: readonly string[];
  #page: Promise<Page> | undefined;

  /** @throws {InvalidInput} for arguments that make no sense */
  constructor(ctx: Reader, dataset: Dataset, args: ListArgs, options: ListOptions = {}) {
    const { visible = EVERYTHING, supplierId, fields = [] } = options;
    this.ctx = ctx;
    this.dataset = dataset;
    const filter = readFilter(dataset, args.filter);
    this.#order = readOrder(dataset, args.orderBy);
    this.#digest = digestOf(dataset, this.#order, filter);
    this.#request = readPage(args, this.#digest);
    this.#supplierId = supplierId;
    this.#fields = fields;
    this.#scope = {
      dataset,
      companyId: ctx.company.id,
      timeZone: ctx.company.timeZone,
      condition: visible === EVERYTHING ? filter : { kind: 'all', of: [visible, filter] },
    };
  }

  page(): Promise<Page> {
    this.#page ??= this.#readPage();
    return this.#page;
  }

  /**
   * How many rows the list has in all; of a list that is not a supplier's it is kept until the company's
   * records change, and of one that is not narrowed it may go on with them.
   */
  async count(): Promise<number> {
    const { dataset, ctx } = this;
    const { cache, company } = ctx;
    const isWhole = this.#supplierId === undefined && this.#scope.condition === EVERYTHING;
    if (isWhole && dataset.engine === 'POSTGRES' && dataset.countAll) return dataset.countAll(ctx);
    const count = async () => {
      const [row] = await this.read(compileCount);
      return Number(row?.[measureColumn(0)] ?? 0); // a supplier without any has no row
    };
    if (this.#supplierId !== undefined) return count();
    return cache.get(company.id, JSON.stringify(compileCount(this.#scope)), count);
  }

  /** The rows of a statement about the list; for many suppliers it is one. */
  async read(compile: (scope: Scope) => Statement): Promise<Row[]> {
    const { dataset, ctx } = this;
    if (this.#supplierId === undefined) return run(ctx, dataset, compile(this.#scope));
    const { text, values } = compile({ ...this.#scope, suppliers: [] });
    const rows = await batched(
      ctx.pg,
      JSON.stringify([text, values]),
      this.#supplierId,
      async (suppliers) =>
        Map.groupBy(await run(ctx, dataset, compile({ ...this.#scope, suppliers })), (row) =>
          Number(row[SUPPLIER]),
        ),
    );
    return rows ?? [];
  }

  #cursorOf(row: Row): string {
    const place = this.#order.map((_, i) => row[orderColumn(i)]) as Place; // as it was read
    return writeCursor(this.#digest, place);
  }

  async #readPage(): Promise<Page> {
    const { direction, size, from } = this.#request;
    const { rows, goesOn } = await this.#readRows(size);
    const edges = rows.map((row) => ({ node: row, cursor: () => this.#cursorOf(row) }));
    const cameFrom = from !== undefined;
    return direction === 'forward'
      ? { edges, hasNextPage: goesOn, hasPreviousPage: cameFrom }
      : { edges: edges.reverse(), hasNextPage: cameFrom, hasPreviousPage: goesOn };
  }

  async #readRows(size: number): Promise<{ rows: Row[]; goesOn: boolean }> {
    const { stream } = this.ctx;
    if (stream && this.#supplierId === undefined) {
      const open = () =>
        openRows(this.ctx, this.dataset, this.#statement(this.#scope), stream.maxMs);
      const rows = await stream.take(size, open);
      return { rows, goesOn: rows.length === size }; // or has ended with these: then nothing comes next
    }
    // one more tells whether the list goes on
    const rows = await this.read((scope) => this.#statement(scope, size + 1));
    return { rows: rows.slice(0, size), goesOn: rows.length > size };
  }

  /** The rows from the page's place on, in its direction; without a limit all there are. */
  #statement(scope: Scope, limit?: number): Statement {
    const { direction, from } = this.#request;
    return compilePage({
      ...scope,
      order: this.#order,
      direction,
      from,
      limit,
      fields: this.#fields,
    });
  }
}
