/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Who works on it: any of those named here. Naming nobody at all fits no case. */
export type AssigneeFilter = {
  /** People by id. */
  ids?: Array<string> | null | undefined;
  /** Whoever asks. */
  me?: boolean | null | undefined;
  /** Cases that nobody works on. */
  nobody?: boolean | null | undefined;
};

/** How regularly a supplier delivers. */
export type Bucket =
  /** Its gaps differ by no more than half of their median. */
  | 'CONSISTENT'
  /** It has been silent for 28 days or longer. */
  | 'DEAD'
  /** Its gaps differ by more. */
  | 'INCONSISTENT'
  /** It has succeeded on one day, less than 28 days ago. */
  | 'NEW';

/** What can happen. */
export type EventKind =
  /** An admin changed the company's name or time zone. */
  | 'COMPANY_CHANGED'
  /** Somebody wrote what is known of an error, or took it back. */
  | 'ERROR_GUIDE_CHANGED'
  /** It was given to somebody, or somebody took it. */
  | 'INVESTIGATION_ASSIGNED'
  /** A robot reported a failure that the backfill had found, with its details. */
  | 'INVESTIGATION_CLAIMED'
  /** Somebody wrote a note. */
  | 'INVESTIGATION_NOTED'
  /** A failure was logged by a robot or found in the warehouse. */
  | 'INVESTIGATION_OPENED'
  /** Somebody opened it again. */
  | 'INVESTIGATION_REOPENED'
  /** Somebody resolved it. */
  | 'INVESTIGATION_RESOLVED'
  /** Somebody put it to sleep: it leaves the queue until its time. */
  | 'INVESTIGATION_SNOOZED'
  /** Nobody works on it any more. */
  | 'INVESTIGATION_UNASSIGNED'
  /** Somebody undid a change of theirs; it is again what it was before. */
  | 'INVESTIGATION_UNDONE'
  /** Somebody closed it without a solution. */
  | 'INVESTIGATION_UNRESOLVED'
  /** It is back in the queue: its time came, its supplier succeeded, or somebody woke it. */
  | 'INVESTIGATION_WOKEN'
  /** A run of a job ended, well or not. */
  | 'JOB_FINISHED'
  /** An admin made a key for a machine. */
  | 'KEY_CREATED'
  /** An admin revoked one. */
  | 'KEY_REVOKED'
  /** An admin offered somebody a place in the company. */
  | 'MEMBER_INVITED'
  /** Somebody took it, or was added by the command line. */
  | 'MEMBER_JOINED'
  /** An admin took somebody out of the company. */
  | 'MEMBER_REMOVED'
  /** An admin gave somebody another role. */
  | 'MEMBER_ROLE_CHANGED'
  /** An admin took such an offer back. */
  | 'MEMBER_UNINVITED'
  /** An admin made a link by which somebody sets a new password. */
  | 'PASSWORD_RESET'
  /** A refresh put the supplier into another bucket. */
  | 'SUPPLIER_BUCKET_CHANGED'
  /** Somebody edited what is known of the supplier. */
  | 'SUPPLIER_CHANGED';

/** What happened to an investigation. */
export type InvestigationChange =
  /** It was given to somebody, or somebody took it. */
  | 'ASSIGNED'
  /** A robot reported the failure that the backfill had found. */
  | 'CLAIMED'
  /** Somebody wrote a note. */
  | 'NOTED'
  /** A failure was logged by a robot or found in the warehouse. */
  | 'OPENED'
  /** Somebody opened it again. */
  | 'REOPENED'
  /** Somebody closed it: its cause is mended. */
  | 'RESOLVED'
  /** Somebody put it to sleep. */
  | 'SNOOZED'
  /** It was given back: nobody works on it. */
  | 'UNASSIGNED'
  /** Somebody undid a change of theirs. */
  | 'UNDONE'
  /** Somebody closed it without a solution. */
  | 'UNRESOLVED'
  /** Its time came (`clock`), its supplier succeeded (`job …`), or somebody woke it. */
  | 'WOKEN';

/** Narrows a list of investigations; what is left out or null does not, an empty list fits none. At most 500 values in a list. */
export type InvestigationFilter = {
  assignee?: AssigneeFilter | null | undefined;
  /** The supplier is in one of them as of the last refresh. */
  buckets?: Array<Bucket> | null | undefined;
  /** Short for one of errorIds. */
  errorId?: number | null | undefined;
  errorIds?: Array<number> | null | undefined;
  /** It failed at or after this instant. */
  from?: string | null | undefined;
  /** Why it was closed. */
  reasonCodes?: Array<ReasonCode> | null | undefined;
  /** Whether it is snoozed now. */
  snoozed?: boolean | null | undefined;
  /** Short for one of stages. */
  stage?: string | null | undefined;
  stages?: Array<string> | null | undefined;
  status?: Array<InvestigationStatus> | null | undefined;
  /** Short for one of supplierIds. */
  supplierId?: number | null | undefined;
  supplierIds?: Array<number> | null | undefined;
  /** A part of the error, of the file's path or of the supplier's name, or the beginning of its number; at most 128 characters. Among closed cases it looks 90 days back, unless `from` says otherwise. */
  text?: string | null | undefined;
  /** It failed before this instant. */
  to?: string | null | undefined;
};

/** Who told of the failure. */
export type InvestigationSource =
  /** It was found in the warehouse; no robot has reported it so far. */
  | 'BACKFILL'
  /** A robot reported it. */
  | 'ROBOT';

/** Whether somebody still has to look at it. */
export type InvestigationStatus =
  /** Nobody has closed it yet. */
  | 'OPEN'
  /** Its cause is mended. */
  | 'RESOLVED'
  /** Given up: it could not be mended. */
  | 'UNRESOLVED';

/** Where a run is. */
export type JobState =
  | 'DONE'
  | 'FAILED'
  | 'QUEUED'
  | 'RUNNING';

/** A view of the queue. All but SNOOZED and EVERYTHING have what is open and awake. */
export type QueuePreset =
  /** All of it. */
  | 'ALL_OPEN'
  /** Open or closed, awake or asleep. */
  | 'EVERYTHING'
  /** Whoever asks works on it. */
  | 'MINE'
  /** Failed more than 24 hours ago. */
  | 'OLDER_THAN_A_DAY'
  /** Open, and asleep until some instant or success. */
  | 'SNOOZED'
  /** Failed on the business day it is now. */
  | 'TODAY'
  /** Nobody works on it. */
  | 'UNASSIGNED'
  /** Failed on the business day before. */
  | 'YESTERDAY';

/** Why a case was closed the way it was. */
export type ReasonCode =
  /** Another case is about the same. */
  | 'DUPLICATE'
  /** Nothing was wrong. */
  | 'FALSE_ALARM'
  /** The supplier changed the layout of its files. */
  | 'FORMAT_CHANGED'
  /** The note says it. */
  | 'OTHER'
  /** We handled it wrongly. */
  | 'OUR_FAULT'
  /** The supplier sent something wrong. */
  | 'SUPPLIER_FAULT';

/** How a case is closed. */
export type Resolution =
  /** Its cause is mended. */
  | 'RESOLVED'
  /** Given up: it could not be mended. */
  | 'UNRESOLVED';

/** How to close a case. */
export type ResolveInvestigationInput = {
  id: string;
  /** At most 10,000 characters. Without one, the note it has stays. */
  note?: string | null | undefined;
  reasonCode?: ReasonCode | null | undefined;
  resolution: Resolution;
  /** Of the investigation as the caller saw it. */
  version: number;
};

export type AnomaliesPageQueryVariables = Exact<{
  includeDead: boolean;
  stripFrom: string;
  first: number;
  after?: string | null | undefined;
}>;


export type AnomaliesPageQuery = { eventCursor: string, anomalies: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, supplierId: number, name: string | null, profile: { medianGapDays: number | null, daysSinceLast: number, lastSuccessDate: string, timesOwnRhythm: number | null, nextExpectedDate: string | null, bucket: Bucket } | null, calendar: Array<{ date: string, hadFile: boolean, attempts: number, errors: number, lastStage: string | null }> } }> } };

export type AnomalyRowFragment = { id: string, supplierId: number, name: string | null, profile: { medianGapDays: number | null, daysSinceLast: number, lastSuccessDate: string, timesOwnRhythm: number | null, nextExpectedDate: string | null, bucket: Bucket } | null, calendar: Array<{ date: string, hadFile: boolean, attempts: number, errors: number, lastStage: string | null }> };

export type BucketBarFragment = { bucket: Bucket, suppliers: number, change7Days: number };

export type BucketStepFragment = { date: string, from: Bucket | null, to: Bucket };

export type CalendarDayFragment = { date: string, hadFile: boolean, attempts: number, errors: number, lastStage: string | null };

export type FeedsReportQueryVariables = Exact<{
  stripFrom: string;
}>;


export type FeedsReportQuery = { eventCursor: string, buckets: Array<{ bucket: Bucket, suppliers: number, change7Days: number }>, anomalies: { totalCount: number, edges: Array<{ node: { id: string, supplierId: number, name: string | null, profile: { medianGapDays: number | null, daysSinceLast: number, lastSuccessDate: string, timesOwnRhythm: number | null, nextExpectedDate: string | null, bucket: Bucket } | null, calendar: Array<{ date: string, hadFile: boolean, attempts: number, errors: number, lastStage: string | null }> } }> } };

export type ProfileFactsFragment = { successDays: number, medianGapDays: number | null, sdGap: number | null, daysSinceLast: number, lastSuccessDate: string, bucket: Bucket, isAnomaly: boolean, timesOwnRhythm: number | null, nextExpectedDate: string | null, asOf: string };

export type SupplierPageQueryVariables = Exact<{
  supplierId: number;
}>;


export type SupplierPageQuery = { eventCursor: string, supplier: { id: string, supplierId: number, name: string | null, owner: string | null, contact: string | null, adminUrl: string | null, pausedUntil: string | null, openInvestigations: number, profile: { successDays: number, medianGapDays: number | null, sdGap: number | null, daysSinceLast: number, lastSuccessDate: string, bucket: Bucket, isAnomaly: boolean, timesOwnRhythm: number | null, nextExpectedDate: string | null, asOf: string } | null, bucketHistory: Array<{ date: string, from: Bucket | null, to: Bucket }>, calendar: Array<{ date: string, hadFile: boolean, attempts: number, errors: number, lastStage: string | null }> } | null };

export type SupplierRowFragment = { id: string, supplierId: number, name: string | null, openInvestigations: number, profile: { bucket: Bucket, isAnomaly: boolean, medianGapDays: number | null, daysSinceLast: number, lastSuccessDate: string } | null };

export type SuppliersPageQueryVariables = Exact<{
  bucket?: Bucket | null | undefined;
  search?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type SuppliersPageQuery = { eventCursor: string, suppliers: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, supplierId: number, name: string | null, openInvestigations: number, profile: { bucket: Bucket, isAnomaly: boolean, medianGapDays: number | null, daysSinceLast: number, lastSuccessDate: string } | null } }> } };

export type CaseQueryVariables = Exact<{
  id: string;
}>;


export type CaseQuery = { eventCursor: string, investigation: { eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, extra: unknown, source: InvestigationSource, id: string, version: number, status: InvestigationStatus, note: string | null, reasonCode: ReasonCode | null, investigator: string | null, investigatedAt: string | null, file: { name: string, downloadUrl: string } | null, supplier: { id: string, supplierId: number, name: string | null, owner: string | null, contact: string | null, openInvestigations: number, profile: { medianGapDays: number | null, daysSinceLast: number, lastSuccessDate: string, nextExpectedDate: string | null, bucket: Bucket } | null, calendar: Array<{ date: string, hadFile: boolean, attempts: number, errors: number, lastStage: string | null }> }, assignee: { id: string, name: string } | null, timeline: Array<{ id: string, kind: InvestigationChange, actor: string, at: string, note: string | null, reasonCode: ReasonCode | null }> } | null };

export type ResolveCaseMutationVariables = Exact<{
  input: ResolveInvestigationInput;
}>;


export type ResolveCaseMutation = { outcome:
    | { __typename: 'InvalidInput', message: string, fields: Array<{ field: string, message: string }> }
    | { __typename: 'Investigation', id: string, version: number, status: InvestigationStatus, note: string | null, reasonCode: ReasonCode | null, investigator: string | null, investigatedAt: string | null, assignee: { id: string, name: string } | null, timeline: Array<{ id: string, kind: InvestigationChange, actor: string, at: string, note: string | null, reasonCode: ReasonCode | null }> }
    | { __typename: 'InvestigationNotFound', message: string }
    | { __typename: 'VersionConflict', message: string, current: { id: string, version: number, status: InvestigationStatus, note: string | null, reasonCode: ReasonCode | null, investigator: string | null, investigatedAt: string | null, assignee: { id: string, name: string } | null, timeline: Array<{ id: string, kind: InvestigationChange, actor: string, at: string, note: string | null, reasonCode: ReasonCode | null }> } }
    | { __typename: 'WrongStatus', message: string, current: { id: string, version: number, status: InvestigationStatus, note: string | null, reasonCode: ReasonCode | null, investigator: string | null, investigatedAt: string | null, assignee: { id: string, name: string } | null, timeline: Array<{ id: string, kind: InvestigationChange, actor: string, at: string, note: string | null, reasonCode: ReasonCode | null }> } }
   };

export type ReopenCaseMutationVariables = Exact<{
  id: string;
  version: number;
}>;


export type ReopenCaseMutation = { outcome:
    | { __typename: 'Investigation', id: string, version: number, status: InvestigationStatus, note: string | null, reasonCode: ReasonCode | null, investigator: string | null, investigatedAt: string | null, assignee: { id: string, name: string } | null, timeline: Array<{ id: string, kind: InvestigationChange, actor: string, at: string, note: string | null, reasonCode: ReasonCode | null }> }
    | { __typename: 'InvestigationNotFound', message: string }
    | { __typename: 'VersionConflict', message: string, current: { id: string, version: number, status: InvestigationStatus, note: string | null, reasonCode: ReasonCode | null, investigator: string | null, investigatedAt: string | null, assignee: { id: string, name: string } | null, timeline: Array<{ id: string, kind: InvestigationChange, actor: string, at: string, note: string | null, reasonCode: ReasonCode | null }> } }
    | { __typename: 'WrongStatus', message: string, current: { id: string, version: number, status: InvestigationStatus, note: string | null, reasonCode: ReasonCode | null, investigator: string | null, investigatedAt: string | null, assignee: { id: string, name: string } | null, timeline: Array<{ id: string, kind: InvestigationChange, actor: string, at: string, note: string | null, reasonCode: ReasonCode | null }> } }
   };

export type NoteCaseMutationVariables = Exact<{
  id: string;
  version: number;
  note: string;
}>;


export type NoteCaseMutation = { outcome:
    | { __typename: 'InvalidInput', message: string, fields: Array<{ field: string, message: string }> }
    | { __typename: 'Investigation', id: string, version: number, status: InvestigationStatus, note: string | null, reasonCode: ReasonCode | null, investigator: string | null, investigatedAt: string | null, assignee: { id: string, name: string } | null, timeline: Array<{ id: string, kind: InvestigationChange, actor: string, at: string, note: string | null, reasonCode: ReasonCode | null }> }
    | { __typename: 'InvestigationNotFound', message: string }
    | { __typename: 'VersionConflict', message: string, current: { id: string, version: number, status: InvestigationStatus, note: string | null, reasonCode: ReasonCode | null, investigator: string | null, investigatedAt: string | null, assignee: { id: string, name: string } | null, timeline: Array<{ id: string, kind: InvestigationChange, actor: string, at: string, note: string | null, reasonCode: ReasonCode | null }> } }
   };

export type CaseStateFragment = { id: string, version: number, status: InvestigationStatus, note: string | null, reasonCode: ReasonCode | null, investigator: string | null, investigatedAt: string | null, assignee: { id: string, name: string } | null, timeline: Array<{ id: string, kind: InvestigationChange, actor: string, at: string, note: string | null, reasonCode: ReasonCode | null }> };

export type CaseSupplierFragment = { id: string, supplierId: number, name: string | null, owner: string | null, contact: string | null, openInvestigations: number, profile: { medianGapDays: number | null, daysSinceLast: number, lastSuccessDate: string, nextExpectedDate: string | null, bucket: Bucket } | null, calendar: Array<{ date: string, hadFile: boolean, attempts: number, errors: number, lastStage: string | null }> };

export type DayFiguresFragment = { date: string, failures: number, stillOpen: number, suppliers: number, daily: Array<{ date: string, failures: number }>, topReasons: Array<{ errorId: number, errorText: string, failures: number, stillOpen: number }>, byStage: Array<{ stage: string, failures: number, stillOpen: number }> };

export type DayReportQueryVariables = Exact<{
  date: string;
  today: string;
}>;


export type DayReportQuery = { eventCursor: string, day: { date: string, failures: number, stillOpen: number, suppliers: number, daily: Array<{ date: string, failures: number }>, topReasons: Array<{ errorId: number, errorText: string, failures: number, stillOpen: number }>, byStage: Array<{ stage: string, failures: number, stillOpen: number }> }, soFar: { date: string, failures: number, stillOpen: number, suppliers: number, byHour: Array<number> }, latest: { edges: Array<{ node: { id: string, version: number, eventAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } }> } };

export type DaySoFarFragment = { date: string, failures: number, stillOpen: number, suppliers: number, byHour: Array<number> };

export type InvestigationsPageQueryVariables = Exact<{
  filter: InvestigationFilter;
  first: number;
  after?: string | null | undefined;
}>;


export type InvestigationsPageQuery = { eventCursor: string, investigations: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, version: number, eventAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } }> } };

export type QueueListQueryVariables = Exact<{
  preset: QueuePreset;
  filter?: InvestigationFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type QueueListQuery = { eventCursor: string, queue: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, version: number, eventAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } }> } };

export type QueueRowFragment = { id: string, version: number, eventAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null };

export type SimilarCasesQueryVariables = Exact<{
  filter: InvestigationFilter;
}>;


export type SimilarCasesQuery = { eventCursor: string, investigations: { totalCount: number, edges: Array<{ node: { id: string, version: number, eventAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } }> } };

export type TimelineItemFragment = { id: string, kind: InvestigationChange, actor: string, at: string, note: string | null, reasonCode: ReasonCode | null };

export type JobCardFragment = { name: string, description: string, dailyAt: string, nextRunAt: string, lastRun: { id: string, forDate: string, state: JobState, queuedAt: string, startedAt: string | null, finishedAt: string | null, attempts: number, rows: number | null, progress: string | null, error: string | null } | null, runs: Array<{ id: string, forDate: string, state: JobState, queuedAt: string, startedAt: string | null, finishedAt: string | null, attempts: number, rows: number | null, progress: string | null, error: string | null }> };

export type RunLineFragment = { id: string, forDate: string, state: JobState, queuedAt: string, startedAt: string | null, finishedAt: string | null, attempts: number, rows: number | null, progress: string | null, error: string | null };

export type JobsPageQueryVariables = Exact<{ [key: string]: never; }>;


export type JobsPageQuery = { eventCursor: string, jobs: Array<{ name: string, description: string, dailyAt: string, nextRunAt: string, lastRun: { id: string, forDate: string, state: JobState, queuedAt: string, startedAt: string | null, finishedAt: string | null, attempts: number, rows: number | null, progress: string | null, error: string | null } | null, runs: Array<{ id: string, forDate: string, state: JobState, queuedAt: string, startedAt: string | null, finishedAt: string | null, attempts: number, rows: number | null, progress: string | null, error: string | null }> }> };

export type RunJobMutationVariables = Exact<{
  name: string;
}>;


export type RunJobMutation = { outcome:
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'JobAlreadyRunning', message: string }
    | { __typename: 'JobRun', id: string, state: JobState }
    | { __typename: 'UnknownJob', message: string }
   };

export type LiveEventFragment = { cursor: string, kind: EventKind, entityId: string, actor: string, at: string, investigation: { note: string | null, reasonCode: ReasonCode | null, id: string, version: number, eventAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } | null };

export type MissedEventsQueryVariables = Exact<{
  after: string;
  kinds: Array<EventKind> | EventKind;
}>;


export type MissedEventsQuery = { events: { endCursor: string, hasMore: boolean, events: Array<{ cursor: string, kind: EventKind, entityId: string, actor: string, at: string, investigation: { note: string | null, reasonCode: ReasonCode | null, id: string, version: number, eventAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } | null }> } };

export type ComingEventsSubscriptionVariables = Exact<{
  after: string;
  kinds: Array<EventKind> | EventKind;
}>;


export type ComingEventsSubscription = { events: { cursor: string, kind: EventKind, entityId: string, actor: string, at: string, investigation: { note: string | null, reasonCode: ReasonCode | null, id: string, version: number, eventAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } | null } };

export type PresentCursorQueryVariables = Exact<{ [key: string]: never; }>;


export type PresentCursorQuery = { eventCursor: string };

export type ShellQueryVariables = Exact<{ [key: string]: never; }>;


export type ShellQuery = { eventCursor: string, company: { name: string, timeZone: string, today: string }, queueCounts: Array<{ preset: QueuePreset, count: number }> };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const CalendarDayFragmentDoc = new TypedDocumentString(`
    fragment CalendarDay on CadenceDay {
  date
  hadFile
  attempts
  errors
  lastStage
}
    `, {"fragmentName":"CalendarDay"}) as unknown as TypedDocumentString<CalendarDayFragment, unknown>;
export const AnomalyRowFragmentDoc = new TypedDocumentString(`
    fragment AnomalyRow on Supplier {
  id
  supplierId
  name
  profile {
    medianGapDays
    daysSinceLast
    lastSuccessDate
    timesOwnRhythm
    nextExpectedDate
    bucket
  }
  calendar(from: $stripFrom) {
    ...CalendarDay
  }
}
    fragment CalendarDay on CadenceDay {
  date
  hadFile
  attempts
  errors
  lastStage
}`, {"fragmentName":"AnomalyRow"}) as unknown as TypedDocumentString<AnomalyRowFragment, unknown>;
export const BucketBarFragmentDoc = new TypedDocumentString(`
    fragment BucketBar on BucketCount {
  bucket
  suppliers
  change7Days
}
    `, {"fragmentName":"BucketBar"}) as unknown as TypedDocumentString<BucketBarFragment, unknown>;
export const BucketStepFragmentDoc = new TypedDocumentString(`
    fragment BucketStep on BucketChange {
  date
  from
  to
}
    `, {"fragmentName":"BucketStep"}) as unknown as TypedDocumentString<BucketStepFragment, unknown>;
export const ProfileFactsFragmentDoc = new TypedDocumentString(`
    fragment ProfileFacts on CadenceProfile {
  successDays
  medianGapDays
  sdGap
  daysSinceLast
  lastSuccessDate
  bucket
  isAnomaly
  timesOwnRhythm
  nextExpectedDate
  asOf
}
    `, {"fragmentName":"ProfileFacts"}) as unknown as TypedDocumentString<ProfileFactsFragment, unknown>;
export const SupplierRowFragmentDoc = new TypedDocumentString(`
    fragment SupplierRow on Supplier {
  id
  supplierId
  name
  openInvestigations
  profile {
    bucket
    isAnomaly
    medianGapDays
    daysSinceLast
    lastSuccessDate
  }
}
    `, {"fragmentName":"SupplierRow"}) as unknown as TypedDocumentString<SupplierRowFragment, unknown>;
export const TimelineItemFragmentDoc = new TypedDocumentString(`
    fragment TimelineItem on TimelineEntry {
  id
  kind
  actor
  at
  note
  reasonCode
}
    `, {"fragmentName":"TimelineItem"}) as unknown as TypedDocumentString<TimelineItemFragment, unknown>;
export const CaseStateFragmentDoc = new TypedDocumentString(`
    fragment CaseState on Investigation {
  id
  version
  status
  note
  reasonCode
  assignee {
    id
    name
  }
  investigator
  investigatedAt
  timeline {
    ...TimelineItem
  }
}
    fragment TimelineItem on TimelineEntry {
  id
  kind
  actor
  at
  note
  reasonCode
}`, {"fragmentName":"CaseState"}) as unknown as TypedDocumentString<CaseStateFragment, unknown>;
export const CaseSupplierFragmentDoc = new TypedDocumentString(`
    fragment CaseSupplier on Supplier {
  id
  supplierId
  name
  owner
  contact
  openInvestigations
  profile {
    medianGapDays
    daysSinceLast
    lastSuccessDate
    nextExpectedDate
    bucket
  }
  calendar {
    ...CalendarDay
  }
}
    fragment CalendarDay on CadenceDay {
  date
  hadFile
  attempts
  errors
  lastStage
}`, {"fragmentName":"CaseSupplier"}) as unknown as TypedDocumentString<CaseSupplierFragment, unknown>;
export const DayFiguresFragmentDoc = new TypedDocumentString(`
    fragment DayFigures on Dashboard {
  date
  failures
  stillOpen
  suppliers
  daily {
    date
    failures
  }
  topReasons {
    errorId
    errorText
    failures
    stillOpen
  }
  byStage {
    stage
    failures
    stillOpen
  }
}
    `, {"fragmentName":"DayFigures"}) as unknown as TypedDocumentString<DayFiguresFragment, unknown>;
export const DaySoFarFragmentDoc = new TypedDocumentString(`
    fragment DaySoFar on Dashboard {
  date
  failures
  stillOpen
  suppliers
  byHour
}
    `, {"fragmentName":"DaySoFar"}) as unknown as TypedDocumentString<DaySoFarFragment, unknown>;
export const RunLineFragmentDoc = new TypedDocumentString(`
    fragment RunLine on JobRun {
  id
  forDate
  state
  queuedAt
  startedAt
  finishedAt
  attempts
  rows
  progress
  error
}
    `, {"fragmentName":"RunLine"}) as unknown as TypedDocumentString<RunLineFragment, unknown>;
export const JobCardFragmentDoc = new TypedDocumentString(`
    fragment JobCard on Job {
  name
  description
  dailyAt
  nextRunAt
  lastRun {
    ...RunLine
  }
  runs(first: 10) {
    ...RunLine
  }
}
    fragment RunLine on JobRun {
  id
  forDate
  state
  queuedAt
  startedAt
  finishedAt
  attempts
  rows
  progress
  error
}`, {"fragmentName":"JobCard"}) as unknown as TypedDocumentString<JobCardFragment, unknown>;
export const QueueRowFragmentDoc = new TypedDocumentString(`
    fragment QueueRow on Investigation {
  id
  version
  eventAt
  supplierId
  supplier {
    name
  }
  errorId
  errorText
  stage
  filePath
  status
  assignee {
    id
    name
  }
  investigator
  investigatedAt
}
    `, {"fragmentName":"QueueRow"}) as unknown as TypedDocumentString<QueueRowFragment, unknown>;
export const LiveEventFragmentDoc = new TypedDocumentString(`
    fragment LiveEvent on Event {
  cursor
  kind
  entityId
  actor
  at
  investigation {
    ...QueueRow
    note
    reasonCode
  }
}
    fragment QueueRow on Investigation {
  id
  version
  eventAt
  supplierId
  supplier {
    name
  }
  errorId
  errorText
  stage
  filePath
  status
  assignee {
    id
    name
  }
  investigator
  investigatedAt
}`, {"fragmentName":"LiveEvent"}) as unknown as TypedDocumentString<LiveEventFragment, unknown>;
export const AnomaliesPageDocument = new TypedDocumentString(`
    query AnomaliesPage($includeDead: Boolean!, $stripFrom: Date!, $first: Int!, $after: String) {
  eventCursor
  anomalies(includeDead: $includeDead, first: $first, after: $after) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        ...AnomalyRow
      }
    }
  }
}
    fragment AnomalyRow on Supplier {
  id
  supplierId
  name
  profile {
    medianGapDays
    daysSinceLast
    lastSuccessDate
    timesOwnRhythm
    nextExpectedDate
    bucket
  }
  calendar(from: $stripFrom) {
    ...CalendarDay
  }
}
fragment CalendarDay on CadenceDay {
  date
  hadFile
  attempts
  errors
  lastStage
}`) as unknown as TypedDocumentString<AnomaliesPageQuery, AnomaliesPageQueryVariables>;
export const FeedsReportDocument = new TypedDocumentString(`
    query FeedsReport($stripFrom: Date!) {
  eventCursor
  buckets {
    ...BucketBar
  }
  anomalies(first: 6) {
    totalCount
    edges {
      node {
        ...AnomalyRow
      }
    }
  }
}
    fragment AnomalyRow on Supplier {
  id
  supplierId
  name
  profile {
    medianGapDays
    daysSinceLast
    lastSuccessDate
    timesOwnRhythm
    nextExpectedDate
    bucket
  }
  calendar(from: $stripFrom) {
    ...CalendarDay
  }
}
fragment BucketBar on BucketCount {
  bucket
  suppliers
  change7Days
}
fragment CalendarDay on CadenceDay {
  date
  hadFile
  attempts
  errors
  lastStage
}`) as unknown as TypedDocumentString<FeedsReportQuery, FeedsReportQueryVariables>;
export const SupplierPageDocument = new TypedDocumentString(`
    query SupplierPage($supplierId: Int!) {
  eventCursor
  supplier(supplierId: $supplierId) {
    id
    supplierId
    name
    owner
    contact
    adminUrl
    pausedUntil
    openInvestigations
    profile {
      ...ProfileFacts
    }
    bucketHistory {
      ...BucketStep
    }
    calendar {
      ...CalendarDay
    }
  }
}
    fragment BucketStep on BucketChange {
  date
  from
  to
}
fragment CalendarDay on CadenceDay {
  date
  hadFile
  attempts
  errors
  lastStage
}
fragment ProfileFacts on CadenceProfile {
  successDays
  medianGapDays
  sdGap
  daysSinceLast
  lastSuccessDate
  bucket
  isAnomaly
  timesOwnRhythm
  nextExpectedDate
  asOf
}`) as unknown as TypedDocumentString<SupplierPageQuery, SupplierPageQueryVariables>;
export const SuppliersPageDocument = new TypedDocumentString(`
    query SuppliersPage($bucket: Bucket, $search: String, $first: Int!, $after: String) {
  eventCursor
  suppliers(bucket: $bucket, search: $search, first: $first, after: $after) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        ...SupplierRow
      }
    }
  }
}
    fragment SupplierRow on Supplier {
  id
  supplierId
  name
  openInvestigations
  profile {
    bucket
    isAnomaly
    medianGapDays
    daysSinceLast
    lastSuccessDate
  }
}`) as unknown as TypedDocumentString<SuppliersPageQuery, SuppliersPageQueryVariables>;
export const CaseDocument = new TypedDocumentString(`
    query Case($id: ID!) {
  eventCursor
  investigation(id: $id) {
    ...CaseState
    eventAt
    createdAt
    supplierId
    errorId
    errorText
    stage
    filePath
    file {
      name
      downloadUrl
    }
    extra
    source
    supplier {
      ...CaseSupplier
    }
  }
}
    fragment CalendarDay on CadenceDay {
  date
  hadFile
  attempts
  errors
  lastStage
}
fragment CaseState on Investigation {
  id
  version
  status
  note
  reasonCode
  assignee {
    id
    name
  }
  investigator
  investigatedAt
  timeline {
    ...TimelineItem
  }
}
fragment CaseSupplier on Supplier {
  id
  supplierId
  name
  owner
  contact
  openInvestigations
  profile {
    medianGapDays
    daysSinceLast
    lastSuccessDate
    nextExpectedDate
    bucket
  }
  calendar {
    ...CalendarDay
  }
}
fragment TimelineItem on TimelineEntry {
  id
  kind
  actor
  at
  note
  reasonCode
}`) as unknown as TypedDocumentString<CaseQuery, CaseQueryVariables>;
export const ResolveCaseDocument = new TypedDocumentString(`
    mutation ResolveCase($input: ResolveInvestigationInput!) {
  outcome: resolveInvestigation(input: $input) {
    __typename
    ...CaseState
    ... on Error {
      message
    }
    ... on InvalidInput {
      fields {
        field
        message
      }
    }
    ... on VersionConflict {
      current {
        ...CaseState
      }
    }
    ... on WrongStatus {
      current {
        ...CaseState
      }
    }
  }
}
    fragment CaseState on Investigation {
  id
  version
  status
  note
  reasonCode
  assignee {
    id
    name
  }
  investigator
  investigatedAt
  timeline {
    ...TimelineItem
  }
}
fragment TimelineItem on TimelineEntry {
  id
  kind
  actor
  at
  note
  reasonCode
}`) as unknown as TypedDocumentString<ResolveCaseMutation, ResolveCaseMutationVariables>;
export const ReopenCaseDocument = new TypedDocumentString(`
    mutation ReopenCase($id: ID!, $version: Int!) {
  outcome: reopenInvestigation(id: $id, version: $version) {
    __typename
    ...CaseState
    ... on Error {
      message
    }
    ... on VersionConflict {
      current {
        ...CaseState
      }
    }
    ... on WrongStatus {
      current {
        ...CaseState
      }
    }
  }
}
    fragment CaseState on Investigation {
  id
  version
  status
  note
  reasonCode
  assignee {
    id
    name
  }
  investigator
  investigatedAt
  timeline {
    ...TimelineItem
  }
}
fragment TimelineItem on TimelineEntry {
  id
  kind
  actor
  at
  note
  reasonCode
}`) as unknown as TypedDocumentString<ReopenCaseMutation, ReopenCaseMutationVariables>;
export const NoteCaseDocument = new TypedDocumentString(`
    mutation NoteCase($id: ID!, $version: Int!, $note: String!) {
  outcome: addNote(id: $id, version: $version, note: $note) {
    __typename
    ...CaseState
    ... on Error {
      message
    }
    ... on InvalidInput {
      fields {
        field
        message
      }
    }
    ... on VersionConflict {
      current {
        ...CaseState
      }
    }
  }
}
    fragment CaseState on Investigation {
  id
  version
  status
  note
  reasonCode
  assignee {
    id
    name
  }
  investigator
  investigatedAt
  timeline {
    ...TimelineItem
  }
}
fragment TimelineItem on TimelineEntry {
  id
  kind
  actor
  at
  note
  reasonCode
}`) as unknown as TypedDocumentString<NoteCaseMutation, NoteCaseMutationVariables>;
export const DayReportDocument = new TypedDocumentString(`
    query DayReport($date: Date!, $today: Date!) {
  eventCursor
  day: dashboard(date: $date) {
    ...DayFigures
  }
  soFar: dashboard(date: $today) {
    ...DaySoFar
  }
  latest: investigations(first: 8) {
    edges {
      node {
        ...QueueRow
      }
    }
  }
}
    fragment DayFigures on Dashboard {
  date
  failures
  stillOpen
  suppliers
  daily {
    date
    failures
  }
  topReasons {
    errorId
    errorText
    failures
    stillOpen
  }
  byStage {
    stage
    failures
    stillOpen
  }
}
fragment DaySoFar on Dashboard {
  date
  failures
  stillOpen
  suppliers
  byHour
}
fragment QueueRow on Investigation {
  id
  version
  eventAt
  supplierId
  supplier {
    name
  }
  errorId
  errorText
  stage
  filePath
  status
  assignee {
    id
    name
  }
  investigator
  investigatedAt
}`) as unknown as TypedDocumentString<DayReportQuery, DayReportQueryVariables>;
export const InvestigationsPageDocument = new TypedDocumentString(`
    query InvestigationsPage($filter: InvestigationFilter!, $first: Int!, $after: String) {
  eventCursor
  investigations(filter: $filter, first: $first, after: $after) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        ...QueueRow
      }
    }
  }
}
    fragment QueueRow on Investigation {
  id
  version
  eventAt
  supplierId
  supplier {
    name
  }
  errorId
  errorText
  stage
  filePath
  status
  assignee {
    id
    name
  }
  investigator
  investigatedAt
}`) as unknown as TypedDocumentString<InvestigationsPageQuery, InvestigationsPageQueryVariables>;
export const QueueListDocument = new TypedDocumentString(`
    query QueueList($preset: QueuePreset!, $filter: InvestigationFilter, $first: Int!, $after: String) {
  eventCursor
  queue(preset: $preset, filter: $filter, first: $first, after: $after) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        ...QueueRow
      }
    }
  }
}
    fragment QueueRow on Investigation {
  id
  version
  eventAt
  supplierId
  supplier {
    name
  }
  errorId
  errorText
  stage
  filePath
  status
  assignee {
    id
    name
  }
  investigator
  investigatedAt
}`) as unknown as TypedDocumentString<QueueListQuery, QueueListQueryVariables>;
export const SimilarCasesDocument = new TypedDocumentString(`
    query SimilarCases($filter: InvestigationFilter!) {
  eventCursor
  investigations(filter: $filter, first: 6) {
    totalCount
    edges {
      node {
        ...QueueRow
      }
    }
  }
}
    fragment QueueRow on Investigation {
  id
  version
  eventAt
  supplierId
  supplier {
    name
  }
  errorId
  errorText
  stage
  filePath
  status
  assignee {
    id
    name
  }
  investigator
  investigatedAt
}`) as unknown as TypedDocumentString<SimilarCasesQuery, SimilarCasesQueryVariables>;
export const JobsPageDocument = new TypedDocumentString(`
    query JobsPage {
  eventCursor
  jobs {
    ...JobCard
  }
}
    fragment JobCard on Job {
  name
  description
  dailyAt
  nextRunAt
  lastRun {
    ...RunLine
  }
  runs(first: 10) {
    ...RunLine
  }
}
fragment RunLine on JobRun {
  id
  forDate
  state
  queuedAt
  startedAt
  finishedAt
  attempts
  rows
  progress
  error
}`) as unknown as TypedDocumentString<JobsPageQuery, JobsPageQueryVariables>;
export const RunJobDocument = new TypedDocumentString(`
    mutation RunJob($name: String!) {
  outcome: runJob(name: $name) {
    __typename
    ... on JobRun {
      id
      state
    }
    ... on Error {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RunJobMutation, RunJobMutationVariables>;
export const MissedEventsDocument = new TypedDocumentString(`
    query MissedEvents($after: EventCursor!, $kinds: [EventKind!]!) {
  events(after: $after, first: 200, filter: {kinds: $kinds}) {
    events {
      ...LiveEvent
    }
    endCursor
    hasMore
  }
}
    fragment QueueRow on Investigation {
  id
  version
  eventAt
  supplierId
  supplier {
    name
  }
  errorId
  errorText
  stage
  filePath
  status
  assignee {
    id
    name
  }
  investigator
  investigatedAt
}
fragment LiveEvent on Event {
  cursor
  kind
  entityId
  actor
  at
  investigation {
    ...QueueRow
    note
    reasonCode
  }
}`) as unknown as TypedDocumentString<MissedEventsQuery, MissedEventsQueryVariables>;
export const ComingEventsDocument = new TypedDocumentString(`
    subscription ComingEvents($after: EventCursor!, $kinds: [EventKind!]!) {
  events(after: $after, filter: {kinds: $kinds}) {
    ...LiveEvent
  }
}
    fragment QueueRow on Investigation {
  id
  version
  eventAt
  supplierId
  supplier {
    name
  }
  errorId
  errorText
  stage
  filePath
  status
  assignee {
    id
    name
  }
  investigator
  investigatedAt
}
fragment LiveEvent on Event {
  cursor
  kind
  entityId
  actor
  at
  investigation {
    ...QueueRow
    note
    reasonCode
  }
}`) as unknown as TypedDocumentString<ComingEventsSubscription, ComingEventsSubscriptionVariables>;
export const PresentCursorDocument = new TypedDocumentString(`
    query PresentCursor {
  eventCursor
}
    `) as unknown as TypedDocumentString<PresentCursorQuery, PresentCursorQueryVariables>;
export const ShellDocument = new TypedDocumentString(`
    query Shell {
  eventCursor
  company {
    name
    timeZone
    today
  }
  queueCounts {
    preset
    count
  }
}
    `) as unknown as TypedDocumentString<ShellQuery, ShellQueryVariables>;