import type { Stage } from './sample-errors.ts';
import type { FileFlaw } from './sample-files.ts';
import type { SampleSupplier } from './sample-suppliers.ts';

const EXTENSIONS: Partial<Record<FileFlaw, string>> = {
  'locked archive': 'zip',
  'old spreadsheet': 'xls',
};

/** How suppliers call their price lists; each keeps to one way. */
const FILE_NAMES: readonly ((when: Moment) => string)[] = [
  ({ year, month, day }) => `price_${year}${month}${day}`,
  ({ year, month, day }) => `Прайс ${day}.${month}.${year}`,
  () => 'Остатки и цены',
  ({ year, month, day }) => `price list ${year}-${month}-${day}`,
  ({ day, month }) => `ПРАЙС-ЛИСТ опт (${day}.${month})`,
  () => 'stock',
];

interface Moment {
  year: string;
  month: string;
  day: string;
  time: string;
}

/** Where the robots keep a file: by letter, by FTP account, or by supplier once it is consolidated. */
const FOLDERS: Record<Stage, (supplier: SampleSupplier, when: Moment) => string> = {
  load_mail: ({ contact }, when) => `mail_backup/${dayOf(when)}/${when.time} ${contact}`,
  load_ftp: ({ supplierId }, when) => `ftp_backup/${supplierId}/${dayOf(when)}_${when.time}`,
  consolidate: consolidated,
  airflow: consolidated,
};

function consolidated({ supplierId, name }: SampleSupplier, when: Moment): string {
  return `daily_consolidation/${dayOf(when)}/${supplierId} ${name}/${when.time}`;
}

/** The path of a file that failed at a wall-clock time, under one of the configured roots. */
export function samplePath(
  supplier: SampleSupplier,
  stage: Stage,
  at: string,
  flaw: FileFlaw,
): string {
  const [year = '', month = '', day = '', hour = '', minute = ''] = at.split(/[- :]/);
  const when = { year, month, day, time: `${hour}${minute}` };
  const nameOf = FILE_NAMES[supplier.supplierId % FILE_NAMES.length]!; // an index within the list
  return `${FOLDERS[stage](supplier, when)}/${nameOf(when)}.${EXTENSIONS[flaw] ?? 'csv'}`;
}

const dayOf = ({ year, month, day }: Moment) => `${year}-${month}-${day}`;
