import type {
  InvestigationSource,
  InvestigationStatus,
  ReasonCode,
} from '../core/generated/prisma/client.ts';
import { defineStatement, type Queryable } from '../core/postgres.ts';

/**
 * One failure that needs a person, as it is read, shown and told as an event. Instants are ISO 8601
 * text in UTC, to the microsecond: a Date would lose what cursors and robots go by.
 */
export interface Investigation {
  id: string;
  eventAt: string;
  supplierId: number;
  errorId: number;
  errorText: string;
  stage: string;
  filePath: string | null;
  extra: unknown;
  source: InvestigationSource;
  status: InvestigationStatus;
  note: string | null;
  reasonCode: ReasonCode | null;
  assigneeId: string | null;
  /** null when it does not sleep, and while it waits for its supplier's next success. */
  snoozedUntil: string | null;
  awaitsSuccess: boolean;
  investigator: string | null;
  investigatedAt: string | null;
  version: number;
  createdAt: string;
  /** Undoes the change that a mutation answers with; never kept, and absent from what is read. */
  undoToken?: string | null;
}

/** How Postgres writes the end of a sleep that only a success ends. */
export const ENDLESS = 'infinity';

/**
 * Its columns, as every statement of sql/investigations that returns investigations names them, with
 * instants as Postgres' text.
 */
export interface InvestigationRow {
  id: string;
  event_at: string;
  supid: number;
  error_id: number;
  error_text: string;
  stage: string;
  file_path: string | null;
  extra: unknown;
  source: InvestigationSource;
  status: InvestigationStatus;
  note: string | null;
  reason_code: ReasonCode | null;
  assignee_id: string | null;
  snoozed_until: string | null;
  investigator: string | null;
  investigated_at: string | null;
  version: number;
  created_at: string;
}

export function toInvestigation(row: InvestigationRow): Investigation {
  const awaitsSuccess = row.snoozed_until === ENDLESS;
  return {
    id: row.id,
    eventAt: isoOfPostgres(row.event_at),
    supplierId: row.supid,
    errorId: row.error_id,
    errorText: row.error_text,
    stage: row.stage,
    filePath: row.file_path,
    extra: row.extra,
    source: row.source,
    status: row.status,
    note: row.note,
    reasonCode: row.reason_code,
    assigneeId: row.assignee_id,
    snoozedUntil: awaitsSuccess ? null : row.snoozed_until && isoOfPostgres(row.snoozed_until),
    awaitsSuccess,
    investigator: row.investigator,
    investigatedAt: row.investigated_at && isoOfPostgres(row.investigated_at),
    version: row.version,
    createdAt: isoOfPostgres(row.created_at),
  };
}

/** `2026-11-20 06:41:00.123456+00`, as Postgres writes an instant in a UTC session, in ISO 8601. */
function isoOfPostgres(text: string): string {
  return `${text.slice(0, 10)}T${text.slice(11, -3)}Z`;
}

/** Binds a statement of sql/investigations that returns investigations. */
export function defineInvestigationStatement(name: string, options: { prepared?: boolean } = {}) {
  const run = defineStatement<InvestigationRow>(`investigations/${name}`, {
    ...options,
    instantsAsText: true,
  });
  return async (db: Queryable, values: unknown[]): Promise<Investigation[]> =>
    (await run(db, values)).map(toInvestigation);
}
