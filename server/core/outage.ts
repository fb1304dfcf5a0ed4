import { DomainError } from './errors.ts';

/** A database is away or has no room just now; whatever was asked can be asked again. */
export class Unavailable extends DomainError {
  constructor() {
    super('UNAVAILABLE', 'The database cannot be reached just now. Try again in a moment.');
  }
}

// Of the network; of Postgres: connection exceptions, shutdowns, no connection, disk or memory left; of Prisma.
const CODES =
  /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|E(HOST|NET)UNREACH|ETIMEDOUT|08...|57P0[123]|53...|P10(01|02|08|17))$/;
// What pg and Prisma tell without a code, and a socket's file that is not there.
const MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|not queryable|connect ENOENT|Code: `(57P0[123]|53...)`/;

/** Whether an error of pg or Prisma says that Postgres was away, rather than that we asked wrongly. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return (typeof code === 'string' && CODES.test(code)) || MESSAGES.test(error.message);
}
