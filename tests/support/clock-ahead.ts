// Loaded before a program (node --import): its clock is ahead by CLOCK_AHEAD_MINUTES.

const aheadMs = Number(process.env['CLOCK_AHEAD_MINUTES']) * 60_000;

const RealDate = Date;
class DateAhead extends RealDate {
  constructor(...parts: [] | [number | string | Date]) {
    super(parts.length === 0 ? RealDate.now() + aheadMs : parts[0]);
  }

  static override now(): number {
    return RealDate.now() + aheadMs;
  }
}
globalThis.Date = DateAhead as DateConstructor;
