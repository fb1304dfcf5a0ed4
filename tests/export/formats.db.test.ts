import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { beforeAll, expect, it } from 'vitest';
import { useTestContext } from '../support/database.ts';
import { fillInvestigations, useExports } from './exports.ts';
import { DOCUMENT } from './question.ts';

const ctx = useTestContext({ warehouse: true });
const exports = useExports(ctx);

beforeAll(() => fillInvestigations(ctx, { rows: 5_600 })); // a row group and a part of one

interface Answer {
  investigations: { edges: { node: Record<string, unknown> }[] };
}

/** The rows of all pages, as JSON answers have them. */
async function nodes(): Promise<Answer['investigations']['edges'][number]['node'][]> {
  const lines = await exports.read(DOCUMENT, { accept: 'application/x-ndjson' });
  return lines
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

it('A list as NDJSON is a line for each row, as the same document has it in JSON', async () => {
  const variables = { first: 300 };
  const json = JSON.parse(
    await exports.read(DOCUMENT, { accept: 'application/json', variables }),
  ) as { data: Answer };
  const lines = await nodes();
  expect(lines).toHaveLength(5_600);
  expect(lines.slice(0, 300)).toEqual(json.data.investigations.edges.map(({ node }) => node));
});

it('A list as Parquet has its values and types to another reader', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pricelens-parquet-'));
  const file = join(folder, 'list.parquet');
  const accept = 'application/vnd.apache.parquet';
  await writeFile(file, await buffer(await exports.begin(DOCUMENT, { accept })));
  const ask = async (query: string) =>
    (await ctx.clickhouse.query({ query, format: 'JSONEachRow' })).json<Record<string, unknown>>();
  try {
    const types = await ask(`DESCRIBE file('${file}', Parquet)`);
    expect(Object.fromEntries(types.map(({ name, type }) => [name, type]))).toMatchObject({
      id: 'Nullable(String)',
      eventAt: "Nullable(DateTime64(6, 'UTC'))",
      no: 'Nullable(Int32)',
      'supplier.supplierId': 'Nullable(Int32)',
    });
    const rows = await ask(
      `SELECT id, concat(replace(toString(eventAt), ' ', 'T'), 'Z') AS eventAt, no, errorText, filePath,
         status, toString(extra) AS extra, \`supplier.supplierId\` AS supplierId, \`supplier.name\` AS name
       FROM file('${file}', Parquet) ORDER BY eventAt DESC`,
    );
    const expected = (await nodes()).map(({ supplier, eventAt, extra, ...node }) => ({
      ...node,
      eventAt: String(eventAt).replace(
        /\.?(\d*)Z$/,
        (_all, digits: string) => `.${digits.padEnd(6, '0')}Z`,
      ),
      extra: extra === null ? null : JSON.stringify(extra),
      ...(supplier as object),
    }));
    expect(rows).toEqual(expected);
  } finally {
    await rm(folder, { recursive: true });
  }
});
