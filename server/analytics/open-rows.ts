import type { CompanyContext } from '../core/context.ts';
import type { Row, Rows } from '../core/list-stream.ts';
import { streamWarehouse } from '../core/stream-warehouse.ts';
import type { Dataset } from './dataset.ts';
import { PLAIN_VALUES, warehouseParameters, type Asker } from './run.ts';
import type { Statement } from './writer.ts';

/**
 * Opens a statement of the dataset's database, for `maxMs` at the longest; its rows are as run() would
 * have them. One of Postgres lives as long as the transaction that it is opened in.
 *
 * @throws {WarehouseUnavailable} {WarehouseRefused}
 */
export function openRows(
  ctx: Asker,
  dataset: Dataset,
  statement: Statement,
  maxMs: number,
): Promise<Rows> {
  if (dataset.engine === 'POSTGRES') return openCursor(ctx, statement);
  const question = { query: statement.text, query_params: warehouseParameters(ctx, statement) };
  return streamWarehouse(ctx.clickhouse, `analytics/${dataset.name}`, question, maxMs);
}

async function openCursor(
  { pg }: Pick<CompanyContext, 'pg'>,
  { text, values }: Statement,
): Promise<Rows> {
  await pg.query(`DECLARE list NO SCROLL CURSOR FOR ${text}`, values);
  return {
    take: async (count) => {
      // a number of ours: FETCH takes no parameters
      const fetch = { text: `FETCH ${count} FROM list`, types: PLAIN_VALUES };
      return (await pg.query<Row>(fetch)).rows;
    },
    close: () => undefined, // it ends with the transaction
  };
}
