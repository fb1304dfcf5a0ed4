import { setTimeout as wait } from 'node:timers/promises';
import type { Viewer } from '../../accounts/permissions.ts';
import { charge, count, reckon, type Gate } from '../admission.ts';
import type { Operation } from '../operation.ts';
import { PAGE, type ExportPlan } from './plan.ts';

/**
 * What an export pays out of its caller's budget: the first page before anything is asked of a database,
 * so that one that is too dear is refused, and each further row as it comes. Where the budget is spent
 * the export waits until enough has come back.
 */
export class Toll {
  readonly #gate: Gate;
  readonly #first: Operation;
  readonly #key: string;
  readonly #viewer: Viewer;
  #rowsPerRow = 1;

  constructor(gate: Gate, { page, after, key, context }: ExportPlan) {
    this.#gate = gate;
    this.#key = key;
    this.#viewer = context.viewer;
    this.#first = page({ first: PAGE, after, isFirst: true });
  }

  /** What the first page costs; nothing is counted. */
  reckon() {
    return reckon(this.#gate, this.#first);
  }

  /** @throws {Refused} */
  async payFirst(): Promise<void> {
    await count(this.#gate, this.#first);
    const { fields } = charge(this.#gate, this.#first, this.reckon());
    const inside = fields.filter(({ path }) => path.startsWith(`${this.#key}.edges.`));
    this.#rowsPerRow = 1 + inside.reduce((sum, { rows }) => sum + rows, 0) / PAGE;
  }

  async payFor(rows: number, gone: AbortSignal): Promise<void> {
    const { budgets } = this.#gate.accounts;
    const { perMinute } = budgets.of(this.#viewer);
    const price = Math.min(Math.ceil(rows * this.#rowsPerRow), perMinute);
    for (;;) {
      const missingS = budgets.take(this.#viewer, price);
      if (missingS === undefined) return;
      await wait(missingS * 1000, undefined, { signal: gone });
    }
  }
}
