import { LOG_ONE } from './documents.ts';
import { ask, load, WrongAnswer, type Exchange, type Measured, type Traffic } from './load.ts';
import { logging, type Operation } from './operations.ts';
import type { BenchServer } from './servers.ts';

const ROUNDS = 3;
const SECONDS_ALONE = 1; // with one connection
const WARM_UP_SECONDS = 2;
const EVENTS_PER_SECOND = 20;

export type Contestant = 'product' | 'floor';
export type Connections = 1 | 64;

export interface Round extends Measured {
  contestant: Contestant;
  connections: Connections;
  round: number;
  /** CPU time of the server's process for one request, in µs. */
  cpuMicros: number;
}

/**
 * Puts the product and the floor through an operation in turn, some rounds long, so that whatever
 * else the machine does meets both.
 */
export async function contest(
  operation: Operation,
  servers: Record<Contestant, BenchServer>,
): Promise<Round[]> {
  const traffic = await operation.prepare({
    product: servers.product.url,
    floor: servers.floor.url,
  });
  const rounds: Round[] = [];
  for (const contestant of ['product', 'floor'] as const) {
    await load(traffic[contestant], 16, WARM_UP_SECONDS);
  }
  for (const connections of [1, 64] as const) {
    for (let round = 1; round <= ROUNDS; round++) {
      for (const contestant of ['product', 'floor'] as const) {
        const stopLogging = operation.whileLogging ? logAllTheWhile(servers.product) : undefined;
        const measured = await measure(
          servers[contestant],
          traffic[contestant],
          connections,
          connections === 1 ? SECONDS_ALONE : operation.seconds,
        );
        stopLogging?.();
        rounds.push({ contestant, connections, round, ...measured });
      }
    }
  }
  return rounds;
}

async function measure(
  server: BenchServer,
  traffic: Traffic,
  connections: Connections,
  seconds: number,
) {
  const before = await server.usage();
  const measured = await load(traffic, connections, seconds);
  const after = await server.usage();
  return { ...measured, cpuMicros: (after.cpuMicros - before.cpuMicros) / measured.requests };
}

/** Robots that go on whoever is measured; they report to the product, as the floor keeps nothing. */
function logAllTheWhile({ url }: BenchServer): () => void {
  const { next } = logging(`${url}/graphql`, (input) => ({ query: LOG_ONE, variables: { input } }));
  const faults: unknown[] = [];
  const timer = setInterval(() => {
    report(url, next()).catch((error: unknown) => faults.push(error));
  }, 1_000 / EVENTS_PER_SECOND);
  return () => {
    clearInterval(timer);
    if (faults.length > 0) throw new Error('A robot was not served.', { cause: faults[0] });
  };
}

async function report(url: string, { body, isRight }: Exchange): Promise<void> {
  const answer = await ask(`${url}/graphql`, body);
  if (!isRight(answer)) throw new WrongAnswer(url, 200, answer);
}
