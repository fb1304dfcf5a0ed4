import { parseArgs } from 'node:util';
import { contest } from './contest.ts';
import { createBenchDatabase } from './database.ts';
import { operations, type Operation } from './operations.ts';
import { explainHotStatements } from './plans.ts';
import { headLine, operationLines } from './report.ts';
import { startFloor, startProduct } from './servers.ts';

// npm run bench [-- log|batch|queue|dashboard|plans …]
//
// How fast the product answers on a million investigations, next to a bare server that does the same
// on the same database in the same run: compare the ratios, never figures of different runs.

const { positionals: chosen } = parseArgs({ allowPositionals: true });
const resources = new AsyncDisposableStack();
let closing: Promise<void> | undefined;
const close = () => (closing ??= resources.disposeAsync());

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void close().finally(() => process.exit(130)));
}

try {
  checkNames(chosen);
  say('Filling a database with 1,000,000 investigations …');
  const databaseUrl = await createBenchDatabase(resources);
  if (chosen.length === 0 || chosen.includes('plans')) {
    say(await explainHotStatements(databaseUrl));
  }
  await compete(
    databaseUrl,
    operations.filter(({ group }) => isChosen(group)),
  );
} finally {
  await close();
}

async function compete(databaseUrl: string, selected: readonly Operation[]): Promise<void> {
  if (selected.length === 0) return;
  const product = await startProduct(databaseUrl, resources);
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
  const known = new Set<string>(['plans', ...operations.map(({ group }) => group)]);
  const unknown = names.find((name) => !known.has(name));
  if (unknown)
    throw new Error(`There is no benchmark ${unknown}; there is ${[...known].join(', ')}.`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
