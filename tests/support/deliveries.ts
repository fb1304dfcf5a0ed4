import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Place } from './product.ts';
import { startProgram } from './server-process.ts';

/** What came from suppliers and what failed of it, as lines of CSV. */
interface Deliveries {
  /** `dateupd,supid` */
  successes: readonly string[];
  /** `dt,supid,error_id` */
  failures: readonly string[];
}

/** Fills a place's warehouse: an embedded one by `npm run import`, another as a loader of its own does. */
export async function loadDeliveries(
  { CLICKHOUSE_URL: url, ...place }: Place,
  { successes, failures }: Deliveries,
): Promise<void> {
  const files = [
    { option: '--success', table: 'dif_step_1', lines: ['dateupd,supid', ...successes] },
    { option: '--errors', table: 'dif_errors', lines: ['dt,supid,error_id', ...failures] },
  ].map(({ lines, ...file }) => ({ ...file, text: lines.join('\n') }));
  if (url) {
    for (const { table, text } of files)
      await ask(url, `INSERT INTO sup_stat.${table} FORMAT CSVWithNames`, text);
    return;
  }
  const options = files.map(async ({ option, table, text }) => {
    const path = join(place.DATA_DIR, `${table}.csv`);
    await writeFile(path, text);
    return [option, path];
  });
  const args = (await Promise.all(options)).flat();
  const program = startProgram('server/warehouse/import-command.ts', args, { ...place });
  expect(await program.exited, program.output()).toBe(0);
}

/** As if nothing had ever come; no program may run meanwhile. */
export async function loseDeliveries({ CLICKHOUSE_URL: url, DATA_DIR }: Place): Promise<void> {
  if (!url) return rm(join(DATA_DIR, 'clickhouse'), { recursive: true });
  for (const table of ['dif_step_1', 'success_day', 'dif_errors'])
    await ask(url, `TRUNCATE TABLE sup_stat.${table}`);
}

/** As any client of HTTP may. */
async function ask(url: string, query: string, body = ''): Promise<void> {
  const address = `${url}/?${new URLSearchParams({ query })}`;
  const response = await fetch(address, { method: 'POST', body });
  expect(response.status, await response.text()).toBe(200);
}
