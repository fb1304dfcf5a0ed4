import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CompanyDatabases } from '../../server/core/company-databases.ts';
import type { CompanyContext } from '../../server/core/context.ts';
import { createPool, inTransaction } from '../../server/core/postgres.ts';
import { ROLES } from '../../server/core/roles.ts';
import { useTestContext } from '../support/database.ts';
import { ROWS, TABLES } from './tenant-rows.ts';

const ctx = useTestContext();
let acme: CompanyContext;
let borealis: CompanyContext;

const ROW_LEVEL_SECURITY = /row-level security/;
const columnOf = (table: string) => (table === 'company' ? 'id' : 'company_id');

beforeAll(async () => {
  const company = await ctx.installation.db.company.create({
    data: { slug: 'borealis', name: 'Borealis', timeZone: 'Asia/Tokyo', warehouseDatabase: 'b' },
  });
  acme = ctx;
  borealis = ctx.inCompany(company);
  for (const { company } of [acme, borealis]) {
    for (const statement of Object.values(ROWS)) await ctx.owner.query(statement, [company.id]);
  }
});

describe('every table of companies', () => {
  it('has the wall, and every table with a company_id is one of them', async () => {
    const { rows } = await ctx.owner.query<{ name: string; isForced: boolean; policies: string[] }>(
      `SELECT relname AS name,
              relrowsecurity AND relforcerowsecurity AS "isForced",
              ARRAY(
                SELECT concat_ws(' ', policyname, cmd, roles, qual)
                FROM pg_policies
                WHERE tablename = relname
                ORDER BY policyname
              ) AS policies
       FROM pg_class
       WHERE relnamespace = 'public'::regnamespace
         AND relkind IN ('r', 'p')
         AND relname <> 'session' -- a person's, who may be in several companies
         AND (relname = 'company' OR EXISTS (
               SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'company_id'
             ))
       ORDER BY relname`,
    );
    const setting =
      "( SELECT (NULLIF(current_setting('pricelens.company_id'::text, true), ''::text))::integer AS \"nullif\")";
    expect(rows).toEqual(
      TABLES.map((name) => ({
        name,
        isForced: true,
        policies: [
          `every_company ALL {${ROLES.installation}} true`,
          `own_company ALL {${ROLES.company}} (${columnOf(name)} = ${setting})`,
        ],
      })),
    );
  });

  describe.each(TABLES)('%s', (table) => {
    const column = columnOf(table);
    const all = () => `SELECT DISTINCT ${column} AS company FROM "${table}"`;

    it('shows a company its own rows to a statement that forgets the company', async () => {
      for (const { pg: pool, company } of [acme, borealis]) {
        expect((await pool.query(all())).rows).toEqual([{ company: company.id }]);
      }
    });

    it('shows them to its transactions as well', async () => {
      for (const { pg: pool, company } of [acme, borealis]) {
        const { rows } = await inTransaction(pool, (client) => client.query(all()));
        expect(rows).toEqual([{ company: company.id }]);
      }
    });

    it('shows the installation all of them', async () => {
      expect((await ctx.installation.pg.query(all())).rows).toHaveLength(2);
    });

    it('lets a company change its own rows only', async () => {
      const update = `UPDATE "${table}" SET ${column} = ${column} RETURNING ${column} AS company`;
      const { rows } = await rolledBack(acme.pg, (client) => client.query(update));
      expect(rows).toEqual([{ company: acme.company.id }]);
    });

    it('lets it delete nothing of another', async () => {
      const remove = `DELETE FROM "${table}" WHERE ${column} <> ${acme.company.id}`;
      const { rowCount } = await rolledBack(acme.pg, (client) => client.query(remove));
      expect(rowCount).toBe(0);
    });

    it('takes nothing for another company, new or moved there', async () => {
      const insert = (client: pg.PoolClient) => client.query(ROWS[table], [borealis.company.id]);
      await expect(rolledBack(acme.pg, insert)).rejects.toThrow(ROW_LEVEL_SECURITY);
      const move = (client: pg.PoolClient) =>
        client.query(`UPDATE "${table}" SET ${column} = ${borealis.company.id}`);
      await expect(rolledBack(acme.pg, move)).rejects.toThrow(ROW_LEVEL_SECURITY);
    });

    it('is empty and closed while no company is set', async () => {
      const connections = acme.pg.transactions.connections;
      const unset = await connections.connect();
      await unset.query("SELECT set_config('pricelens.company_id', '', false)");
      expect((await unset.query(all())).rows).toEqual([]);
      await expect(unset.query(ROWS[table], [acme.company.id])).rejects.toThrow(ROW_LEVEL_SECURITY);
      unset.release(true);
    });
  });
});

describe('through Prisma', () => {
  const MODELS = [
    'apiKey',
    'backfillWatermark',
    'bucketChange',
    'cadenceDay',
    'cadenceProfile',
    'errorGuide',
    'event',
    'investigation',
    'investigationPresence',
    'investigationUndo',
    'invitation',
    'jobRun',
    'membership',
    'savedView',
    'supplier',
  ] as const;

  it.each(MODELS)('%s has a company’s own rows only', async (model) => {
    for (const { db, company } of [acme, borealis]) {
      const delegate = db[model] as unknown as { findMany: () => Promise<{ companyId: number }[]> };
      const rows = await delegate.findMany();
      expect(new Set(rows.map(({ companyId }) => companyId))).toEqual(new Set([company.id]));
    }
  });

  it('a company finds itself and no other', async () => {
    const slugs = await borealis.db.company.findMany({ select: { slug: true } });
    expect(slugs).toEqual([{ slug: 'borealis' }]);
  });

  it('a change without the company changes its own rows only', async () => {
    const data = { note: 'changed by Acme' };
    expect(await acme.db.investigation.updateMany({ data })).toEqual({ count: 1 });
    expect(await borealis.db.investigation.findMany({ where: data })).toEqual([]);
    const [own] = await borealis.db.investigation.findMany();
    const found = acme.db.investigation.update({ where: { id: own!.id }, data });
    await expect(found).rejects.toThrow(/not found/);
  });

  it('a transaction sees its company, also when the connection was another’s before', async () => {
    const count = async ({ db }: CompanyContext) =>
      db.$transaction(async (transaction) => (await transaction.supplier.findMany()).length);
    expect(await Promise.all([acme, borealis, acme, borealis].map(count))).toEqual([1, 1, 1, 1]);
  });
});

describe('companies that share one connection', () => {
  let connections: pg.Pool;
  let both: { pg: CompanyContext['pg']; db: CompanyContext['db']; id: number }[];
  beforeAll(() => {
    connections = createPool(ctx.postgresUrl, 1, ctx.log, ROLES.company);
    const databases = new CompanyDatabases(connections);
    both = [acme, borealis].map(({ company: { id } }) => ({ id, ...databases.of(id) }));
  });
  afterAll(() => connections.end());

  const seenBy = async (pool: CompanyContext['pg']) =>
    (await pool.query<{ id: number }>('SELECT id FROM company')).rows.map(({ id }) => id);

  it('never see each other as they take turns', async () => {
    const turns = Array.from({ length: 40 }, (_, i) => both[(i * 7) % 3 ? 0 : 1]!);
    const seen = await Promise.all(turns.map(({ pg: pool }) => seenBy(pool)));
    expect(seen).toEqual(turns.map(({ id }) => [id]));
  });

  it('nor on Prisma and in transactions in between', async () => {
    const ask = ['query', 'prisma', 'transaction'].flatMap((way) =>
      both.map(({ pg: pool, db, id }) => async () => {
        if (way === 'query') return [id, await seenBy(pool)];
        if (way === 'prisma') return [id, (await db.company.findMany()).map((row) => row.id)];
        const { rows } = await inTransaction(pool, (client) =>
          client.query<{ id: number }>('SELECT id FROM company'),
        );
        return [id, rows.map((row) => row.id)];
      }),
    );
    for (const question of [...ask, ...ask.toReversed()]) {
      const [id, seen] = await question();
      expect(seen).toEqual([id]);
    }
  });

  it('nor after one of them failed, in a statement or in a transaction', async () => {
    const [first, second] = both as [(typeof both)[0], (typeof both)[0]];
    await expect(first.pg.query('SELECT 1 / 0')).rejects.toThrow('division by zero');
    expect(await seenBy(second.pg)).toEqual([second.id]);
    const failing = inTransaction(first.pg, (client) => client.query('SELECT 1 / 0'));
    await expect(failing).rejects.toThrow('division by zero');
    expect(await seenBy(second.pg)).toEqual([second.id]);
    expect(await seenBy(first.pg)).toEqual([first.id]);
  });

  it('nor when the connection was handed back in the middle of a transaction', async () => {
    const [first, second] = both as [(typeof both)[0], (typeof both)[0]];
    const client = await first.pg.connect();
    await client.query('BEGIN');
    client.release();
    await expect(seenBy(second.pg)).rejects.toThrow(/in the middle of a transaction/);
    expect(await seenBy(second.pg)).toEqual([second.id]);
    expect(await seenBy(first.pg)).toEqual([first.id]);
  });
});

describe('the roles of the process', () => {
  it.each([
    'TRUNCATE investigation',
    'DROP TABLE investigation',
    'ALTER TABLE company DISABLE ROW LEVEL SECURITY',
  ])('own nothing: %s is refused', async (statement) => {
    const refused = /must be owner|permission denied/;
    await expect(acme.pg.query(statement)).rejects.toThrow(refused);
    await expect(ctx.installation.pg.query(statement)).rejects.toThrow(refused);
  });

  it('do not see the history of migrations', async () => {
    const read = acme.pg.query('SELECT FROM _prisma_migrations');
    await expect(read).rejects.toThrow('permission denied');
  });

  it('have what later migrations make', async () => {
    const table = `later_${randomUUID().slice(0, 8)}`;
    await ctx.owner.query(
      `CREATE TABLE ${table} (id bigserial, company_id int); CALL wall_off('${table}')`,
    );
    await acme.pg.query(`INSERT INTO ${table} (company_id) VALUES ($1)`, [acme.company.id]);
    expect((await borealis.pg.query(`SELECT FROM ${table}`)).rows).toEqual([]);
    await ctx.owner.query(`DROP TABLE ${table}`);
  });
});

/** What a transaction comes to that leaves nothing behind. */
async function rolledBack<T>(
  pool: CompanyContext['pg'],
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const enough = new Error('enough');
  let result: T | undefined;
  await inTransaction(pool, async (client) => {
    result = await work(client);
    throw enough;
  }).catch((error: unknown) => {
    if (error !== enough) throw error;
  });
  return result!; // work has returned
}
