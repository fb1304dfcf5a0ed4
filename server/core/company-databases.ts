import type pg from 'pg';
import { CompanyPool } from './company-pool.ts';
import { createPrisma, type PrismaClient } from './db.ts';
import { StoppablePool } from './stoppable-pool.ts';

const MAX_KEPT = 100;

/** Postgres as one company sees it. */
export interface CompanyDatabase {
  pg: StoppablePool;
  db: PrismaClient;
}

/**
 * Postgres as each company sees it, on connections that they share. Whoever keeps something for a
 * company may key it on its `pg`: that stays the same while the company is at work.
 */
export class CompanyDatabases {
  /** What they share. */
  readonly connections: pg.Pool;
  /** The company not asked for longest comes first. */
  readonly #kept = new Map<number, CompanyDatabase>();

  /** @param connections of a role that sees nothing until a company is set */
  constructor(connections: pg.Pool) {
    this.connections = connections;
  }

  of(companyId: number): CompanyDatabase {
    const database = this.#kept.get(companyId) ?? this.#open(companyId);
    this.#kept.delete(companyId);
    this.#kept.set(companyId, database);
    return database;
  }

  /** One that is forgotten goes on for those who have it; there is nothing of it to close. */
  #open(companyId: number): CompanyDatabase {
    if (this.#kept.size >= MAX_KEPT) this.#kept.delete(this.#kept.keys().next().value!); // it has some
    return {
      pg: new StoppablePool(this.connections, companyId),
      // Prisma answers look-ups of several requests with one statement, which is nobody's to stop.
      db: createPrisma(new CompanyPool(this.connections, companyId)),
    };
  }
}
