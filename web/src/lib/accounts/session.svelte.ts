/** Who reads the page, and for which company. */
export interface Reader {
  personId: string;
  /** Undefined where the person has lost their place meanwhile. */
  companyId: number | undefined;
}

/**
 * Whether the server knows who reads the page. What it refused because it does not waits here until
 * somebody has signed in, so nothing that was typed or asked is lost.
 */
class Session {
  /** The page cannot go on before somebody signs in. */
  isOver = $state(false);
  /** Counts the sign-ins, so that a late refusal does not end the session that came after it. */
  turn = $state(0);
  /** Counts the times that what the reader may do has changed. */
  doubts = $state(0);
  /** Undefined until the server said so. */
  reader = $state.raw<Reader>();
  #renewal = Promise.withResolvers<void>();

  /** There is no session any more, as the server said. */
  end(): void {
    this.isOver = true;
  }

  /** Another role or company may be what the reader has now. */
  doubt(): void {
    this.doubts += 1;
  }

  /** Lets go on whatever waits. */
  renew(): void {
    this.turn += 1;
    this.isOver = false;
    this.#renewal.resolve();
    this.#renewal = Promise.withResolvers();
  }

  /**
   * Resolves when somebody has signed in after that turn.
   * @throws the signal's reason
   */
  async renewedAfter(turn: number, signal?: AbortSignal): Promise<void> {
    if (turn !== this.turn) return;
    this.end();
    const { promise, reject } = Promise.withResolvers<never>();
    const giveUp = () => reject(signal?.reason);
    signal?.addEventListener('abort', giveUp);
    try {
      await Promise.race([this.#renewal.promise, promise]);
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
  }
}

export const session = new Session();

export function isSameReader(one: Reader, other: Reader): boolean {
  return one.personId === other.personId && one.companyId === other.companyId;
}
