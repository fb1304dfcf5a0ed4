import { GraphQLError } from 'graphql';
import { Temporal } from 'temporal-polyfill';
import { Instant } from '../core/instant.ts';
import { builder } from './builder.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/i;

builder.scalarType('Date', {
  description: "A calendar day, `YYYY-MM-DD`, in the company's business time zone.",
  serialize: (day) => day,
  parseValue: (value) => {
    if (
      typeof value === 'string' &&
      DAY.test(value) &&
      exists(() => Temporal.PlainDate.from(value, { overflow: 'reject' }))
    ) {
      return value;
    }
    throw badInput(`${shown(value)} is no calendar day; write it as YYYY-MM-DD.`);
  },
});

builder.scalarType('DateTime', {
  description:
    'An instant, ISO 8601 with an offset; in UTC on the way out, and as precise as it is kept, to the microsecond.',
  serialize: (at) => (typeof at === 'string' ? at : at.toISOString()),
  parseValue: (value) => {
    if (
      typeof value === 'string' &&
      INSTANT.test(value) &&
      exists(() => Temporal.Instant.from(value))
    ) {
      return new Instant(value);
    }
    throw badInput(
      `${shown(value)} is no instant; write it as 2026-11-20T09:41:00+03:00, with its offset.`,
    );
  },
});

builder.scalarType('JSON', {
  description: 'Any JSON value.',
  serialize: (value) => value,
});

builder.scalarType('EventCursor', {
  description: 'A place in the event log, to be kept and passed on as it is.',
  serialize: (cursor) => cursor,
  parseValue: (value) => {
    if (typeof value === 'string') return value;
    throw badInput('A cursor is a string; pass on one that this API gave you.');
  },
});

function exists(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false; // the calendar has no such day or instant
  }
}

function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 64);
}
