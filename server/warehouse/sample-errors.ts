import { FIRST_PRICE_IN_WORDS, type FileFlaw } from './sample-files.ts';

/** The robots' stages, in the order in which a file goes through them. */
export type Stage = 'load_mail' | 'load_ftp' | 'consolidate' | 'airflow';

/** How a person closed a case of this kind, and what they wrote. */
export interface SampleAnswer {
  resolution: 'RESOLVED' | 'UNRESOLVED';
  reasonCode: 'SUPPLIER_FAULT' | 'OUR_FAULT' | 'FORMAT_CHANGED' | 'DUPLICATE' | 'FALSE_ALARM';
  note: string;
}

/** A kind of failure that the sample's robots meet. */
export interface SampleError {
  errorId: number;
  text: string;
  stages: readonly [Stage, ...Stage[]];
  /** How often it happens, beside the others. */
  weight: number;
  /** What is wrong with the file that failed; undefined when none came. */
  flaw?: FileFlaw;
  /** Where in the file the robot stopped, as it tells in `extra`; undefined when it is nowhere. */
  place?: { row?: number; column: string };
  answer: SampleAnswer;
}

const RECEIVING = ['load_mail', 'load_ftp'] as const;

const fixed = (reasonCode: SampleAnswer['reasonCode'], note: string): SampleAnswer => ({
  resolution: 'RESOLVED',
  reasonCode,
  note,
});
const left = (reasonCode: SampleAnswer['reasonCode'], note: string): SampleAnswer => ({
  resolution: 'UNRESOLVED',
  reasonCode,
  note,
});

export const SAMPLE_ERRORS: readonly SampleError[] = [
  {
    errorId: 1,
    text: 'File cannot be read',
    stages: RECEIVING,
    weight: 14,
    flaw: 'broken bytes',
    answer: fixed('SUPPLIER_FAULT', 'Broken on their side. They sent it again, loaded by hand.'),
  },
  {
    errorId: 2,
    text: 'Unknown format',
    stages: RECEIVING,
    weight: 10,
    flaw: 'old spreadsheet',
    answer: fixed('FORMAT_CHANGED', 'They moved to another program. Asked for CSV as before.'),
  },
  {
    errorId: 3,
    text: 'Price column not found',
    stages: ['consolidate'],
    weight: 18,
    flaw: 'no price column',
    place: { column: 'Цена' },
    answer: fixed('FORMAT_CHANGED', 'Column renamed to «Цена с НДС», mapping updated.'),
  },
  {
    errorId: 4,
    text: 'Quantity column not found',
    stages: ['consolidate'],
    weight: 9,
    flaw: 'no quantity column',
    place: { column: 'Остаток' },
    answer: fixed('FORMAT_CHANGED', 'Stock is now in a second file; mapping updated.'),
  },
  {
    errorId: 5,
    text: 'Wrong encoding',
    stages: ['load_mail', 'load_ftp', 'consolidate'],
    weight: 11,
    flaw: 'windows-1251',
    answer: fixed('OUR_FAULT', 'windows-1251 switched on for this supplier.'),
  },
  {
    errorId: 6,
    text: 'File is empty',
    stages: RECEIVING,
    weight: 9,
    flaw: 'empty',
    answer: fixed('SUPPLIER_FAULT', 'Their export failed overnight, a full file came at noon.'),
  },
  {
    errorId: 7,
    text: 'Archive is password-protected',
    stages: ['load_mail'],
    weight: 4,
    flaw: 'locked archive',
    answer: fixed('SUPPLIER_FAULT', 'Got the password from the manager and saved it.'),
  },
  {
    errorId: 8,
    text: 'FTP timeout',
    stages: ['load_ftp'],
    weight: 10,
    answer: fixed('SUPPLIER_FAULT', 'Their server was down from 3 to 5, the next run was fine.'),
  },
  {
    errorId: 9,
    text: 'FTP login refused',
    stages: ['load_ftp'],
    weight: 4,
    answer: left('SUPPLIER_FAULT', 'They changed the password, waiting for the new one.'),
  },
  {
    errorId: 10,
    text: 'Duplicate file',
    stages: RECEIVING,
    weight: 6,
    flaw: 'none',
    answer: fixed('DUPLICATE', 'The same file as the day before, nothing to load.'),
  },
  {
    errorId: 11,
    text: 'Letter has no attachment',
    stages: ['load_mail'],
    weight: 5,
    answer: left('SUPPLIER_FAULT', 'Holiday greeting instead of prices. Wrote to them.'),
  },
  {
    errorId: 12,
    text: 'Price is not a number',
    stages: ['consolidate'],
    weight: 8,
    flaw: 'prices in words',
    place: { row: FIRST_PRICE_IN_WORDS, column: 'Цена' },
    answer: fixed(
      'SUPPLIER_FAULT',
      '«по запросу» in the price column; those rows are skipped now.',
    ),
  },
  {
    errorId: 13,
    text: 'Far fewer rows than last time',
    stages: ['consolidate'],
    weight: 6,
    flaw: 'few rows',
    answer: fixed('FALSE_ALARM', 'Season is over, they really have that few articles.'),
  },
  {
    errorId: 14,
    text: 'Price list is older than the last one',
    stages: ['consolidate'],
    weight: 4,
    flaw: 'none',
    answer: left('SUPPLIER_FAULT', 'Sent last week’s file. Asked for the current one.'),
  },
  {
    errorId: 15,
    text: 'Consolidation timed out',
    stages: ['airflow'],
    weight: 4,
    flaw: 'none',
    answer: fixed('OUR_FAULT', 'Worker was out of memory; restarted, the file went through.'),
  },
];
