import { randomUUID } from 'node:crypto';
import type { Company } from '../../server/core/context.ts';
import { defineStatement, type Queryable } from '../../server/core/postgres.ts';

const open = defineStatement('investigations/open');

/** Opens a case as the backfill does for a failure that the warehouse has. */
export async function openBackfilled(
  db: Queryable,
  { id }: Pick<Company, 'id'>,
  { eventAt, supplierId, errorId }: { eventAt: string; supplierId: number; errorId: number },
): Promise<void> {
  await open(db, [
    id,
    'BACKFILL',
    null,
    [randomUUID()],
    [randomUUID().replaceAll('-', '')],
    [`${eventAt.slice(0, 19)}Z`], // whole seconds, as the warehouse has them
    [supplierId],
    [errorId],
    ['as of the warehouse'],
    ['consolidate'],
    [null],
    [null],
    ['job backfill'],
    [null],
  ]);
}
