import { describe, expect, it } from 'vitest';
import { readMigrations } from '../../server/core/migrations.ts';

/** The last one from before there was the rule, which "A new version" in server/hosting/README.md has. */
const BEFORE_THE_RULE = '20261122130500_park_and_cancel_runs';

/** What a process of the version before, which is still at work, cannot stand. */
const BREAKING = [
  /\bDROP\s+(?!CONSTRAINT|INDEX|NOT\s+NULL|POLICY)\w+/i,
  /\bRENAME\b/i,
  /\bALTER\s+COLUMN\s+\S+\s+(SET\s+DATA\s+)?TYPE\b/i,
  /\bALTER\s+COLUMN\s+\S+\s+SET\s+NOT\s+NULL\b/i,
  /\bADD\s+COLUMN\s+(?![^,;]*\bDEFAULT\b)[^,;]*\bNOT\s+NULL\b/i,
];
const ENUM_VALUE = /\bADD\s+VALUE\b/i;

const CONTRACT = /^-- contract of (\w+)/m;
const WRITTEN_LATER = /^-- expand: written from the next version on$/m;

/** What of a migration breaks the rule; nothing when it is an empty list. */
function faultsOf(script: string, earlier: readonly string[]): string[] {
  const contracted = CONTRACT.exec(script)?.[1];
  if (contracted !== undefined)
    return earlier.includes(contracted) ? [] : [`${contracted} is no earlier migration`];
  const statements = script.replace(/--.*$/gm, '').replace(/\([^()]*\)/g, '');
  const faults = BREAKING.map((pattern) => pattern.exec(statements)?.[0]);
  if (!WRITTEN_LATER.test(script)) faults.push(ENUM_VALUE.exec(statements)?.[0]);
  return faults.filter((fault) => fault !== undefined);
}

describe('a migration only adds', () => {
  const names = readMigrations().map(({ name }) => name);
  const ruled = readMigrations().filter(({ name }) => name > BEFORE_THE_RULE);

  it('or says of which earlier one it is the contract', () => {
    const faults = ruled.flatMap(({ name, script }) =>
      faultsOf(script, names.slice(0, names.indexOf(name))).map((fault) => `${name}: ${fault}`),
    );
    expect(faults).toEqual([]);
  });

  it.each([
    'ALTER TABLE "supplier" DROP COLUMN "owner"',
    'ALTER TABLE supplier DROP owner',
    'DROP TABLE saved_view',
    'ALTER TABLE supplier ALTER COLUMN name DROP DEFAULT',
    'ALTER TABLE supplier RENAME COLUMN owner TO keeper',
    `ALTER TYPE "bucket" RENAME VALUE 'DEAD' TO 'GONE'`,
    'ALTER TABLE supplier\n  ALTER COLUMN name TYPE integer USING 1',
    'ALTER TABLE supplier ALTER COLUMN name SET DATA TYPE text',
    'ALTER TABLE supplier ALTER COLUMN name SET NOT NULL',
    'ALTER TABLE supplier ADD COLUMN rate NUMERIC(5, 2) NOT NULL, ADD COLUMN at DATE DEFAULT now()',
    `ALTER TYPE "bucket" ADD VALUE 'LOST'`,
  ])('refuses %s', (statement) => {
    expect(faultsOf(statement, [])).toHaveLength(1);
    expect(faultsOf(`-- contract of one\n${statement}`, ['one'])).toEqual([]);
    expect(faultsOf(`-- contract of two\n${statement}`, ['one'])).toHaveLength(1);
  });

  it.each([
    'CREATE TABLE a ("b" INTEGER NOT NULL, "c" VARCHAR(64) NOT NULL)',
    'ALTER TABLE supplier ADD COLUMN rate INTEGER NOT NULL DEFAULT 1',
    'ALTER TABLE supplier ADD COLUMN rate INTEGER -- not DROP COLUMN name',
    'ALTER TABLE supplier ALTER COLUMN name DROP NOT NULL, DROP CONSTRAINT supplier_name',
    `-- expand: written from the next version on\nALTER TYPE "bucket" ADD VALUE 'LOST'`,
  ])('lets pass %s', (statement) => {
    expect(faultsOf(statement, [])).toEqual([]);
  });
});
