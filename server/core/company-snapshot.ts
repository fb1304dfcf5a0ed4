import type { CompanyDatabase } from './company-databases.ts';
import type { CompanyPool } from './company-pool.ts';
import type { CompanyContext } from './context.ts';
import { createPrisma } from './db.ts';
import { SnapshotPool } from './snapshot-pool.ts';

/** Postgres as a company sees it at one moment, for whoever opened it. */
export interface CompanySnapshot extends CompanyDatabase {
  close: () => Promise<void>;
}

interface Snapshot {
  pg: SnapshotPool;
  db: CompanySnapshot['db'];
}

/** By their company, to be opened again: Prisma does not give back all the memory that a client takes. */
const closed = new WeakMap<CompanyPool, Snapshot[]>();

/** @param maxIdleMs after so long without a statement Postgres ends it by itself */
export async function openSnapshot(
  { pg, company }: Pick<CompanyContext, 'pg' | 'company'>,
  maxIdleMs: number,
): Promise<CompanySnapshot> {
  const ofCompany = closed.get(pg) ?? [];
  closed.set(pg, ofCompany);
  const snapshot = ofCompany.pop() ?? create(pg, company.id);
  await snapshot.pg.open(maxIdleMs);
  const close = async () => {
    await snapshot.pg.close();
    ofCompany.push(snapshot);
  };
  return { ...snapshot, close };
}

function create({ transactions: { connections } }: CompanyPool, companyId: number): Snapshot {
  const pool = new SnapshotPool(connections, companyId);
  return { pg: pool, db: createPrisma(pool) };
}
