import { Counter, Histogram, Registry } from 'prom-client';
import { DomainError } from './errors.ts';

// What a process counts while it works, for server/health/metrics.ts to tell. Here rather than in a
// context, because it is of the whole process by its nature.

/** All that is counted. */
export const counted = new Registry();

const SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** By door (the first part of the path, where we know it) and by status. */
export const requestSeconds = new Histogram({
  name: 'pricelens_http_request_duration_seconds',
  help: 'How long HTTP requests took until they were answered, or their client was gone.',
  labelNames: ['door', 'status'],
  buckets: SECONDS,
  registers: [counted],
});

/** By operation: names that a client makes up are none of them, so that there is an end to them. */
export const operationSeconds = new Histogram({
  name: 'pricelens_operation_duration_seconds',
  help: 'How long GraphQL queries and mutations took to carry out.',
  labelNames: ['operation', 'outcome'],
  buckets: SECONDS,
  registers: [counted],
});

const errors = new Counter({
  name: 'pricelens_errors_total',
  help: 'Errors that callers were told of, by their code.',
  labelNames: ['code'],
  registers: [counted],
});

/** Counts an error that somebody is told of: by its code, or as a bug. */
export function countError(error: Error): void {
  countErrorCode(error instanceof DomainError ? error.code : 'INTERNAL_SERVER_ERROR');
}

export function countErrorCode(code: string): void {
  errors.inc({ code });
}
