import { builder } from '../graphql/builder.ts';
import { costs } from '../graphql/field-cost.ts';
import { InvestigationType } from './investigation-schema.ts';
import type { Investigation } from './investigation.ts';
import type { RenamedColumn } from './preview/compare-columns.ts';
import { FILE_FORMATS } from './preview/file-format.ts';
import {
  compareWithLastGood,
  COMPARISON_STATES,
  type Comparison,
} from './preview/last-good-file.ts';
import { previewFile, type FilePreview } from './preview/preview-file.ts';
import {
  PREVIEW_STATES,
  PREVIEW_WARNINGS,
  type ArchiveEntry,
  type ArchivePreview,
  type BytesLine,
  type BytesPreview,
  type CellFormula,
  type PreviewWarning,
  type Ruler,
  type TablePreview,
  type TableRow,
} from './preview/preview.ts';

/** The values of an enum, each described by its sentence. */
function described<Name extends string>(sentences: Readonly<Record<Name, string>>) {
  return Object.fromEntries(
    Object.entries<string>(sentences).map(([name, description]) => [name, { description }]),
  ) as Record<Name, { description: string }>; // the same keys
}

const PreviewStateType = builder.enumType('PreviewState', {
  description: 'How a look into a file ended.',
  values: described(PREVIEW_STATES),
});

const PreviewWarningCodeType = builder.enumType('PreviewWarningCode', {
  description: 'What whoever opens a file should know of it.',
  values: described(PREVIEW_WARNINGS),
});

const FileFormatType = builder.enumType('FileFormat', {
  description: 'What a file is by its content.',
  values: described(FILE_FORMATS),
});

const ComparisonStateType = builder.enumType('ColumnComparisonState', {
  description: 'Whether there was something to compare with.',
  values: described(COMPARISON_STATES),
});

const PreviewWarningType = builder.objectRef<PreviewWarning>('PreviewWarning').implement({
  description: 'What whoever opens the file should know.',
  fields: (t) => ({
    code: t.expose('code', { description: 'What it warns of.', type: PreviewWarningCodeType }),
    message: t.string({
      description: 'The same as a sentence.',
      resolve: ({ code }) => PREVIEW_WARNINGS[code],
    }),
    detail: t.exposeString('detail', {
      nullable: true,
      description: 'What it is about, e.g. the name of an entry; null when the code says all.',
    }),
  }),
});

const CellFormulaType = builder.objectRef<CellFormula>('CellFormula').implement({
  description: 'A formula of a workbook, as text; it was not calculated.',
  fields: (t) => ({
    column: t.exposeInt('column', { description: 'From 0.' }),
    text: t.exposeString('text', { description: 'As it is in the workbook.' }),
  }),
});

const TableRowType = builder.objectRef<TableRow>('TableRow').implement({
  description: 'A row as it is in the file.',
  fields: (t) => ({
    number: t.exposeInt('number', {
      description:
        'As a spreadsheet counts, from 1 with the header; where numbers leap, rows are left out.',
    }),
    cells: t.exposeStringList('cells', {
      description: 'Text, cut at 200 characters; fewer than columns where the row ends before.',
    }),
    formulas: t.expose('formulas', {
      description: 'Those of its cells that are calculated.',
      type: [CellFormulaType],
      extensions: costs({ rows: 0, size: 50 }),
    }),
  }),
});

const RulerType = builder.objectRef<Ruler>('FailingPlace').implement({
  description: 'Where it failed, as far as the robot told in `extra`.',
  fields: (t) => ({
    row: t.exposeInt('row', {
      nullable: true,
      description: "A row's number; null when none was told or it is not within reach.",
    }),
    column: t.exposeInt('column', {
      nullable: true,
      description: 'From 0; null when none was told or the file has none like it.',
    }),
    isReached: t.exposeBoolean('isReached', {
      description: 'Whether all that was told is among what is shown.',
    }),
  }),
});

const TablePreviewType = builder.objectRef<TablePreview>('TablePreview').implement({
  description: 'The first rows of a text or a sheet, and those around the failing one.',
  fields: (t) => ({
    sheets: t.exposeStringList('sheets', { description: 'Of a workbook; none for text.' }),
    sheet: t.exposeString('sheet', {
      nullable: true,
      description: 'The one shown; null for text.',
    }),
    encoding: t.exposeString('encoding', {
      nullable: true,
      description: 'As it was guessed, e.g. `windows-1251`; null for workbooks.',
    }),
    delimiter: t.exposeString('delimiter', {
      nullable: true,
      description: 'As it was guessed; null for workbooks and for text of one column.',
    }),
    headerRow: t.exposeInt('headerRow', {
      nullable: true,
      description: 'The number of the row that looks like the header; null when none does.',
    }),
    columns: t.exposeStringList('columns', {
      description: "The header's names; empty without one.",
    }),
    columnCount: t.exposeInt('columnCount', {
      description: 'Of the widest row seen, also where not all of its columns are shown.',
    }),
    rows: t.expose('rows', {
      description: 'In the order of the file.',
      type: [TableRowType],
      extensions: costs({ rows: 0, size: 100 }),
    }),
    hasMoreRows: t.exposeBoolean('hasMoreRows', {
      description: 'Whether there are more than are shown.',
    }),
    hasMoreColumns: t.exposeBoolean('hasMoreColumns', {
      description: 'Whether there are more than are shown.',
    }),
    ruler: t.expose('ruler', {
      type: RulerType,
      nullable: true,
      description: 'null when the robot named neither row nor column.',
    }),
  }),
});

const ArchiveEntryType = builder.objectRef<ArchiveEntry>('ArchiveEntry').implement({
  description: 'A file in an archive, as the archive says it.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its path in the archive.' }),
    sizeBytes: t.exposeFloat('sizeBytes', { description: 'Once it would be unpacked.' }),
    compressedBytes: t.exposeFloat('compressedBytes', {
      description: 'As it is in the archive, in bytes.',
    }),
    isLocked: t.exposeBoolean('isLocked', { description: 'Whether it asks for a password.' }),
    warnings: t.expose('warnings', {
      type: [PreviewWarningCodeType],
      description: 'Why to be careful with it; empty when nothing speaks against it.',
    }),
  }),
});

const ArchivePreviewType = builder.objectRef<ArchivePreview>('ArchivePreview').implement({
  description: 'What an archive says it has. Nothing of it is unpacked.',
  fields: (t) => ({
    entries: t.expose('entries', {
      type: [ArchiveEntryType],
      extensions: costs({ rows: 0, size: 200 }),
      description: 'The first 200.',
    }),
    entryCount: t.exposeInt('entryCount', { description: 'Of all entries, shown or not.' }),
    hasMoreEntries: t.exposeBoolean('hasMoreEntries', {
      description: 'Whether there are more than are shown.',
    }),
  }),
});

const BytesLineType = builder.objectRef<BytesLine>('BytesLine').implement({
  description: 'Sixteen bytes.',
  fields: (t) => ({
    offset: t.exposeInt('offset', { description: 'Of its first byte in the file, from 0.' }),
    hex: t.exposeString('hex', { description: 'Two digits a byte, with spaces between.' }),
    ascii: t.exposeString('ascii', { description: 'With a dot for what is not printable.' }),
  }),
});

const BytesPreviewType = builder.objectRef<BytesPreview>('BytesPreview').implement({
  description: 'The first 512 bytes, of a file that is neither a table nor an archive.',
  fields: (t) => ({
    lines: t.expose('lines', {
      description: 'From the beginning of the file.',
      type: [BytesLineType],
      extensions: costs({ rows: 0, size: 32 }),
    }),
  }),
});

const TYPES = { TABLE: 'TablePreview', ARCHIVE: 'ArchivePreview', BYTES: 'BytesPreview' } as const;

const PreviewContentType = builder.unionType('PreviewContent', {
  description: 'What a file has inside.',
  types: [TablePreviewType, ArchivePreviewType, BytesPreviewType],
  resolveType: ({ kind }) => TYPES[kind],
});

const RenamedColumnType = builder.objectRef<RenamedColumn>('RenamedColumn').implement({
  description: 'A column that has a similar name now.',
  fields: (t) => ({
    from: t.exposeString('from', { description: 'In the good file.' }),
    to: t.exposeString('to', { description: 'In this one.' }),
  }),
});

const ComparisonType = builder.objectRef<Comparison>('ColumnComparison').implement({
  description:
    "A file's columns beside those of the supplier's last good file: one that no case names, or whose case was closed for a reason that acquits it.",
  fields: (t) => ({
    state: t.expose('state', {
      description: 'Whether there was something to compare with.',
      type: ComparisonStateType,
    }),
    message: t.string({
      description: 'The same as a sentence.',
      resolve: ({ state }) => COMPARISON_STATES[state],
    }),
    path: t.exposeString('path', {
      nullable: true,
      description: 'The good file; null when there is nothing to compare with.',
    }),
    columns: t.exposeStringList('columns', { description: 'Of the good file.' }),
    added: t.exposeStringList('added', {
      description: 'Columns that the good file does not have.',
    }),
    missing: t.exposeStringList('missing', {
      description: 'Columns of the good file that this one does not have.',
    }),
    renamed: t.expose('renamed', {
      description: 'Columns that have a similar name now.',
      type: [RenamedColumnType],
      extensions: costs({ rows: 0, size: 50 }),
    }),
  }),
});

interface PreviewOfCase extends FilePreview {
  investigation: Investigation;
}

const FilePreviewType = builder.objectRef<PreviewOfCase>('FilePreview').implement({
  description: 'What is inside the file that failed. The file is judged by its content alone.',
  fields: (t) => ({
    state: t.expose('state', {
      description: 'How the look into it ended.',
      type: PreviewStateType,
    }),
    message: t.string({
      description: 'The state as a sentence.',
      resolve: ({ state }) => PREVIEW_STATES[state],
    }),
    name: t.exposeString('name', {
      nullable: true,
      description: 'The last part of its path; null when none was named.',
    }),
    sizeBytes: t.exposeFloat('sizeBytes', {
      nullable: true,
      description: 'null when it could not be opened.',
    }),
    format: t.expose('format', {
      type: FileFormatType,
      nullable: true,
      description: 'null when it is empty or was not looked into.',
    }),
    warnings: t.expose('warnings', {
      description: 'What whoever opens it should know; empty when nothing speaks against it.',
      type: [PreviewWarningType],
      extensions: costs({ rows: 0, size: 20 }),
    }),
    content: t.expose('content', {
      type: PreviewContentType,
      nullable: true,
      description: 'null when there is nothing to show; its first bytes where it is broken.',
    }),
    lastGood: t.field({
      type: ComparisonType,
      description: "Its columns beside those of the supplier's last good file.",
      resolve: (preview, _args, ctx) => compareWithLastGood(ctx, preview.investigation, preview),
    }),
  }),
});

builder.objectField(InvestigationType, 'preview', (t) =>
  t.field({
    type: FilePreviewType,
    authScopes: { may: 'DOWNLOAD' },
    args: { sheet: t.arg.string({ description: 'A sheet of a workbook, by its name.' }) },
    description: 'What is inside the file that failed. For one case at a time: the file is opened.',
    resolve: async (investigation, { sheet }, ctx) => ({
      ...(await previewFile(ctx, investigation, sheet ?? undefined)),
      investigation,
    }),
  }),
);
