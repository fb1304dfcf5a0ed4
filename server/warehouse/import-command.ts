import { parseArgs } from 'node:util';
import { findDefaultCompany } from '../accounts/service.ts';
import type { Context } from '../core/context.ts';
import { openEmbeddedClickHouse } from '../core/embedded-clickhouse.ts';
import { DomainError } from '../core/errors.ts';
import { openContext, type OpenContext } from '../core/open-context.ts';
import { QUIET, runProcess } from '../core/process.ts';
import {
  finishImports,
  importFile,
  type ImportOutcome,
  type ImportRequest,
} from './import-file.ts';
import type { ImportKind } from './import-kinds.ts';
import { progressLine, textBytesOf, watchImport } from './import-progress.ts';
import { reportLines } from './import-report.ts';
import { ImportRefused, openSource } from './import-source.ts';
import type { Warehouse } from './import-staging.ts';

const USAGE = `npm run import -- [--success FILE] [--errors FILE] [--dictionary FILE] [--skip-bad]

Loads files into the embedded warehouse: CSV (UTF-8, commas, a header), the same in gzip, or Parquet.
  --success FILE     price rows: dateupd, supid; sku, qty and price if it has them
  --errors FILE      failures: dt (wall-clock time in the business time zone), supid, error_id
  --dictionary FILE  what the error ids mean: id, error_text
  --skip-bad         load the good rows of a file with bad ones, instead of nothing
Each may be given several times. A file that was imported before is passed over.
`;

const NEXT =
  'Next: npm run job -- refresh-cadence-profiles, then npm run job -- backfill-investigations; ' +
  'or npm start, which makes up for runs that were missed.';

/** What the others refer to comes first. */
const KINDS = ['dictionary', 'errors', 'success'] as const satisfies readonly ImportKind[];

class ForeignWarehouse extends DomainError {
  constructor() {
    super(
      'FOREIGN_WAREHOUSE',
      'CLICKHOUSE_URL is set, and Pricelens does not write into a warehouse it does not own. ' +
        'Load the files there with its own tools, or unset CLICKHOUSE_URL to use the embedded one.',
    );
  }
}

const requests = readArguments();
await runProcess(async (config, log) => {
  if (config.clickhouse.url) throw new ForeignWarehouse();
  const open = await openContext(config, log);
  try {
    const { warehouseDatabase: database } = await findDefaultCompany(open.ctx);
    const warehouse = { clickhouse: open.ctx.clickhouse, database };
    await finishImports(warehouse);
    // one after the other, even after one that failed: its neighbours may be fine
    const states = [];
    for (const request of requests) states.push(await importAndReport(open, warehouse, request));
    if (states.includes('LOADED')) print(NEXT);
    if (states.includes('REFUSED')) process.exitCode = 1;
  } finally {
    await open.close();
  }
}, QUIET);

/** Imports one file, says how it ended, and returns that. */
async function importAndReport(
  { ctx }: OpenContext,
  warehouse: Warehouse,
  request: ImportRequest,
): Promise<ImportOutcome['state']> {
  const stopProgress = process.stderr.isTTY ? await showProgress(ctx, request) : undefined;
  try {
    const outcome = await importFile(warehouse, request);
    await stopProgress?.();
    reportLines(request.path, request.kind, outcome).forEach(print);
    return outcome.state;
  } catch (error) {
    await stopProgress?.();
    if (!(error instanceof ImportRefused)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 'REFUSED';
  }
}

/** Draws a bar on the terminal until the returned function is called, which takes it away again. */
async function showProgress({ dataFolder }: Context, { path }: ImportRequest) {
  const textBytes = await textBytesOf(await openSource(path)).catch(() => undefined);
  const clickhouse = await openEmbeddedClickHouse(dataFolder!); // the warehouse is embedded
  const draw = (line: string) => process.stderr.write(`\r\x1b[2K${line}`);
  const stop = watchImport(clickhouse, textBytes, (progress) => draw(progressLine(progress)));
  return async () => {
    await stop();
    await clickhouse.close();
    draw('');
  };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Exits with the usage when the arguments do not fit. */
function readArguments(): ImportRequest[] {
  try {
    const { values } = parseArgs({
      options: {
        dictionary: { type: 'string', multiple: true },
        errors: { type: 'string', multiple: true },
        success: { type: 'string', multiple: true },
        'skip-bad': { type: 'boolean', default: false },
      },
    });
    const all = KINDS.flatMap((kind) =>
      (values[kind] ?? []).map((path) => ({ kind, path, skipBad: values['skip-bad'] })),
    );
    if (all.length === 0) throw new Error('There is no file to import.');
    return all;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}`); // parseArgs throws Errors
    process.exit(2);
  }
}
