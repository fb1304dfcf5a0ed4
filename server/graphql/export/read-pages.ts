import type { ExecutionResult, GraphQLError } from 'graphql';
import type { GraphQLContext } from '../builder.ts';
import { execute, type Patience } from '../execution.ts';
import { PAGE, type ExportPlan } from './plan.ts';

/** A page of the list, as the document asks for it. */
export interface ExportPage {
  edges: object[];
  /** Of the list in all, from its beginning; undefined where it does not know, and after the first page. */
  totalCount: number | undefined;
  /** The cursor of its last row; undefined of an empty page. */
  cursor: string | undefined;
}

interface Connection {
  edges: object[];
  totalCount?: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** The list could not be read to its end. */
export class ExportFailed extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super('A page of an export failed.');
    this.errors = errors;
  }
}

/**
 * Reads the list page by page, each when it is asked for, all of them as of one moment.
 *
 * @param context whose databases and list are of that moment
 * @throws {ExportFailed}
 */
export async function* readPages(
  { key, limit = Infinity, after, page }: ExportPlan,
  context: GraphQLContext,
  patience: Patience,
): AsyncGenerator<ExportPage, void, undefined> {
  let left = limit;
  let cursor = after;
  for (let isFirst = true; left > 0; isFirst = false) {
    const asked = page({ first: Math.min(left, PAGE), after: cursor, isFirst });
    const answer = await execute({ ...asked, contextValue: context }, patience);
    const { edges, totalCount, pageInfo } = connectionOf(answer, key);
    cursor = pageInfo.endCursor ?? undefined;
    left -= edges.length;
    yield { edges, totalCount, cursor };
    if (!pageInfo.hasNextPage) return;
  }
}

function connectionOf({ data, errors }: ExecutionResult, key: string): Connection {
  if (errors || !data) throw new ExportFailed(errors ?? []);
  return data[key] as Connection; // the plan asked for these fields
}
