import autocannon from 'autocannon';
import { keyFor } from './keys.ts';

/** The next request and what is a right answer to it. */
export interface Exchange {
  body: string;
  /** Is it right? Asked once, when the answer is there. */
  isRight: (answer: string) => boolean;
}

export interface Traffic {
  url: string;
  next: () => Exchange;
}

export interface Measured {
  requestsPerSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  requests: number;
}

export class WrongAnswer extends Error {
  constructor(url: string, status: number, answer: string) {
    super(`${url} answered ${status}: ${answer.slice(0, 500)}`);
  }
}

/** Asks once. @throws {WrongAnswer} for anything but 200 without GraphQL errors */
export async function ask(url: string, body: string): Promise<string> {
  const headers = { 'content-type': 'application/json', ...keyFor(url, body) };
  const response = await fetch(url, { method: 'POST', headers, body });
  const answer = await response.text();
  if (response.status === 200 && !answer.includes('"errors":')) return answer;
  throw new WrongAnswer(url, response.status, answer);
}

/**
 * Asks as fast as it is answered, on so many connections at once.
 *
 * @throws {WrongAnswer} for any answer that is not right
 */
export function load(
  { url, next }: Traffic,
  connections: number,
  seconds: number,
): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const latencies: number[] = [];
    const run = autocannon(
      {
        url,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        connections,
        duration: seconds,
        requests: [
          {
            // autocannon keeps one context a connection, which has one request at a time under way
            setupRequest: (request, context) => {
              const exchange = next();
              Object.assign(context, exchange);
              const headers = { ...request.headers, ...keyFor(url, exchange.body) };
              return { ...request, headers, body: exchange.body };
            },
            onResponse: (status, answer, context) => {
              if (isSuccess(status) && (context as Exchange).isRight(answer)) return;
              run.stop();
              reject(new WrongAnswer(url, status, answer));
            },
          },
        ],
      },
      (error: Error | null, result) => {
        if (error) reject(error);
        else if (latencies.length === 0)
          reject(new Error(`${url} answered nothing in ${seconds} s.`));
        else if (result.errors > 0)
          reject(new Error(`${url}: ${result.errors} connections broke.`));
        else
          resolve({
            ...percentiles(latencies),
            requestsPerSecond: latencies.length / result.duration,
          });
      },
    );
    // Its own histogram counts whole milliseconds.
    run.on('response', (_client, _status, _bytes, milliseconds) => latencies.push(milliseconds));
  });
}

/** The REST door answers 201 for what is new. */
const isSuccess = (status: number) => status === 200 || status === 201;

function percentiles(latencies: number[]): Omit<Measured, 'requestsPerSecond'> {
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.ceil(latencies.length * share) - 1] ?? NaN;
  return { p50: at(0.5), p99: at(0.99), requests: latencies.length };
}
