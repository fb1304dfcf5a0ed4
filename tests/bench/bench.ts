import { parseArgs } from 'node:util';
import { readConfig } from '../../server/core/config.ts';
import { createLog } from '../../server/core/log.ts';
import { openContext } from '../../server/core/open-context.ts';
import { contest } from './contest.ts';
import { createEmptyDatabase, createFilledDatabase } from './database.ts';
import { measureEventCost } from './event-cost.ts';
import { fanOut } from './fanout.ts';
import { makeKeys } from './keys.ts';
import { operations, type Operation } from './operations.ts';
import { explainHotStatements } from './plans.ts';
import { headLine, operationLines } from './report.ts';
import { BENCH_SECRET, NO_WAREHOUSE, startBroadcast, startFloor, startProduct } from './servers.ts';

// npm run bench [-- log|batch|read|plans|fanout|events …]
//
// How fast the product answers on a million investigations, next to a bare server that does the same
// on the same database in the same run: compare the ratios, never figures of different runs.

/** What needs no million of investigations. */
const ALONE = ['fanout', 'events'];

const { positionals: chosen } = parseArgs({ allowPositionals: true });
const resources = new AsyncDisposableStack();
let closing: Promise<void> | undefined;
const close = () => (closing ??= resources.disposeAsync());

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void close().finally(() => process.exit(130)));
}

try {
  checkNames(chosen);
  if (chosen.length === 0 || chosen.some((name) => !ALONE.includes(name))) await measureRequests();
  if (isChosen('fanout')) await measureFanOut();
  if (isChosen('events')) await measureEventCost(resources, say);
} finally {
  await close();
}

async function measureRequests(): Promise<void> {
  say('Filling a database with 1,000,000 investigations …');
  const databaseUrl = await createFilledDatabase(resources);
  if (isChosen('plans')) say(await explainHotStatements(databaseUrl));
  await compete(
    databaseUrl,
    operations.filter(({ group }) => isChosen(group)),
  );
}

async function measureFanOut(): Promise<void> {
  const databaseUrl = await createEmptyDatabase(resources);
  const product = await startProduct(databaseUrl, resources);
  const broadcast = await startBroadcast(resources);
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    CLICKHOUSE_URL: NO_WAREHOUSE,
    AUTH_SECRET: BENCH_SECRET,
  });
  const { ctx, close: closeContext } = await openContext(config, createLog('error'));
  resources.defer(closeContext);
  await fanOut(ctx, { product, broadcast }, say);
}

async function compete(databaseUrl: string, selected: readonly Operation[]): Promise<void> {
  if (selected.length === 0) return;
  const product = await startProduct(databaseUrl, resources);
  await makeKeys(databaseUrl, product.url);
  const floor = await startFloor(databaseUrl, resources);
  say(headLine());
  for (const operation of selected) {
    say(operationLines(operation, await contest(operation, { product, floor })));
  }
}

function isChosen(name: string): boolean {
  return chosen.length === 0 || chosen.includes(name);
}

function checkNames(names: readonly string[]): void {
  const known = new Set<string>(['plans', ...ALONE, ...operations.map(({ group }) => group)]);
  const unknown = names.find((name) => !known.has(name));
  if (unknown)
    throw new Error(`There is no benchmark ${unknown}; there is ${[...known].join(', ')}.`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
