import { Temporal } from 'temporal-polyfill';

/** A Date that remembers the microseconds it was written with. */
export class Instant extends Date {
  /** ISO 8601 in UTC with six decimals; what was finer is cut off. */
  readonly iso: string;

  /** @throws {RangeError} for a text that is no instant */
  constructor(text: string) {
    const instant = Temporal.Instant.from(text);
    super(instant.epochMilliseconds);
    this.iso = instant.toString({ fractionalSecondDigits: 6 });
  }
}
