import { parseArgs } from 'node:util';
import { UsageWrong } from '../core/errors.ts';

/** The one argument of the command line. @throws {UsageWrong} */
export function folderNamed(usage: string): string {
  const { positionals } = parseArgs({ allowPositionals: true, strict: false });
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1) throw new UsageWrong(usage);
  return folder;
}
