import { askWarehouse, type ClickHouseClient } from '../../core/clickhouse.ts';
import type { Config } from '../../core/config.ts';
import { DomainError } from '../../core/errors.ts';
import { connectToClickHouse } from '../../core/warehouse-connection.ts';
import { findWarehouseFaults } from '../../core/warehouse-tables.ts';
import { clockFinding, versionFinding, type Finding } from './finding.ts';
import type { Patient } from './postgres.ts';

const OLDEST = 24;
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** What the warehouse is like, and whether each company's tables are there and can be read. */
export async function examineWarehouse(
  { clickhouse: { url, ...limits } }: Config,
  companies: readonly Patient[],
): Promise<Finding[]> {
  if (!url) {
    return [
      { subject: 'Warehouse', state: 'OK', sentence: 'Embedded; it comes up with the server.' },
    ];
  }
  const clickhouse = connectToClickHouse({ url, ...limits });
  try {
    const findings = [wayFinding(new URL(url)), ...(await examineServer(clickhouse))];
    for (const company of companies) findings.push(...(await examineTables(clickhouse, company)));
    return findings;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return [{ subject: 'Warehouse', state: 'FAIL', sentence: error.message }];
  } finally {
    await clickhouse.close();
  }
}

function wayFinding({ protocol, hostname }: URL): Finding {
  const isSafe = protocol === 'https:' || LOOPBACK.includes(hostname);
  return {
    subject: 'Warehouse',
    state: isSafe ? 'OK' : 'WARN',
    sentence: isSafe
      ? 'The way there is encrypted or does not leave this machine.'
      : 'The way there is not encrypted. Let CLICKHOUSE_URL begin with https://.',
  };
}

async function examineServer(clickhouse: ClickHouseClient): Promise<Finding[]> {
  const query = `SELECT version() AS version, serverTimezone() AS zone,
                   toUnixTimestamp64Milli(now64(3)) AS now, toString(getSetting('readonly')) AS readonly`;
  const asked = Date.now();
  const rows = await askWarehouse(clickhouse, 'doctor', { query, query_params: {} });
  const answered = Date.now();
  const { version, zone, now, readonly } = rows[0] as Record<string, string>; // a SELECT without FROM
  return [
    versionFinding('Warehouse', version!, OLDEST),
    clockFinding('Warehouse', { asked, answered, theirs: Number(now) }),
    {
      subject: 'Warehouse',
      state: 'OK',
      sentence: `Its time zone is ${zone}. A DateTime without a zone of its own shows that clock: it has to be the business time.`,
    },
    {
      subject: 'Warehouse',
      state: readonly === '0' ? 'WARN' : 'OK',
      sentence:
        readonly === '0'
          ? 'Its user may do more than read. Give it the profile readonly = 2, or 1 with limits of its own.'
          : `Its user only reads (readonly = ${readonly}).`,
    },
  ];
}

async function examineTables(
  clickhouse: ClickHouseClient,
  { slug, warehouseDatabase }: Patient,
): Promise<Finding[]> {
  const subject = `Warehouse of ${slug}`;
  const faults = await findWarehouseFaults(clickhouse, warehouseDatabase);
  if (faults.length > 0) return faults.map((sentence) => ({ subject, state: 'FAIL', sentence }));
  return [{ subject, state: 'OK', sentence: `${warehouseDatabase} has what Pricelens reads.` }];
}
