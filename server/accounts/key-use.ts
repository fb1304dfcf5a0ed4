import type { Context } from '../core/context.ts';
import { noteKeyUse, type KeyRow } from './queries.ts';

const MINUTE_MS = 60_000;
const FLUSH_MS = 1_000;

/** Notes when keys were last used, each at most once a minute and all in one statement. */
export class KeyUse {
  readonly #ctx: Pick<Context, 'pg' | 'now' | 'log'>;
  readonly #used = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(ctx: Pick<Context, 'pg' | 'now' | 'log'>) {
    this.#ctx = ctx;
  }

  note({ id, last_used_at }: Pick<KeyRow, 'id' | 'last_used_at'>): void {
    const isNoted = last_used_at && this.#ctx.now().getTime() - last_used_at.getTime() < MINUTE_MS;
    if (isNoted) return;
    this.#used.add(id);
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS);
  }

  /** Writes what was noted; called as well when the process ends. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const ids = [...this.#used];
    this.#used.clear();
    if (ids.length === 0) return;
    const { pg, now, log } = this.#ctx;
    await noteKeyUse(pg, [ids, now()]).catch((error: unknown) =>
      log.warn({ err: error }, 'the use of keys was not noted'),
    );
  }
}
