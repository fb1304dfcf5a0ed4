import { addDays } from '../../server/core/business-time.ts';
import { DAY } from './database.ts';

/** A failure as a robot reports it. */
export interface Failure {
  eventAt: string;
  supplierId: number;
  errorId: number;
  errorText: string;
  stage: string;
  filePath: string;
}

const NEXT_DAY_MS = Date.parse(`${addDays(DAY, 1)}T00:00:00+03:00`);
const RETRY_EVERY = 10; // robots call at least once; with a bad network one call in ten is a retry
const REMEMBERED = 1_000;

let made = 0;

/** A failure of the day after the one that is looked at, different from all before it. */
export function makeFailure(): Failure {
  const n = made++;
  const supplierId = 1 + ((n * 7_919) % 10_000);
  const errorId = 1 + ((n * 104_729) % 500);
  return {
    eventAt: new Date(NEXT_DAY_MS + ((n * 1_009) % 86_400_000)).toISOString(),
    supplierId,
    errorId,
    errorText: `Error ${errorId}: column mismatch in price list #${errorId}`,
    stage: `stage_${supplierId % 8}`,
    filePath: `mail_backup/${supplierId}/20261121/pricelist_live_${n}.xlsx`,
  };
}

/** Failures for one server, some of them again: only those that it has answered, so it must know them. */
export class Robot {
  readonly #answered: Failure[] = [];
  #calls = 0;
  #answers = 0;

  next(): { failure: Failure; isRetry: boolean } {
    const isRetry = ++this.#calls % RETRY_EVERY === 0 && this.#answered.length > 0;
    const failure = isRetry
      ? this.#answered[this.#calls % this.#answered.length]! // within its bounds
      : makeFailure();
    return { failure, isRetry };
  }

  /** To be called when the server has answered this failure. */
  remember(failure: Failure): void {
    this.#answered[this.#answers++ % REMEMBERED] = failure;
  }
}
