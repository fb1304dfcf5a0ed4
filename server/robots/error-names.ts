import type { CompanyContext } from '../core/context.ts';
import { errorDictionary } from './queries.ts';

/** The errors of the company's dictionary: their numbers by what they are called. */
export type ErrorNames = ReadonlyMap<string, number>;

type Asker = Pick<CompanyContext, 'clickhouse' | 'company' | 'now'>;

const KEEP_MS = 60_000; // names are added by hand, a few a year
const KEEP_UNKNOWN_MS = 1_000; // a name added a moment ago is found, and a wrong one costs no storm

interface Kept {
  names?: ErrorNames;
  askedAtMs: number;
  /** While the warehouse is being asked: everybody waits for the same answer. */
  asking?: Promise<ErrorNames> | undefined;
}

/** By company, as long as the process's client lives. */
const dictionaries = new WeakMap<Asker['clickhouse'], Map<number, Kept>>();

/**
 * The error dictionary, from the warehouse or as it was within the last minute. Older where the
 * warehouse is away and every name asked for is known, since a name does not change its meaning.
 *
 * @param wanted the names it is needed for
 * @throws {WarehouseUnavailable} {WarehouseRefused}
 */
export async function findErrorNames(ctx: Asker, wanted: readonly string[]): Promise<ErrorNames> {
  const kept = keptOf(ctx);
  const { names } = kept;
  const isEnough = names !== undefined && wanted.every((name) => names.has(name));
  const keepMs = isEnough ? KEEP_MS : KEEP_UNKNOWN_MS;
  if (names && ctx.now().getTime() - kept.askedAtMs < keepMs) return names;
  try {
    return await (kept.asking ??= ask(ctx, kept));
  } catch (error) {
    if (isEnough) return names;
    throw error;
  }
}

function keptOf({ clickhouse, company }: Asker): Kept {
  const byCompany = dictionaries.get(clickhouse) ?? new Map<number, Kept>();
  dictionaries.set(clickhouse, byCompany);
  const kept = byCompany.get(company.id) ?? { askedAtMs: 0 };
  byCompany.set(company.id, kept);
  return kept;
}

async function ask({ clickhouse, company, now }: Asker, kept: Kept): Promise<ErrorNames> {
  try {
    const askedAtMs = now().getTime();
    const rows = await errorDictionary(clickhouse, { database: company.warehouseDatabase });
    const names = new Map<string, number>();
    for (const { id, error_text } of rows) {
      const name = error_text.trim();
      if (!names.has(name)) names.set(name, id);
    }
    Object.assign(kept, { names, askedAtMs });
    return names;
  } finally {
    kept.asking = undefined;
  }
}
