import { CompanyCache } from '../../core/company-cache.ts';
import { openSnapshot } from '../../core/company-snapshot.ts';
import { ListStream } from '../../core/list-stream.ts';
import type { GraphQLContext } from '../builder.ts';

/** What the pages of an export are read with. */
export interface ExportSnapshot extends AsyncDisposable {
  context: GraphQLContext;
}

/**
 * Opens both databases for one export, for `maxMs` at the longest: Postgres as it is at one moment, on a
 * connection of its own, and the list as one statement, which a warehouse answers as of the moment that
 * it is asked.
 */
export async function openExportSnapshot(
  context: GraphQLContext,
  maxMs: number,
): Promise<ExportSnapshot> {
  const { pg, db, close } = await openSnapshot(context, maxMs);
  const stream = new ListStream(maxMs);
  return {
    // what others have kept is of other moments
    context: { ...context, pg, db, cache: new CompanyCache(), stream },
    [Symbol.asyncDispose]: async () => {
      await stream.close();
      await close();
    },
  };
}
