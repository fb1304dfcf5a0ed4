import type { ClickHouseClient } from '@clickhouse/client';
import type pg from 'pg';
import type { CompanyCache } from './company-cache.ts';
import type { CompanyDatabases } from './company-databases.ts';
import type { CompanyPool } from './company-pool.ts';
import type { Config } from './config.ts';
import type { PrismaClient } from './db.ts';
import type { Company } from './generated/prisma/client.ts';
import type { Logger } from './log.ts';

/** What a process works with. Made once (see open-context.ts) and passed first to every verb. */
export interface Context {
  config: Config;
  /** The data folder's absolute path; undefined where both databases are servers. */
  dataFolder: string | undefined;
  /** Postgres with all companies in it, for what concerns the installation: the event log, due jobs, keys. */
  pg: pg.Pool;
  /** Prisma on that pool. */
  db: PrismaClient;
  /** Postgres as each company sees it; inCompany() takes it from here. */
  companies: CompanyDatabases;
  clickhouse: ClickHouseClient;
  /** Answers kept until the company's investigations or profiles change. */
  cache: CompanyCache;
  log: Logger;
  /** The only clock; a request or run reads it once. */
  now: () => Date;
  /** To be called after a commit that appended events, so that nobody waits for the next poll. */
  eventsAppended: () => void;
}

/** A context that acts for one company: what requests and job runs get. Only inCompany() makes one. */
export interface CompanyContext extends Context {
  /** Postgres with this company's rows in it and no others, for the statements Prisma cannot do well. */
  pg: CompanyPool;
  /** Prisma on that pool. */
  db: PrismaClient;
  company: Company;
  actor: Actor;
}

/** Who acts. */
export interface Actor {
  /** Of the person or the key; null for jobs and for what comes with the installation. */
  id: string | null;
  /** As the event log and `investigator` name them: a person's or a key's, or `job <name>`. */
  name: string;
}

export type { Company };
