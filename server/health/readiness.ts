import { setTimeout as sleep } from 'node:timers/promises';
import { askWarehouse } from '../core/clickhouse.ts';
import type { Context } from '../core/context.ts';

const PATIENCE_MS = 4_000; // the answer is to come within 5 s
const FRESH_MS = 1_000;

/** What a process needs, and whether it is there just now. */
export interface Readiness {
  /** Whether it can do its work. Without the warehouse it can: cases are logged and worked on. */
  isReady: boolean;
  postgres: State;
  warehouse: State;
}

type State = 'up' | 'down';

/** Tells whether the process is ready; who ask at the same moment get the same answer. */
export class ReadinessProbe {
  readonly #ctx: Context;
  #isStopping = false;
  #last: { at: number; readiness: Promise<Readiness> } | undefined;

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  /** From now on it is not, so that nobody sends it anything more. */
  stop(): void {
    this.#isStopping = true;
  }

  async read(): Promise<Readiness> {
    const now = performance.now();
    if (!this.#last || now - this.#last.at > FRESH_MS) {
      this.#last = { at: now, readiness: look(this.#ctx) };
    }
    const readiness = await this.#last.readiness;
    return { ...readiness, isReady: readiness.isReady && !this.#isStopping };
  }
}

async function look({ pg, clickhouse }: Context): Promise<Readiness> {
  const [postgres, warehouse] = await Promise.all([
    stateOf(pg.query('SELECT 1')),
    stateOf(askWarehouse(clickhouse, 'readiness', { query: 'SELECT 1', query_params: {} })),
  ]);
  return { isReady: postgres === 'up', postgres, warehouse };
}

/** Why one is down is in the log, by whoever needed it: the door is open to anybody. */
async function stateOf(asked: Promise<unknown>): Promise<State> {
  const answer = asked.then(
    () => 'up' as const,
    () => 'down' as const,
  );
  return Promise.race([answer, sleep(PATIENCE_MS, 'down' as const, { ref: false })]);
}
