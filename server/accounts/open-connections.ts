import type { Logger } from '../core/log.ts';
import type { Authenticator } from './authenticator.ts';
import type { Caller } from './caller.ts';

const CHECK_MS = 20_000;

/** Why a connection is cut; the codes are those of a WebSocket's close, for applications. */
export const CUTS = {
  /** The session has ended, the key was revoked, the person is gone. */
  unknown: {
    closeCode: 4401,
    code: 'UNAUTHENTICATED',
    message: 'Sign in again, or send a valid key',
  },
  /** Another role, another company: what was asked for may not be theirs any more. */
  changed: {
    closeCode: 4403,
    code: 'FORBIDDEN',
    message: 'What you may do has changed: connect again',
  },
} as const;
export type Cut = (typeof CUTS)[keyof typeof CUTS];

interface Connection {
  caller: Caller;
  cut: (cut: Cut) => void;
}

/**
 * The connections that outlive a request. Who is behind them is looked up again every 20 s, all of them
 * together, and at once when something of it has changed that this process knows of.
 */
export class OpenConnections {
  readonly #callers: Authenticator;
  readonly #log: Logger;
  readonly #connections = new Set<Connection>();
  #timer: NodeJS.Timeout | undefined;

  constructor(callers: Authenticator, log: Logger) {
    this.#callers = callers;
    this.#log = log;
  }

  /** @returns to be called when the connection ends by itself */
  add(caller: Caller, cut: (cut: Cut) => void): () => void {
    const connection = { caller, cut };
    this.#connections.add(connection);
    this.#timer ??= setInterval(() => void this.check(), CHECK_MS);
    return () => this.#forget(connection);
  }

  /** Cuts those whose credentials are not what they were. While Postgres is away nobody is cut. */
  async check(): Promise<void> {
    await Promise.all(
      [...this.#connections].map(async (connection) => {
        const { caller, cut } = connection;
        const now = await this.#callers.find(caller.credentials);
        if (now && isSame(now, caller)) return;
        this.#forget(connection);
        cut(now ? CUTS.changed : CUTS.unknown);
      }),
    ).catch((error: unknown) =>
      this.#log.warn({ err: error }, 'could not check who is behind the open connections'),
    );
  }

  #forget(connection: Connection): void {
    this.#connections.delete(connection);
    if (this.#connections.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

function isSame(now: Caller, before: Caller): boolean {
  return now.viewer.role === before.viewer.role && now.company.id === before.company.id;
}
