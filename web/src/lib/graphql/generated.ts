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

/** Narrows by a value of the type Boolean; all that is given must hold. Of a row without a value only `isNull`, `not` and `notIn` hold. */
export type BooleanFilter = {
  /** Is this. */
  eq?: boolean | null | undefined;
  /** Is one of these, at most 1,000. */
  in?: Array<boolean> | null | undefined;
  /** true: has no value; false: has one. */
  isNull?: boolean | null | undefined;
  /** Is anything but this; the opposite of `eq`. */
  not?: boolean | null | undefined;
  /** Is none of these; the opposite of `in`. */
  notIn?: Array<boolean> | null | undefined;
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

/** Narrows by a value of the type Bucket; all that is given must hold. Of a row without a value only `isNull`, `not` and `notIn` hold. */
export type BucketFilter = {
  /** Is this. */
  eq?: Bucket | null | undefined;
  /** Is one of these, at most 1,000. */
  in?: Array<Bucket> | null | undefined;
  /** true: has no value; false: has one. */
  isNull?: boolean | null | undefined;
  /** Is anything but this; the opposite of `eq`. */
  not?: Bucket | null | undefined;
  /** Is none of these; the opposite of `in`. */
  notIn?: Array<Bucket> | null | undefined;
};

/** Whether there was something to compare with. */
export type ColumnComparisonState =
  /** The columns are compared with those of the last good file. */
  | 'COMPARED'
  /** No earlier good file of this supplier is known, or it is there no longer. */
  | 'NONE_KNOWN'
  /** No header was found in this file, so there is nothing to compare. */
  | 'NO_HEADER';

/** Narrows by a value of the type Date; all that is given must hold. Of a row without a value only `isNull`, `not` and `notIn` hold. */
export type DateFilter = {
  /** Is between the two or one of them. */
  between?: DateRange | null | undefined;
  /** Is this. */
  eq?: string | null | undefined;
  /** Is greater, or later. */
  gt?: string | null | undefined;
  /** Is greater, later or equal. */
  gte?: string | null | undefined;
  /** Is one of these, at most 1,000. */
  in?: Array<string> | null | undefined;
  /** true: has no value; false: has one. */
  isNull?: boolean | null | undefined;
  /** Is less, or earlier; texts compare by their UTF-8 bytes. */
  lt?: string | null | undefined;
  /** Is less, earlier or equal. */
  lte?: string | null | undefined;
  /** Is anything but this; the opposite of `eq`. */
  not?: string | null | undefined;
  /** Is none of these; the opposite of `in`. */
  notIn?: Array<string> | null | undefined;
};

/** From a value up to another, both included. */
export type DateRange = {
  /** The least or earliest. */
  from: string;
  /** The greatest or latest. */
  to: string;
};

/** Narrows by a value of the type DateTime; all that is given must hold. Of a row without a value only `isNull`, `not` and `notIn` hold. */
export type DateTimeFilter = {
  /** Is between the two or one of them. */
  between?: DateTimeRange | null | undefined;
  /** Is this. */
  eq?: string | null | undefined;
  /** Is greater, or later. */
  gt?: string | null | undefined;
  /** Is greater, later or equal. */
  gte?: string | null | undefined;
  /** Is one of these, at most 1,000. */
  in?: Array<string> | null | undefined;
  /** true: has no value; false: has one. */
  isNull?: boolean | null | undefined;
  /** Is less, or earlier; texts compare by their UTF-8 bytes. */
  lt?: string | null | undefined;
  /** Is less, earlier or equal. */
  lte?: string | null | undefined;
  /** Is anything but this; the opposite of `eq`. */
  not?: string | null | undefined;
  /** Is none of these; the opposite of `in`. */
  notIn?: Array<string> | null | undefined;
};

/** From a value up to another, both included. */
export type DateTimeRange = {
  /** The least or earliest. */
  from: string;
  /** The greatest or latest. */
  to: string;
};

/** Which way an order goes. */
export type Direction =
  /** Least, earliest or first in the alphabet first. */
  | 'ASC'
  /** Greatest, latest or last in the alphabet first. */
  | 'DESC';

/** What to say of an error; each text plain, 1 to 2,000 characters. */
export type ErrorGuideInput = {
  /** The error's number in the dictionary. */
  errorId: number;
  /** Which it is written in. */
  language: Language;
  /** What it means. */
  meaning: string;
  /** Where it usually comes from. */
  usualCause: string;
  /** What to do about it. */
  whatToDo: string;
};

/** What can happen. */
export type EventKind =
  /** An admin changed the company's name or time zone. */
  | 'COMPANY_CHANGED'
  /** Whoever runs the server made the company. */
  | 'COMPANY_CREATED'
  /** Somebody wrote what is known of an error, or took it back. */
  | 'ERROR_GUIDE_CHANGED'
  /** Somebody began to download the file of an investigation, or was sent to it. */
  | 'FILE_DOWNLOADED'
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
  /** Somebody began to save a list as a file. */
  | 'LIST_EXPORTED'
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

/** What a file is by its content. */
export type FileFormat =
  /** a gzip archive */
  | 'GZIP'
  /** an HTML page */
  | 'HTML'
  /** an image */
  | 'IMAGE'
  /** an old Office document */
  | 'OLE2'
  /** a PDF document */
  | 'PDF'
  /** a RAR archive */
  | 'RAR'
  /** a 7z archive */
  | 'SEVEN_ZIP'
  /** text */
  | 'TEXT'
  /** of an unknown format */
  | 'UNKNOWN'
  /** an old Excel workbook */
  | 'XLS'
  /** an Excel workbook */
  | 'XLSX'
  /** an XML document */
  | 'XML'
  /** a ZIP archive */
  | 'ZIP';

/** Narrows by a value of the type Float; all that is given must hold. Of a row without a value only `isNull`, `not` and `notIn` hold. */
export type FloatFilter = {
  /** Is between the two or one of them. */
  between?: FloatRange | null | undefined;
  /** Is this. */
  eq?: number | null | undefined;
  /** Is greater, or later. */
  gt?: number | null | undefined;
  /** Is greater, later or equal. */
  gte?: number | null | undefined;
  /** Is one of these, at most 1,000. */
  in?: Array<number> | null | undefined;
  /** true: has no value; false: has one. */
  isNull?: boolean | null | undefined;
  /** Is less, or earlier; texts compare by their UTF-8 bytes. */
  lt?: number | null | undefined;
  /** Is less, earlier or equal. */
  lte?: number | null | undefined;
  /** Is anything but this; the opposite of `eq`. */
  not?: number | null | undefined;
  /** Is none of these; the opposite of `in`. */
  notIn?: Array<number> | null | undefined;
};

/** From a value up to another, both included. */
export type FloatRange = {
  /** The least or earliest. */
  from: number;
  /** The greatest or latest. */
  to: number;
};

/** Narrows by a value of the type Int; all that is given must hold. Of a row without a value only `isNull`, `not` and `notIn` hold. */
export type IntFilter = {
  /** Is between the two or one of them. */
  between?: IntRange | null | undefined;
  /** Is this. */
  eq?: number | null | undefined;
  /** Is greater, or later. */
  gt?: number | null | undefined;
  /** Is greater, later or equal. */
  gte?: number | null | undefined;
  /** Is one of these, at most 1,000. */
  in?: Array<number> | null | undefined;
  /** true: has no value; false: has one. */
  isNull?: boolean | null | undefined;
  /** Is less, or earlier; texts compare by their UTF-8 bytes. */
  lt?: number | null | undefined;
  /** Is less, earlier or equal. */
  lte?: number | null | undefined;
  /** Is anything but this; the opposite of `eq`. */
  not?: number | null | undefined;
  /** Is none of these; the opposite of `in`. */
  notIn?: Array<number> | null | undefined;
};

/** From a value up to another, both included. */
export type IntRange = {
  /** The least or earliest. */
  from: number;
  /** The greatest or latest. */
  to: number;
};

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

/** What cases are put together by. */
export type InvestigationGrouping =
  /** The same error. */
  | 'ERROR'
  /** Failed at the same stage. */
  | 'STAGE'
  /** The same supplier. */
  | 'SUPPLIER';

/** Which investigations to change, at most 10,000; one of the two. */
export type InvestigationSelectionInput = {
  /** Everything that a view of the queue shows. */
  matching?: MatchingInvestigationsInput | null | undefined;
  /** These, each as the caller saw it. */
  selected?: Array<SeenInvestigationInput> | null | undefined;
};

/** An order of investigations; those equal in it come newest failure first. */
export type InvestigationSort =
  /** By the error's number. */
  | 'ERROR'
  /** What Pricelens has known of the longest first. */
  | 'LONGEST_OPEN'
  /** Suppliers with the most failures in the last 14 days first, whatever became of them, so that working on cases moves none. */
  | 'MOST_HIT_SUPPLIER'
  /** Newest failure first. */
  | 'NEWEST'
  /** Oldest failure first. */
  | 'OLDEST'
  /** By the supplier's number. */
  | 'SUPPLIER';

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
  /** Somebody did not want it any more. */
  | 'CANCELLED'
  /** It ended well. */
  | 'DONE'
  /** It ended badly, nothing of it half done, and is tried again. */
  | 'FAILED'
  /** It failed as often as it is tried: run it again once the cause is gone. */
  | 'PARKED'
  /** It was asked for and begins within seconds. */
  | 'QUEUED'
  /** It is at work. */
  | 'RUNNING';

/** What a machine may do. */
export type KeyRole =
  /** Reads and exports. */
  | 'ANALYST'
  /** Reads, and follows events. */
  | 'INTEGRATION'
  /** Reports failures, and reads nothing but its own receipts. */
  | 'ROBOT';

/** A language that people read. */
export type Language =
  /** English. */
  | 'EN'
  /** Russian. */
  | 'RU';

/** Everything that a view of the queue shows. */
export type MatchingInvestigationsInput = {
  /** How many the caller saw that to be. When more match by now, nothing is done (`MoreThanShown`): nobody has looked at what came. When fewer do, others were quicker, and the rest is done. */
  count: number;
  /** What the view is narrowed to; absent: nothing. */
  filter?: QueueFilter | null | undefined;
  /** Which view. */
  preset: QueuePreset;
};

/** Where rows without a value come, whichever way the order goes. */
export type Nulls =
  /** Before all others. */
  | 'FIRST'
  /** After all others. */
  | 'LAST';

/** What can be allowed. */
export type Permission =
  /** Manage people, keys and settings. */
  | 'ADMINISTER'
  /** See and download the files behind the cases. */
  | 'DOWNLOAD'
  /** Get lists as files. */
  | 'EXPORT'
  /** Report failures. */
  | 'LOG'
  /** See cases, suppliers, anomalies, the dashboard, runs and events. */
  | 'READ'
  /** Run jobs by hand. */
  | 'RUN_JOBS'
  /** See what is wrong inside, such as why a run failed. */
  | 'SEE_HEALTH'
  /** Change cases and what is known of suppliers. */
  | 'WORK';

/** How a look into a file ended. */
export type PreviewState =
  /** The file cannot be read as what it begins like. */
  | 'BROKEN'
  /** Too many files are being looked into; try again in a moment. */
  | 'BUSY'
  /** The file is empty. */
  | 'EMPTY'
  /** The file is built to harm whoever opens it; only its first bytes are shown. */
  | 'HOSTILE'
  /** The file asks for a password. */
  | 'LOCKED'
  /** The file is there no longer. */
  | 'NOT_FOUND'
  /** The file is there, but this server is not allowed to read it. */
  | 'NOT_READABLE'
  /** No file was named, or its path is not below a folder that files may be in. */
  | 'NO_FILE'
  /** The file is on the file host, where this server cannot look into it. */
  | 'ON_FILE_HOST'
  /** Its content is shown. */
  | 'SHOWN'
  /** Looking into the file took too long. */
  | 'TIMED_OUT'
  /** The file is too large to look into. */
  | 'TOO_LARGE';

/** What whoever opens a file should know of it. */
export type PreviewWarningCode =
  /** It refers to other files or programs. Nothing of them was fetched. */
  | 'EXTERNAL_LINKS'
  /** It has formulas. Shown is what was saved with them; nothing was calculated. */
  | 'FORMULAS'
  /** It grows to more than a hundred times its size when it is unpacked. */
  | 'HIGH_COMPRESSION'
  /** Entries in it ask for a password. */
  | 'LOCKED_ENTRIES'
  /** It contains macros. They were not run. */
  | 'MACROS'
  /** It has so many entries that not all were looked at. */
  | 'MANY_ENTRIES'
  /** Some of its texts lie too far back to be read. */
  | 'MISSING_STRINGS'
  /** It contains other archives. */
  | 'NESTED_ARCHIVES'
  /** It has no sheet of that name; the first one is shown. */
  | 'NO_SUCH_SHEET'
  /** Its entries share bytes, as no program packs them. */
  | 'OVERLAPPING_ENTRIES'
  /** Not all of its rows have as many columns. */
  | 'RAGGED_ROWS'
  /** A quotation mark is never closed, so quotation marks are shown as they are. */
  | 'UNCLOSED_QUOTE'
  /** Some of its bytes are no characters in its encoding. */
  | 'UNREADABLE_CHARACTERS'
  /** Names in it lead out of the folder that it would be unpacked to. */
  | 'UNSAFE_NAMES'
  /** Its name says another format than its content. */
  | 'WRONG_EXTENSION';

/** Narrows a list of investigations; what is left out or null does not, an empty list fits none. At most 500 values in a list. */
export type QueueFilter = {
  /** Who works on it. */
  assignee?: AssigneeFilter | null | undefined;
  /** The supplier is in one of them as of the last refresh. */
  buckets?: Array<Bucket> | null | undefined;
  /** Short for one of errorIds. */
  errorId?: number | null | undefined;
  /** Its error is one of these numbers. */
  errorIds?: Array<number> | null | undefined;
  /** It failed at or after this instant. */
  from?: string | null | undefined;
  /** Why it was closed. */
  reasonCodes?: Array<ReasonCode> | null | undefined;
  /** Whether it is snoozed now. */
  snoozed?: boolean | null | undefined;
  /** Short for one of stages. */
  stage?: string | null | undefined;
  /** It failed at one of these stages. */
  stages?: Array<string> | null | undefined;
  /** It stands in one of these ways. */
  status?: Array<InvestigationStatus> | null | undefined;
  /** Short for one of supplierIds. */
  supplierId?: number | null | undefined;
  /** It is of one of these suppliers. */
  supplierIds?: Array<number> | null | undefined;
  /** A part of the error, of the file's path or of the supplier's name, or the beginning of its number; at most 128 characters. Among closed cases it looks 90 days back, unless `from` says otherwise. */
  text?: string | null | undefined;
  /** It failed before this instant. */
  to?: string | null | undefined;
};

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

/** What a person may do in a company. */
export type Role =
  /** Does all of that and manages people, keys and settings. */
  | 'ADMIN'
  /** Reads and exports. */
  | 'ANALYST'
  /** Does what operators do, runs jobs and sees what is wrong inside. */
  | 'ENGINEER'
  /** Reads, works the queue and downloads files. */
  | 'OPERATOR';

/** A way to look at the queue; what is left out is as on a page that was just opened. */
export type SavedViewState = {
  /** What the view is narrowed to; absent: nothing. */
  filter?: QueueFilter | null | undefined;
  /** One or two keys; null: not grouped. */
  groupBy?: Array<InvestigationGrouping> | null | undefined;
  /** The view of the queue that it begins with. */
  preset?: QueuePreset | null | undefined;
  /** In which order. */
  sort?: InvestigationSort | null | undefined;
};

/** An investigation as the caller saw it. */
export type SeenInvestigationInput = {
  /** Which one. */
  id: string;
  /** As the caller saw it. */
  version: number;
};

/** Until when a case is to stay out of the queue; one of the two. */
export type SnoozeInput = {
  /** An end that is no instant of the caller’s. */
  preset?: SnoozePreset | null | undefined;
  /** To come, and at most a year away. */
  until?: string | null | undefined;
};

/** An end of a sleep that is no instant of the caller’s. */
export type SnoozePreset =
  /** When a refresh of the profiles sees a success of the supplier that is newer than the newest known now. */
  | 'NEXT_SUCCESS'
  /** Tomorrow at 09:00 in the business time zone. */
  | 'TOMORROW_MORNING';

/** Narrows by a value of the type String; all that is given must hold. Of a row without a value only `isNull`, `not` and `notIn` hold. */
export type StringFilter = {
  /** Is between the two or one of them. */
  between?: StringRange | null | undefined;
  /** Has this in it, to the letter: case matters. */
  contains?: string | null | undefined;
  /** Is this. */
  eq?: string | null | undefined;
  /** Is greater, or later. */
  gt?: string | null | undefined;
  /** Is greater, later or equal. */
  gte?: string | null | undefined;
  /** Is one of these, at most 1,000. */
  in?: Array<string> | null | undefined;
  /** true: has no value; false: has one. */
  isNull?: boolean | null | undefined;
  /** Is less, or earlier; texts compare by their UTF-8 bytes. */
  lt?: string | null | undefined;
  /** Is less, earlier or equal. */
  lte?: string | null | undefined;
  /** Is anything but this; the opposite of `eq`. */
  not?: string | null | undefined;
  /** Is none of these; the opposite of `in`. */
  notIn?: Array<string> | null | undefined;
  /** Begins with this; case matters. */
  startsWith?: string | null | undefined;
};

/** From a value up to another, both included. */
export type StringRange = {
  /** The least or earliest. */
  from: string;
  /** The greatest or latest. */
  to: string;
};

/** What `suppliers` can be ordered, grouped and measured by. */
export type SuppliersField =
  /** Its page in the company’s own system; null until somebody says. */
  | 'ADMIN_URL'
  /** How regularly it delivers; null without a profile. */
  | 'BUCKET'
  /** How to reach it; null until somebody says. */
  | 'CONTACT'
  /** When Pricelens first saw it. */
  | 'CREATED_AT'
  /** Days since its last success; null without a profile. */
  | 'DAYS_SINCE_LAST'
  /** Whether it is silent for more than twice its median gap; null without a profile. */
  | 'IS_ANOMALY'
  /** Its last success day; null without a profile. */
  | 'LAST_SUCCESS_DATE'
  /** The upper median of its gaps, in days; null without a gap. */
  | 'MEDIAN_GAP_DAYS'
  /** Its name; null until somebody names it. */
  | 'NAME'
  /** Who of us looks after it; null until somebody says. */
  | 'OWNER'
  /** Until when its silence is agreed on, also in the past; null when it never was. */
  | 'PAUSED_UNTIL'
  /** The standard deviation of its gaps, in days; null without a gap. */
  | 'SD_GAP'
  /** Its success days in the window; null without a profile. */
  | 'SUCCESS_DAYS'
  /** Its number in the warehouse. */
  | 'SUPPLIER_ID'
  /** Days since its last success by its median gap; null without a gap. */
  | 'TIMES_OWN_RHYTHM'
  /** Grows by one with every edit. */
  | 'VERSION';

/** Narrows `suppliers`; all that is given must hold, and what is left out or null does not narrow. At most 8 levels deep and 100 conditions long. */
export type SuppliersFilter = {
  /** Its page in the company’s own system; null until somebody says. */
  adminUrl?: StringFilter | null | undefined;
  /** All of these hold; an empty list holds always. */
  and?: Array<SuppliersFilter> | null | undefined;
  /** How regularly it delivers; null without a profile. */
  bucket?: BucketFilter | null | undefined;
  /** How to reach it; null until somebody says. */
  contact?: StringFilter | null | undefined;
  /** When Pricelens first saw it. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Days since its last success; null without a profile. */
  daysSinceLast?: IntFilter | null | undefined;
  /** Whether it is silent for more than twice its median gap; null without a profile. */
  isAnomaly?: BooleanFilter | null | undefined;
  /** Its last success day; null without a profile. */
  lastSuccessDate?: DateFilter | null | undefined;
  /** The upper median of its gaps, in days; null without a gap. */
  medianGapDays?: IntFilter | null | undefined;
  /** Its name; null until somebody names it. */
  name?: StringFilter | null | undefined;
  /** This does not hold. */
  not?: SuppliersFilter | null | undefined;
  /** At least one of these holds; an empty list never does. */
  or?: Array<SuppliersFilter> | null | undefined;
  /** Who of us looks after it; null until somebody says. */
  owner?: StringFilter | null | undefined;
  /** Until when its silence is agreed on, also in the past; null when it never was. */
  pausedUntil?: DateTimeFilter | null | undefined;
  /** The standard deviation of its gaps, in days; null without a gap. */
  sdGap?: FloatFilter | null | undefined;
  /** A part of the name, whatever the case, or the beginning of the number; at most 1,024 characters. */
  search?: string | null | undefined;
  /** Its success days in the window; null without a profile. */
  successDays?: IntFilter | null | undefined;
  /** Its number in the warehouse. */
  supplierId?: IntFilter | null | undefined;
  /** Days since its last success by its median gap; null without a gap. */
  timesOwnRhythm?: FloatFilter | null | undefined;
  /** Grows by one with every edit. */
  version?: IntFilter | null | undefined;
};

/** One step of an order of `suppliers`; rows equal in all steps come by their key. */
export type SuppliersOrder = {
  /** Which way. */
  direction?: Direction;
  /** By what. */
  field: SuppliersField;
  /** Where rows without a value come. */
  nulls?: Nulls;
};

/** What can be wrong inside. */
export type TroubleKind =
  /** Events take more than ten seconds to whoever follows them. */
  | 'EVENTS_LATE'
  /** An hour after its time a job has not run to its end. */
  | 'JOB_DID_NOT_RUN'
  /** A job failed as often as it is tried, and waits for a person. */
  | 'JOB_PARKED'
  /** The warehouse has had nothing new for days. */
  | 'WAREHOUSE_STOPPED_GROWING'
  /** The warehouse does not answer. */
  | 'WAREHOUSE_UNREACHABLE';

/** What to change of a supplier. What is left out stays; null or a blank text clears. */
export type UpdateSupplierInput = {
  /** Its page in your own system, http or https; at most 1,024 characters. */
  adminUrl?: string | null | undefined;
  /** How to reach it; at most 256 characters. */
  contact?: string | null | undefined;
  /** At most 256 characters. */
  name?: string | null | undefined;
  /** Who of us looks after it; at most 128 characters. */
  owner?: string | null | undefined;
  /** Until when its silence is agreed on; an instant in the past ends a pause. */
  pausedUntil?: string | null | undefined;
  /** The supplier's number in the warehouse. */
  supplierId: number;
  /** Of the supplier as the caller saw it. */
  version: number;
};

export type MeFragment = { id: string, name: string, role: string, permissions: Array<Permission>, companies: Array<{ companyId: number, companyName: string, role: Role, isCurrent: boolean }> };

export type WhoIsThereQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoIsThereQuery = { me: { id: string, name: string, role: string, permissions: Array<Permission>, companies: Array<{ companyId: number, companyName: string, role: Role, isCurrent: boolean }> } };

export type SwitchCompanyMutationVariables = Exact<{
  companyId: number;
}>;


export type SwitchCompanyMutation = { outcome:
    | { __typename: 'NoPlaceThere', code: string, message: string }
    | { __typename: 'SwitchedCompany' }
   };

export type AnomaliesPageQueryVariables = Exact<{
  includeDead: boolean;
  includePaused: boolean;
  stripFrom: string;
  first: number;
  after?: string | null | undefined;
}>;


export type AnomaliesPageQuery = { eventCursor: string, anomalies: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, supplierId: number, name: string | null, pausedUntil: string | null, profile: { medianGapDays: number | null, daysSinceLast: number, lastSuccessDate: string, timesOwnRhythm: number | null, nextExpectedDate: string | null, bucket: Bucket } | null, calendar: Array<{ date: string, hadFile: boolean, attempts: number, errors: number, lastStage: string | null }> } }> } };

export type AnomalyRowFragment = { id: string, supplierId: number, name: string | null, pausedUntil: string | null, profile: { medianGapDays: number | null, daysSinceLast: number, lastSuccessDate: string, timesOwnRhythm: number | null, nextExpectedDate: string | null, bucket: Bucket } | null, calendar: Array<{ date: string, hadFile: boolean, attempts: number, errors: number, lastStage: string | null }> };

export type BucketBarFragment = { bucket: Bucket, suppliers: number, history: Array<{ date: string, suppliers: number }> };

export type BucketStepFragment = { date: string, from: Bucket | null, to: Bucket };

export type CalendarDayFragment = { date: string, hadFile: boolean, attempts: number, errors: number, lastStage: string | null };

export type FailureCausesFragment = { byError: Array<{ errorId: number, errorText: string, failures: number, stillOpen: number }>, byStage: Array<{ stage: string, failures: number, stillOpen: number }> };

export type FeedsReportQueryVariables = Exact<{
  stripFrom: string;
  anomalies: number;
}>;


export type FeedsReportQuery = { eventCursor: string, buckets: Array<{ bucket: Bucket, suppliers: number, history: Array<{ date: string, suppliers: number }> }>, anomalies: { totalCount: number, edges: Array<{ node: { id: string, supplierId: number, name: string | null, pausedUntil: string | null, profile: { medianGapDays: number | null, daysSinceLast: number, lastSuccessDate: string, timesOwnRhythm: number | null, nextExpectedDate: string | null, bucket: Bucket } | null, calendar: Array<{ date: string, hadFile: boolean, attempts: number, errors: number, lastStage: string | null }> } }> } };

export type ProfileFactsFragment = { successDays: number, medianGapDays: number | null, sdGap: number | null, daysSinceLast: number, lastSuccessDate: string, bucket: Bucket, isAnomaly: boolean, timesOwnRhythm: number | null, nextExpectedDate: string | null, asOf: string };

export type EditableSupplierFragment = { id: string, supplierId: number, version: number, name: string | null, owner: string | null, contact: string | null, adminUrl: string | null, pausedUntil: string | null };

export type UpdateSupplierMutationVariables = Exact<{
  input: UpdateSupplierInput;
}>;


export type UpdateSupplierMutation = { outcome:
    | { __typename: 'InvalidInput', fields: Array<{ field: string }> }
    | { __typename: 'Supplier', id: string, supplierId: number, version: number, name: string | null, owner: string | null, contact: string | null, adminUrl: string | null, pausedUntil: string | null }
    | { __typename: 'SupplierConflict', current: { id: string, supplierId: number, version: number, name: string | null, owner: string | null, contact: string | null, adminUrl: string | null, pausedUntil: string | null } }
    | { __typename: 'SupplierNotFound' }
   };

export type SupplierPageQueryVariables = Exact<{
  supplierId: number;
}>;


export type SupplierPageQuery = { eventCursor: string, supplier: { openInvestigations: number, id: string, supplierId: number, version: number, name: string | null, owner: string | null, contact: string | null, adminUrl: string | null, pausedUntil: string | null, profile: { successDays: number, medianGapDays: number | null, sdGap: number | null, daysSinceLast: number, lastSuccessDate: string, bucket: Bucket, isAnomaly: boolean, timesOwnRhythm: number | null, nextExpectedDate: string | null, asOf: string } | null, profileChanges: { edges: Array<{ node: { date: string, from: Bucket | null, to: Bucket } }> }, failureCauses: { byError: Array<{ errorId: number, errorText: string, failures: number, stillOpen: number }>, byStage: Array<{ stage: string, failures: number, stillOpen: number }> }, calendar: Array<{ date: string, hadFile: boolean, attempts: number, errors: number, lastStage: string | null }> } | null };

export type SupplierRowFragment = { id: string, supplierId: number, name: string | null, openInvestigations: number, profile: { bucket: Bucket, isAnomaly: boolean, medianGapDays: number | null, timesOwnRhythm: number | null, lastSuccessDate: string } | null };

export type SuppliersExportQueryVariables = Exact<{
  filter: SuppliersFilter;
  order: Array<SuppliersOrder> | SuppliersOrder;
}>;


export type SuppliersExportQuery = { suppliers: { edges: Array<{ node: { supplierId: number, name: string | null, openInvestigations: number, profile: { bucket: Bucket, isAnomaly: boolean, medianGapDays: number | null, daysSinceLast: number, lastSuccessDate: string } | null } }> } };

export type AnomaliesExportQueryVariables = Exact<{
  includeDead: boolean;
  includePaused: boolean;
}>;


export type AnomaliesExportQuery = { anomalies: { edges: Array<{ node: { supplierId: number, name: string | null, pausedUntil: string | null, profile: { bucket: Bucket, medianGapDays: number | null, daysSinceLast: number, lastSuccessDate: string, timesOwnRhythm: number | null, nextExpectedDate: string | null } | null } }> } };

export type SuppliersPageQueryVariables = Exact<{
  filter: SuppliersFilter;
  order: Array<SuppliersOrder> | SuppliersOrder;
  first: number;
  after?: string | null | undefined;
}>;


export type SuppliersPageQuery = { eventCursor: string, suppliers: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, supplierId: number, name: string | null, openInvestigations: number, profile: { bucket: Bucket, isAnomaly: boolean, medianGapDays: number | null, timesOwnRhythm: number | null, lastSuccessDate: string } | null } }> } };

export type CaseQueryVariables = Exact<{
  id: string;
}>;


export type CaseQuery = { eventCursor: string, investigation: { eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, extra: unknown, source: InvestigationSource, id: string, version: number, status: InvestigationStatus, note: string | null, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, file: { name: string, downloadUrl: string } | null, en: { meaning: string, usualCause: string, whatToDo: string, updatedBy: string | null } | null, ru: { meaning: string, usualCause: string, whatToDo: string, updatedBy: string | null } | null, supplier: { id: string, supplierId: number, name: string | null, owner: string | null, contact: string | null, adminUrl: string | null, pausedUntil: string | null, openInvestigations: number, profile: { medianGapDays: number | null, daysSinceLast: number, lastSuccessDate: string, nextExpectedDate: string | null, bucket: Bucket } | null }, otherOpenCases: Array<{ id: string, eventAt: string, errorText: string, stage: string, status: InvestigationStatus }>, ofSupplier: { cases: number, medianSecondsToClose: number | null, outcomes: Array<{ status: InvestigationStatus, reasonCode: ReasonCode | null, cases: number }> }, ofError: { cases: number, medianSecondsToClose: number | null, outcomes: Array<{ status: InvestigationStatus, reasonCode: ReasonCode | null, cases: number }> }, assignee: { id: string, name: string } | null, timeline: Array<{ id: string, kind: InvestigationChange, actor: string, at: string, note: string | null, reasonCode: ReasonCode | null, assignee: string | null, undid: InvestigationChange | null }> } | null };

export type CaseCalendarQueryVariables = Exact<{
  supplierId: number;
  from: string;
  to: string;
}>;


export type CaseCalendarQuery = { eventCursor: string, supplier: { calendar: Array<{ date: string, hadFile: boolean, attempts: number, errors: number, lastStage: string | null }> } | null };

export type CaseGuideFragment = { meaning: string, usualCause: string, whatToDo: string, updatedBy: string | null };

export type CaseLineFragment = { id: string, eventAt: string, errorText: string, stage: string, status: InvestigationStatus };

export type CaseNeighboursQueryVariables = Exact<{
  id: string;
  preset: QueuePreset;
  filter?: QueueFilter | null | undefined;
  sort: InvestigationSort;
}>;


export type CaseNeighboursQuery = { eventCursor: string, queueNeighbours: { before: number | null, previous: { id: string } | null, next: { id: string } | null } | null, queue: { totalCount: number } };

export type NoteCaseMutationVariables = Exact<{
  id: string;
  version: number;
  note: string;
}>;


export type NoteCaseMutation = { outcome:
    | { __typename: 'InvalidInput', code: string, message: string, fields: Array<{ field: string, message: string }> }
    | { __typename: 'Investigation', id: string, version: number, status: InvestigationStatus, note: string | null, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, assignee: { id: string, name: string } | null, timeline: Array<{ id: string, kind: InvestigationChange, actor: string, at: string, note: string | null, reasonCode: ReasonCode | null, assignee: string | null, undid: InvestigationChange | null }> }
    | { __typename: 'InvestigationNotFound', code: string, message: string }
    | { __typename: 'VersionConflict', code: string, message: string, current: { id: string, version: number, status: InvestigationStatus, note: string | null, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, assignee: { id: string, name: string } | null, timeline: Array<{ id: string, kind: InvestigationChange, actor: string, at: string, note: string | null, reasonCode: ReasonCode | null, assignee: string | null, undid: InvestigationChange | null }> }, since: Array<{ id: string, kind: InvestigationChange, actor: string, at: string, note: string | null, reasonCode: ReasonCode | null, assignee: string | null, undid: InvestigationChange | null }> }
   };

export type CaseStateFragment = { id: string, version: number, status: InvestigationStatus, note: string | null, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, assignee: { id: string, name: string } | null, timeline: Array<{ id: string, kind: InvestigationChange, actor: string, at: string, note: string | null, reasonCode: ReasonCode | null, assignee: string | null, undid: InvestigationChange | null }> };

export type CaseSupplierFragment = { id: string, supplierId: number, name: string | null, owner: string | null, contact: string | null, adminUrl: string | null, pausedUntil: string | null, openInvestigations: number, profile: { medianGapDays: number | null, daysSinceLast: number, lastSuccessDate: string, nextExpectedDate: string | null, bucket: Bucket } | null };

export type DayFiguresFragment = { date: string, failures: number, stillOpen: number, suppliers: number, byHour: Array<number>, daily: Array<{ date: string, failures: number }>, topReasons: Array<{ errorId: number, errorText: string, failures: number, stillOpen: number }>, byStage: Array<{ stage: string, failures: number, stillOpen: number }> };

export type DayReportQueryVariables = Exact<{
  date: string;
  today: string;
}>;


export type DayReportQuery = { eventCursor: string, day: { date: string, failures: number, stillOpen: number, suppliers: number, byHour: Array<number>, daily: Array<{ date: string, failures: number }>, topReasons: Array<{ errorId: number, errorText: string, failures: number, stillOpen: number }>, byStage: Array<{ stage: string, failures: number, stillOpen: number }> }, soFar: { date: string, failures: number, stillOpen: number, suppliers: number, byHour: Array<number> } };

export type DaySoFarFragment = { date: string, failures: number, stillOpen: number, suppliers: number, byHour: Array<number> };

export type GroupsQueryVariables = Exact<{
  preset: QueuePreset;
  filter?: QueueFilter | null | undefined;
  by: Array<InvestigationGrouping> | InvestigationGrouping;
}>;


export type GroupsQuery = { eventCursor: string, investigationGroups: { totalCount: number, groups: Array<{ errorId: number | null, errorText: string | null, supplierId: number | null, stage: string | null, count: number, firstSeen: string, lastSeen: string, suppliers: number, spark: Array<number>, filter: unknown, supplier: { name: string | null } | null }> } };

export type GroupFragment = { errorId: number | null, errorText: string | null, supplierId: number | null, stage: string | null, count: number, firstSeen: string, lastSeen: string, suppliers: number, spark: Array<number>, filter: unknown, supplier: { name: string | null } | null };

export type InvestigationsPageQueryVariables = Exact<{
  filter: QueueFilter;
  first: number;
  after?: string | null | undefined;
}>;


export type InvestigationsPageQuery = { eventCursor: string, queue: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } }> } };

export type LatestEventsQueryVariables = Exact<{
  last: number;
  kinds: Array<EventKind> | EventKind;
}>;


export type LatestEventsQuery = { eventCursor: string, events: { events: Array<{ cursor: string, kind: EventKind, entityId: string, actor: string, at: string, payload: unknown, investigation: { id: string, errorText: string, stage: string, supplierId: number, supplier: { name: string | null } } | null }> } };

export type LatestEventFragment = { cursor: string, kind: EventKind, entityId: string, actor: string, at: string, payload: unknown, investigation: { id: string, errorText: string, stage: string, supplierId: number, supplier: { name: string | null } } | null };

export type LookAtCaseMutationVariables = Exact<{
  id: string;
}>;


export type LookAtCaseMutation = { look:
    | { others: Array<{ seenAt: string, person: { id: string, name: string } }> }
    | Record<PropertyKey, never>
   };

export type PreviewQueryVariables = Exact<{
  id: string;
  sheet?: string | null | undefined;
}>;


export type PreviewQuery = { eventCursor: string, investigation: { id: string, preview: { state: PreviewState, name: string | null, sizeBytes: number | null, format: FileFormat | null, warnings: Array<{ code: PreviewWarningCode, detail: string | null }>, content:
        | { __typename: 'ArchivePreview', entryCount: number, hasMoreEntries: boolean, entries: Array<{ name: string, sizeBytes: number, compressedBytes: number, isLocked: boolean, warnings: Array<PreviewWarningCode> }> }
        | { __typename: 'BytesPreview', lines: Array<{ offset: number, hex: string, ascii: string }> }
        | { __typename: 'TablePreview', sheets: Array<string>, sheet: string | null, encoding: string | null, delimiter: string | null, headerRow: number | null, columns: Array<string>, columnCount: number, hasMoreRows: boolean, hasMoreColumns: boolean, rows: Array<{ number: number, cells: Array<string>, formulas: Array<{ column: number, text: string }> }>, ruler: { row: number | null, column: number | null, isReached: boolean } | null }
       | null, lastGood: { state: ColumnComparisonState, path: string | null, added: Array<string>, missing: Array<string>, renamed: Array<{ from: string, to: string }> } } } | null };

export type PreviewTableFragment = { sheets: Array<string>, sheet: string | null, encoding: string | null, delimiter: string | null, headerRow: number | null, columns: Array<string>, columnCount: number, hasMoreRows: boolean, hasMoreColumns: boolean, rows: Array<{ number: number, cells: Array<string>, formulas: Array<{ column: number, text: string }> }>, ruler: { row: number | null, column: number | null, isReached: boolean } | null };

export type PreviewArchiveFragment = { entryCount: number, hasMoreEntries: boolean, entries: Array<{ name: string, sizeBytes: number, compressedBytes: number, isLocked: boolean, warnings: Array<PreviewWarningCode> }> };

export type PreviewBytesFragment = { lines: Array<{ offset: number, hex: string, ascii: string }> };

export type PreviewColumnsFragment = { state: ColumnComparisonState, path: string | null, added: Array<string>, missing: Array<string>, renamed: Array<{ from: string, to: string }> };

export type QueueExportQueryVariables = Exact<{
  preset: QueuePreset;
  filter?: QueueFilter | null | undefined;
  sort: InvestigationSort;
}>;


export type QueueExportQuery = { queue: { edges: Array<{ node: { id: string, eventAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, note: string | null, investigator: string | null, investigatedAt: string | null, snoozedUntil: string | null, supplier: { name: string | null }, assignee: { name: string } | null } }> } };

export type QueueListQueryVariables = Exact<{
  preset: QueuePreset;
  filter?: QueueFilter | null | undefined;
  sort: InvestigationSort;
  first: number;
  after?: string | null | undefined;
}>;


export type QueueListQuery = { queue: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } }> } };

export type PlaceInQueueQueryVariables = Exact<{
  id: string;
  preset: QueuePreset;
  filter?: QueueFilter | null | undefined;
  sort: InvestigationSort;
}>;


export type PlaceInQueueQuery = { queueNeighbours: { before: number | null } | null };

export type QueueRowFragment = { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null };

export type SavedViewsQueryVariables = Exact<{ [key: string]: never; }>;


export type SavedViewsQuery = { savedViews: Array<{ id: string, name: string, preset: QueuePreset, filter: unknown, sort: InvestigationSort, groupBy: Array<InvestigationGrouping> | null, isShared: boolean, count: number }> };

export type SaveViewMutationVariables = Exact<{
  name: string;
  isShared: boolean;
  state: SavedViewState;
}>;


export type SaveViewMutation = { outcome:
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'PersonNeeded', message: string }
    | { __typename: 'SavedView', id: string, name: string, preset: QueuePreset, filter: unknown, sort: InvestigationSort, groupBy: Array<InvestigationGrouping> | null, isShared: boolean, count: number }
    | { __typename: 'SavedViewNameTaken', message: string }
    | { __typename: 'SharedViewRefused', message: string }
   };

export type DeleteViewMutationVariables = Exact<{
  id: string;
}>;


export type DeleteViewMutation = { outcome:
    | { __typename: 'SavedView' }
    | { __typename: 'SavedViewNotFound', message: string }
    | { __typename: 'SharedViewRefused', message: string }
   };

export type SavedViewFragment = { id: string, name: string, preset: QueuePreset, filter: unknown, sort: InvestigationSort, groupBy: Array<InvestigationGrouping> | null, isShared: boolean, count: number };

export type SimilarCasesFragment = { cases: number, medianSecondsToClose: number | null, outcomes: Array<{ status: InvestigationStatus, reasonCode: ReasonCode | null, cases: number }> };

export type TimelineItemFragment = { id: string, kind: InvestigationChange, actor: string, at: string, note: string | null, reasonCode: ReasonCode | null, assignee: string | null, undid: InvestigationChange | null };

export type ColleaguesQueryVariables = Exact<{ [key: string]: never; }>;


export type ColleaguesQuery = { people: Array<{ id: string, name: string }> };

export type CloseCasesMutationVariables = Exact<{
  which: InvestigationSelectionInput;
  tell: boolean;
  resolution: Resolution;
  note?: string | null | undefined;
  reasonCode?: ReasonCode | null | undefined;
}>;


export type CloseCasesMutation = { outcome:
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'MoreThanShown', message: string }
    | { __typename: 'TooManyInvestigations', message: string }
    | { __typename: 'WorkPayload', changed: number, unchanged: number, undoToken: string | null, investigations?: Array<{ id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null }>, refused: Array<
        | { __typename: 'AlreadyClaimed', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } }
        | { __typename: 'InvestigationNotFound', message: string, id: string }
        | { __typename: 'VersionConflict', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null }, since: Array<{ kind: InvestigationChange, actor: string, at: string, note: string | null }> }
        | { __typename: 'WrongStatus', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } }
      > }
   };

export type ReopenCasesMutationVariables = Exact<{
  which: InvestigationSelectionInput;
  tell: boolean;
}>;


export type ReopenCasesMutation = { outcome:
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'MoreThanShown', message: string }
    | { __typename: 'TooManyInvestigations', message: string }
    | { __typename: 'WorkPayload', changed: number, unchanged: number, undoToken: string | null, investigations?: Array<{ id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null }>, refused: Array<
        | { __typename: 'AlreadyClaimed', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } }
        | { __typename: 'InvestigationNotFound', message: string, id: string }
        | { __typename: 'VersionConflict', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null }, since: Array<{ kind: InvestigationChange, actor: string, at: string, note: string | null }> }
        | { __typename: 'WrongStatus', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } }
      > }
   };

export type NoteCasesMutationVariables = Exact<{
  which: InvestigationSelectionInput;
  tell: boolean;
  note: string;
}>;


export type NoteCasesMutation = { outcome:
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'MoreThanShown', message: string }
    | { __typename: 'TooManyInvestigations', message: string }
    | { __typename: 'WorkPayload', changed: number, unchanged: number, undoToken: string | null, investigations?: Array<{ id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null }>, refused: Array<
        | { __typename: 'AlreadyClaimed', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } }
        | { __typename: 'InvestigationNotFound', message: string, id: string }
        | { __typename: 'VersionConflict', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null }, since: Array<{ kind: InvestigationChange, actor: string, at: string, note: string | null }> }
        | { __typename: 'WrongStatus', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } }
      > }
   };

export type ClaimCasesMutationVariables = Exact<{
  which: InvestigationSelectionInput;
  tell: boolean;
}>;


export type ClaimCasesMutation = { outcome:
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'MoreThanShown', message: string }
    | { __typename: 'OnlyForPeople', message: string }
    | { __typename: 'TooManyInvestigations', message: string }
    | { __typename: 'WorkPayload', changed: number, unchanged: number, undoToken: string | null, investigations?: Array<{ id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null }>, refused: Array<
        | { __typename: 'AlreadyClaimed', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } }
        | { __typename: 'InvestigationNotFound', message: string, id: string }
        | { __typename: 'VersionConflict', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null }, since: Array<{ kind: InvestigationChange, actor: string, at: string, note: string | null }> }
        | { __typename: 'WrongStatus', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } }
      > }
   };

export type AssignCasesMutationVariables = Exact<{
  which: InvestigationSelectionInput;
  tell: boolean;
  assigneeId?: string | null | undefined;
}>;


export type AssignCasesMutation = { outcome:
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'MoreThanShown', message: string }
    | { __typename: 'PersonNotFound', message: string }
    | { __typename: 'TooManyInvestigations', message: string }
    | { __typename: 'WorkPayload', changed: number, unchanged: number, undoToken: string | null, investigations?: Array<{ id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null }>, refused: Array<
        | { __typename: 'AlreadyClaimed', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } }
        | { __typename: 'InvestigationNotFound', message: string, id: string }
        | { __typename: 'VersionConflict', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null }, since: Array<{ kind: InvestigationChange, actor: string, at: string, note: string | null }> }
        | { __typename: 'WrongStatus', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } }
      > }
   };

export type SnoozeCasesMutationVariables = Exact<{
  which: InvestigationSelectionInput;
  tell: boolean;
  until: SnoozeInput;
}>;


export type SnoozeCasesMutation = { outcome:
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'MoreThanShown', message: string }
    | { __typename: 'TooManyInvestigations', message: string }
    | { __typename: 'WorkPayload', changed: number, unchanged: number, undoToken: string | null, investigations?: Array<{ id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null }>, refused: Array<
        | { __typename: 'AlreadyClaimed', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } }
        | { __typename: 'InvestigationNotFound', message: string, id: string }
        | { __typename: 'VersionConflict', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null }, since: Array<{ kind: InvestigationChange, actor: string, at: string, note: string | null }> }
        | { __typename: 'WrongStatus', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } }
      > }
   };

export type WakeCasesMutationVariables = Exact<{
  which: InvestigationSelectionInput;
  tell: boolean;
}>;


export type WakeCasesMutation = { outcome:
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'MoreThanShown', message: string }
    | { __typename: 'TooManyInvestigations', message: string }
    | { __typename: 'WorkPayload', changed: number, unchanged: number, undoToken: string | null, investigations?: Array<{ id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null }>, refused: Array<
        | { __typename: 'AlreadyClaimed', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } }
        | { __typename: 'InvestigationNotFound', message: string, id: string }
        | { __typename: 'VersionConflict', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null }, since: Array<{ kind: InvestigationChange, actor: string, at: string, note: string | null }> }
        | { __typename: 'WrongStatus', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } }
      > }
   };

export type UndoWorkMutationVariables = Exact<{
  token: string;
  tell: boolean;
}>;


export type UndoWorkMutation = { outcome:
    | { __typename: 'NothingToUndo', message: string }
    | { __typename: 'UndoWorkPayload', restored: number, investigations?: Array<{ id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null }>, refused: Array<{ __typename: 'VersionConflict', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null }, since: Array<{ kind: InvestigationChange, actor: string, at: string, note: string | null }> }> }
   };

export type WorkDoneFragment = { changed: number, unchanged: number, undoToken: string | null, investigations?: Array<{ id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null }>, refused: Array<
    | { __typename: 'AlreadyClaimed', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } }
    | { __typename: 'InvestigationNotFound', message: string, id: string }
    | { __typename: 'VersionConflict', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null }, since: Array<{ kind: InvestigationChange, actor: string, at: string, note: string | null }> }
    | { __typename: 'WrongStatus', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } }
  > };

type WorkRefused_AlreadyClaimed_Fragment = { __typename: 'AlreadyClaimed', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } };

type WorkRefused_InvestigationNotFound_Fragment = { __typename: 'InvestigationNotFound', message: string, id: string };

type WorkRefused_VersionConflict_Fragment = { __typename: 'VersionConflict', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null }, since: Array<{ kind: InvestigationChange, actor: string, at: string, note: string | null }> };

type WorkRefused_WrongStatus_Fragment = { __typename: 'WrongStatus', message: string, current: { id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, reasonCode: ReasonCode | null, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } };

export type WorkRefusedFragment =
  | WorkRefused_AlreadyClaimed_Fragment
  | WorkRefused_InvestigationNotFound_Fragment
  | WorkRefused_VersionConflict_Fragment
  | WorkRefused_WrongStatus_Fragment
;

export type JobCardFragment = { name: string, description: string, dailyAt: string, nextRunAt: string, lastRun: { id: string, forDate: string, state: JobState, queuedAt: string, startedAt: string | null, finishedAt: string | null, attempts: number, nextAttemptAt: string | null, isBeingCancelled: boolean, rows: number | null, progress: string | null, error: string | null } | null, runs: Array<{ id: string, forDate: string, state: JobState, queuedAt: string, startedAt: string | null, finishedAt: string | null, attempts: number, nextAttemptAt: string | null, isBeingCancelled: boolean, rows: number | null, progress: string | null, error: string | null }> };

export type RunLineFragment = { id: string, forDate: string, state: JobState, queuedAt: string, startedAt: string | null, finishedAt: string | null, attempts: number, nextAttemptAt: string | null, isBeingCancelled: boolean, rows: number | null, progress: string | null, error: string | null };

export type JobsPageQueryVariables = Exact<{ [key: string]: never; }>;


export type JobsPageQuery = { eventCursor: string, jobs: Array<{ name: string, description: string, dailyAt: string, nextRunAt: string, lastRun: { id: string, forDate: string, state: JobState, queuedAt: string, startedAt: string | null, finishedAt: string | null, attempts: number, nextAttemptAt: string | null, isBeingCancelled: boolean, rows: number | null, progress: string | null, error: string | null } | null, runs: Array<{ id: string, forDate: string, state: JobState, queuedAt: string, startedAt: string | null, finishedAt: string | null, attempts: number, nextAttemptAt: string | null, isBeingCancelled: boolean, rows: number | null, progress: string | null, error: string | null }> }> };

export type CancelJobRunMutationVariables = Exact<{
  id: string;
}>;


export type CancelJobRunMutation = { outcome:
    | { __typename: 'JobRun' }
    | { __typename: 'RunIsOver', message: string }
   };

export type RunJobMutationVariables = Exact<{
  name: string;
  asOf: string;
}>;


export type RunJobMutation = { outcome:
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'JobAlreadyRunning', message: string }
    | { __typename: 'JobRun', id: string }
    | { __typename: 'UnknownJob', message: string }
   };

export type JobsStateQueryVariables = Exact<{ [key: string]: never; }>;


export type JobsStateQuery = { eventCursor: string, health: Array<{ kind: TroubleKind, job: string | null, since: string | null }>, jobs: Array<{ name: string, nextRunAt: string, lastRun: { id: string, forDate: string, state: JobState, queuedAt: string, startedAt: string | null, finishedAt: string | null, attempts: number, nextAttemptAt: string | null, isBeingCancelled: boolean, rows: number | null, progress: string | null, error: string | null } | null }> };

export type RunLogQueryVariables = Exact<{
  id: string;
}>;


export type RunLogQuery = { eventCursor: string, jobRun: { state: JobState, lines: Array<{ number: number, attempt: number, at: string, sentence: string, isError: boolean }> } | null };

export type RunsExportQueryVariables = Exact<{ [key: string]: never; }>;


export type RunsExportQuery = { jobRuns: { edges: Array<{ node: { job: string, forDate: string, state: JobState, queuedAt: string, startedAt: string | null, finishedAt: string | null, rows: number | null } }> } };

export type LiveEventFragment = { cursor: string, kind: EventKind, entityId: string, actor: string, at: string, investigation: { note: string | null, reasonCode: ReasonCode | null, id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } | null };

export type MissedEventsQueryVariables = Exact<{
  after: string;
  kinds: Array<EventKind> | EventKind;
}>;


export type MissedEventsQuery = { events: { endCursor: string, hasMore: boolean, events: Array<{ cursor: string, kind: EventKind, entityId: string, actor: string, at: string, investigation: { note: string | null, reasonCode: ReasonCode | null, id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } | null }> } };

export type ComingEventsSubscriptionVariables = Exact<{
  after: string;
  kinds: Array<EventKind> | EventKind;
}>;


export type ComingEventsSubscription = { events: { cursor: string, kind: EventKind, entityId: string, actor: string, at: string, investigation: { note: string | null, reasonCode: ReasonCode | null, id: string, version: number, eventAt: string, createdAt: string, supplierId: number, errorId: number, errorText: string, stage: string, filePath: string | null, status: InvestigationStatus, snoozedUntil: string | null, awaitsSuccess: boolean, investigator: string | null, investigatedAt: string | null, supplier: { name: string | null }, assignee: { id: string, name: string } | null } | null } };

export type PresentCursorQueryVariables = Exact<{ [key: string]: never; }>;


export type PresentCursorQuery = { eventCursor: string };

export type PaletteSuppliersQueryVariables = Exact<{
  search: string;
}>;


export type PaletteSuppliersQuery = { suppliers: { edges: Array<{ node: { supplierId: number, name: string | null } }> } };

export type PaletteViewsQueryVariables = Exact<{ [key: string]: never; }>;


export type PaletteViewsQuery = { savedViews: Array<{ id: string, name: string, isShared: boolean, count: number, preset: QueuePreset, filter: unknown, sort: InvestigationSort, groupBy: Array<InvestigationGrouping> | null }> };

export type UpdateCompanyMutationVariables = Exact<{
  name: string;
  timeZone: string;
}>;


export type UpdateCompanyMutation = { outcome:
    | { __typename: 'Company' }
    | { __typename: 'InvalidInput', code: string, message: string }
   };

export type ErrorWithGuideFragment = { errorId: number, errorText: string | null, guide: { meaning: string, usualCause: string, whatToDo: string, updatedAt: string | null, updatedBy: string | null } | null };

export type ErrorGuidesPageQueryVariables = Exact<{
  language: Language;
}>;


export type ErrorGuidesPageQuery = { eventCursor: string, errorGuides: Array<{ errorId: number, errorText: string | null, guide: { meaning: string, usualCause: string, whatToDo: string, updatedAt: string | null, updatedBy: string | null } | null }> };

export type WriteGuideMutationVariables = Exact<{
  input: ErrorGuideInput;
}>;


export type WriteGuideMutation = { outcome:
    | { __typename: 'ErrorGuide' }
    | { __typename: 'InvalidInput', code: string, message: string }
   };

export type ResetGuideMutationVariables = Exact<{
  errorId: number;
  language: Language;
}>;


export type ResetGuideMutation = { outcome: { __typename: 'ErrorGuide' } | null };

export type KeyFragment = { id: string, name: string, role: KeyRole, createdBy: string, createdAt: string, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null };

export type KeysPageQueryVariables = Exact<{ [key: string]: never; }>;


export type KeysPageQuery = { eventCursor: string, apiKeys: Array<{ id: string, name: string, role: KeyRole, createdBy: string, createdAt: string, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null }> };

export type CreateKeyMutationVariables = Exact<{
  name: string;
  role: KeyRole;
  expiresAt?: string | null | undefined;
}>;


export type CreateKeyMutation = { outcome:
    | { __typename: 'CreatedKey', id: string, key: string }
    | { __typename: 'InvalidInput', code: string, message: string }
   };

export type RevokeKeyMutationVariables = Exact<{
  id: string;
}>;


export type RevokeKeyMutation = { outcome:
    | { __typename: 'ApiKeys' }
    | { __typename: 'KeyNotFound', code: string, message: string }
   };

export type MemberFragment = { id: string, name: string, email: string | null, role: Role, joinedAt: string };

export type OpenInvitationFragment = { id: string, email: string, role: Role, invitedBy: string, expiresAt: string };

export type PeoplePageQueryVariables = Exact<{
  asAdmin: boolean;
}>;


export type PeoplePageQuery = { eventCursor: string, people: Array<{ id: string, name: string, email: string | null, role: Role, joinedAt: string }>, invitations?: Array<{ id: string, email: string, role: Role, invitedBy: string, expiresAt: string }> };

export type InviteMutationVariables = Exact<{
  email: string;
  role: Role;
}>;


export type InviteMutation = { outcome:
    | { __typename: 'AlreadyMember', code: string, message: string }
    | { __typename: 'InvalidInput', code: string, message: string }
    | { __typename: 'NewInvitation', link: string }
   };

export type WithdrawInvitationMutationVariables = Exact<{
  id: string;
}>;


export type WithdrawInvitationMutation = { outcome:
    | { __typename: 'InvitationNotFound', code: string, message: string }
    | { __typename: 'Invitations' }
   };

export type ChangeRoleMutationVariables = Exact<{
  personId: string;
  role: Role;
}>;


export type ChangeRoleMutation = { outcome:
    | { __typename: 'LastAdmin', code: string, message: string }
    | { __typename: 'MemberNotFound', code: string, message: string }
    | { __typename: 'People' }
   };

export type RemoveMemberMutationVariables = Exact<{
  personId: string;
}>;


export type RemoveMemberMutation = { outcome:
    | { __typename: 'LastAdmin', code: string, message: string }
    | { __typename: 'MemberNotFound', code: string, message: string }
    | { __typename: 'People' }
   };

export type MakeResetLinkMutationVariables = Exact<{
  personId: string;
}>;


export type MakeResetLinkMutation = { outcome:
    | { __typename: 'BelongsElsewhere', code: string, message: string }
    | { __typename: 'MemberNotFound', code: string, message: string }
    | { __typename: 'ResetLink', link: string }
   };

export type NamedViewFragment = { id: string, name: string, isShared: boolean, count: number, preset: QueuePreset, filter: unknown, sort: InvestigationSort, groupBy: Array<InvestigationGrouping> | null };

export type ViewsPageQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewsPageQuery = { eventCursor: string, savedViews: Array<{ id: string, name: string, isShared: boolean, count: number, preset: QueuePreset, filter: unknown, sort: InvestigationSort, groupBy: Array<InvestigationGrouping> | null }> };

export type ChangeViewMutationVariables = Exact<{
  id: string;
  name?: string | null | undefined;
  isShared?: boolean | null | undefined;
}>;


export type ChangeViewMutation = { outcome:
    | { __typename: 'InvalidInput', code: string, message: string }
    | { __typename: 'PersonNeeded', code: string, message: string }
    | { __typename: 'SavedView' }
    | { __typename: 'SavedViewNameTaken', code: string, message: string }
    | { __typename: 'SavedViewNotFound', code: string, message: string }
    | { __typename: 'SharedViewRefused', code: string, message: string }
   };

export type ForgetViewMutationVariables = Exact<{
  id: string;
}>;


export type ForgetViewMutation = { outcome:
    | { __typename: 'SavedView' }
    | { __typename: 'SavedViewNotFound', code: string, message: string }
    | { __typename: 'SharedViewRefused', code: string, message: string }
   };

export type ShellQueryVariables = Exact<{ [key: string]: never; }>;


export type ShellQuery = { eventCursor: string, company: { name: string, timeZone: string, today: string }, me: { id: string, name: string, role: string, permissions: Array<Permission>, companies: Array<{ companyId: number, companyName: string, role: Role, isCurrent: boolean }> }, queueCounts: Array<{ preset: QueuePreset, count: number }> };

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
export const MeFragmentDoc = new TypedDocumentString(`
    fragment Me on Viewer {
  id
  name
  role
  permissions
  companies {
    companyId
    companyName
    role
    isCurrent
  }
}
    `, {"fragmentName":"Me"}) as unknown as TypedDocumentString<MeFragment, unknown>;
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
  pausedUntil
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
  history {
    date
    suppliers
  }
}
    `, {"fragmentName":"BucketBar"}) as unknown as TypedDocumentString<BucketBarFragment, unknown>;
export const BucketStepFragmentDoc = new TypedDocumentString(`
    fragment BucketStep on BucketChange {
  date
  from
  to
}
    `, {"fragmentName":"BucketStep"}) as unknown as TypedDocumentString<BucketStepFragment, unknown>;
export const FailureCausesFragmentDoc = new TypedDocumentString(`
    fragment FailureCauses on SupplierFailures {
  byError {
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
    `, {"fragmentName":"FailureCauses"}) as unknown as TypedDocumentString<FailureCausesFragment, unknown>;
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
export const EditableSupplierFragmentDoc = new TypedDocumentString(`
    fragment EditableSupplier on Supplier {
  id
  supplierId
  version
  name
  owner
  contact
  adminUrl
  pausedUntil
}
    `, {"fragmentName":"EditableSupplier"}) as unknown as TypedDocumentString<EditableSupplierFragment, unknown>;
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
    timesOwnRhythm
    lastSuccessDate
  }
}
    `, {"fragmentName":"SupplierRow"}) as unknown as TypedDocumentString<SupplierRowFragment, unknown>;
export const CaseGuideFragmentDoc = new TypedDocumentString(`
    fragment CaseGuide on ErrorGuide {
  meaning
  usualCause
  whatToDo
  updatedBy
}
    `, {"fragmentName":"CaseGuide"}) as unknown as TypedDocumentString<CaseGuideFragment, unknown>;
export const CaseLineFragmentDoc = new TypedDocumentString(`
    fragment CaseLine on Investigation {
  id
  eventAt
  errorText
  stage
  status
}
    `, {"fragmentName":"CaseLine"}) as unknown as TypedDocumentString<CaseLineFragment, unknown>;
export const TimelineItemFragmentDoc = new TypedDocumentString(`
    fragment TimelineItem on TimelineEntry {
  id
  kind
  actor
  at
  note
  reasonCode
  assignee
  undid
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
  snoozedUntil
  awaitsSuccess
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
  assignee
  undid
}`, {"fragmentName":"CaseState"}) as unknown as TypedDocumentString<CaseStateFragment, unknown>;
export const CaseSupplierFragmentDoc = new TypedDocumentString(`
    fragment CaseSupplier on Supplier {
  id
  supplierId
  name
  owner
  contact
  adminUrl
  pausedUntil
  openInvestigations
  profile {
    medianGapDays
    daysSinceLast
    lastSuccessDate
    nextExpectedDate
    bucket
  }
}
    `, {"fragmentName":"CaseSupplier"}) as unknown as TypedDocumentString<CaseSupplierFragment, unknown>;
export const DayFiguresFragmentDoc = new TypedDocumentString(`
    fragment DayFigures on Dashboard {
  date
  failures
  stillOpen
  suppliers
  byHour
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
export const GroupFragmentDoc = new TypedDocumentString(`
    fragment Group on InvestigationGroup {
  errorId
  errorText
  supplierId
  supplier {
    name
  }
  stage
  count
  firstSeen
  lastSeen
  suppliers
  spark
  filter
}
    `, {"fragmentName":"Group"}) as unknown as TypedDocumentString<GroupFragment, unknown>;
export const LatestEventFragmentDoc = new TypedDocumentString(`
    fragment LatestEvent on Event {
  cursor
  kind
  entityId
  actor
  at
  payload
  investigation {
    id
    errorText
    stage
    supplierId
    supplier {
      name
    }
  }
}
    `, {"fragmentName":"LatestEvent"}) as unknown as TypedDocumentString<LatestEventFragment, unknown>;
export const PreviewTableFragmentDoc = new TypedDocumentString(`
    fragment PreviewTable on TablePreview {
  sheets
  sheet
  encoding
  delimiter
  headerRow
  columns
  columnCount
  rows {
    number
    cells
    formulas {
      column
      text
    }
  }
  hasMoreRows
  hasMoreColumns
  ruler {
    row
    column
    isReached
  }
}
    `, {"fragmentName":"PreviewTable"}) as unknown as TypedDocumentString<PreviewTableFragment, unknown>;
export const PreviewArchiveFragmentDoc = new TypedDocumentString(`
    fragment PreviewArchive on ArchivePreview {
  entries {
    name
    sizeBytes
    compressedBytes
    isLocked
    warnings
  }
  entryCount
  hasMoreEntries
}
    `, {"fragmentName":"PreviewArchive"}) as unknown as TypedDocumentString<PreviewArchiveFragment, unknown>;
export const PreviewBytesFragmentDoc = new TypedDocumentString(`
    fragment PreviewBytes on BytesPreview {
  lines {
    offset
    hex
    ascii
  }
}
    `, {"fragmentName":"PreviewBytes"}) as unknown as TypedDocumentString<PreviewBytesFragment, unknown>;
export const PreviewColumnsFragmentDoc = new TypedDocumentString(`
    fragment PreviewColumns on ColumnComparison {
  state
  path
  added
  missing
  renamed {
    from
    to
  }
}
    `, {"fragmentName":"PreviewColumns"}) as unknown as TypedDocumentString<PreviewColumnsFragment, unknown>;
export const SavedViewFragmentDoc = new TypedDocumentString(`
    fragment SavedView on SavedView {
  id
  name
  preset
  filter
  sort
  groupBy
  isShared
  count
}
    `, {"fragmentName":"SavedView"}) as unknown as TypedDocumentString<SavedViewFragment, unknown>;
export const SimilarCasesFragmentDoc = new TypedDocumentString(`
    fragment SimilarCases on SimilarCases {
  cases
  medianSecondsToClose
  outcomes {
    status
    reasonCode
    cases
  }
}
    `, {"fragmentName":"SimilarCases"}) as unknown as TypedDocumentString<SimilarCasesFragment, unknown>;
export const QueueRowFragmentDoc = new TypedDocumentString(`
    fragment QueueRow on Investigation {
  id
  version
  eventAt
  createdAt
  supplierId
  supplier {
    name
  }
  errorId
  errorText
  stage
  filePath
  status
  reasonCode
  assignee {
    id
    name
  }
  snoozedUntil
  awaitsSuccess
  investigator
  investigatedAt
}
    `, {"fragmentName":"QueueRow"}) as unknown as TypedDocumentString<QueueRowFragment, unknown>;
export const WorkRefusedFragmentDoc = new TypedDocumentString(`
    fragment WorkRefused on WorkRefusal {
  __typename
  ... on Error {
    message
  }
  ... on InvestigationNotFound {
    id
  }
  ... on VersionConflict {
    current {
      ...QueueRow
    }
    since {
      kind
      actor
      at
      note
    }
  }
  ... on WrongStatus {
    current {
      ...QueueRow
    }
  }
  ... on AlreadyClaimed {
    current {
      ...QueueRow
    }
  }
}
    fragment QueueRow on Investigation {
  id
  version
  eventAt
  createdAt
  supplierId
  supplier {
    name
  }
  errorId
  errorText
  stage
  filePath
  status
  reasonCode
  assignee {
    id
    name
  }
  snoozedUntil
  awaitsSuccess
  investigator
  investigatedAt
}`, {"fragmentName":"WorkRefused"}) as unknown as TypedDocumentString<WorkRefusedFragment, unknown>;
export const WorkDoneFragmentDoc = new TypedDocumentString(`
    fragment WorkDone on WorkPayload {
  changed
  unchanged
  undoToken
  investigations @include(if: $tell) {
    ...QueueRow
  }
  refused {
    ...WorkRefused
  }
}
    fragment QueueRow on Investigation {
  id
  version
  eventAt
  createdAt
  supplierId
  supplier {
    name
  }
  errorId
  errorText
  stage
  filePath
  status
  reasonCode
  assignee {
    id
    name
  }
  snoozedUntil
  awaitsSuccess
  investigator
  investigatedAt
}
fragment WorkRefused on WorkRefusal {
  __typename
  ... on Error {
    message
  }
  ... on InvestigationNotFound {
    id
  }
  ... on VersionConflict {
    current {
      ...QueueRow
    }
    since {
      kind
      actor
      at
      note
    }
  }
  ... on WrongStatus {
    current {
      ...QueueRow
    }
  }
  ... on AlreadyClaimed {
    current {
      ...QueueRow
    }
  }
}`, {"fragmentName":"WorkDone"}) as unknown as TypedDocumentString<WorkDoneFragment, unknown>;
export const RunLineFragmentDoc = new TypedDocumentString(`
    fragment RunLine on JobRun {
  id
  forDate
  state
  queuedAt
  startedAt
  finishedAt
  attempts
  nextAttemptAt
  isBeingCancelled
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
  nextAttemptAt
  isBeingCancelled
  rows
  progress
  error
}`, {"fragmentName":"JobCard"}) as unknown as TypedDocumentString<JobCardFragment, unknown>;
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
  createdAt
  supplierId
  supplier {
    name
  }
  errorId
  errorText
  stage
  filePath
  status
  reasonCode
  assignee {
    id
    name
  }
  snoozedUntil
  awaitsSuccess
  investigator
  investigatedAt
}`, {"fragmentName":"LiveEvent"}) as unknown as TypedDocumentString<LiveEventFragment, unknown>;
export const ErrorWithGuideFragmentDoc = new TypedDocumentString(`
    fragment ErrorWithGuide on GuidedError {
  errorId
  errorText
  guide {
    meaning
    usualCause
    whatToDo
    updatedAt
    updatedBy
  }
}
    `, {"fragmentName":"ErrorWithGuide"}) as unknown as TypedDocumentString<ErrorWithGuideFragment, unknown>;
export const KeyFragmentDoc = new TypedDocumentString(`
    fragment Key on ApiKey {
  id
  name
  role
  createdBy
  createdAt
  expiresAt
  revokedAt
  lastUsedAt
}
    `, {"fragmentName":"Key"}) as unknown as TypedDocumentString<KeyFragment, unknown>;
export const MemberFragmentDoc = new TypedDocumentString(`
    fragment Member on Member {
  id
  name
  email
  role
  joinedAt
}
    `, {"fragmentName":"Member"}) as unknown as TypedDocumentString<MemberFragment, unknown>;
export const OpenInvitationFragmentDoc = new TypedDocumentString(`
    fragment OpenInvitation on Invitation {
  id
  email
  role
  invitedBy
  expiresAt
}
    `, {"fragmentName":"OpenInvitation"}) as unknown as TypedDocumentString<OpenInvitationFragment, unknown>;
export const NamedViewFragmentDoc = new TypedDocumentString(`
    fragment NamedView on SavedView {
  id
  name
  isShared
  count
  preset
  filter
  sort
  groupBy
}
    `, {"fragmentName":"NamedView"}) as unknown as TypedDocumentString<NamedViewFragment, unknown>;
export const WhoIsThereDocument = new TypedDocumentString(`
    query WhoIsThere {
  me {
    ...Me
  }
}
    fragment Me on Viewer {
  id
  name
  role
  permissions
  companies {
    companyId
    companyName
    role
    isCurrent
  }
}`, {"id":"35f8dc359a0b4dbcdfd41ba0f630dd2a"}) as unknown as TypedDocumentString<WhoIsThereQuery, WhoIsThereQueryVariables>;
export const SwitchCompanyDocument = new TypedDocumentString(`
    mutation SwitchCompany($companyId: Int!) {
  outcome: switchCompany(companyId: $companyId) {
    __typename
    ... on Error {
      code
      message
    }
  }
}
    `, {"id":"0ec8ed0c1bb764dce1b0e11965c83665"}) as unknown as TypedDocumentString<SwitchCompanyMutation, SwitchCompanyMutationVariables>;
export const AnomaliesPageDocument = new TypedDocumentString(`
    query AnomaliesPage($includeDead: Boolean!, $includePaused: Boolean!, $stripFrom: Date!, $first: Int!, $after: String) {
  eventCursor
  anomalies(
    includeDead: $includeDead
    includePaused: $includePaused
    first: $first
    after: $after
  ) {
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
  pausedUntil
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
}`, {"id":"898b27d970e89df8382da305090f44ee"}) as unknown as TypedDocumentString<AnomaliesPageQuery, AnomaliesPageQueryVariables>;
export const FeedsReportDocument = new TypedDocumentString(`
    query FeedsReport($stripFrom: Date!, $anomalies: Int!) {
  eventCursor
  buckets {
    ...BucketBar
  }
  anomalies(first: $anomalies) {
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
  pausedUntil
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
  history {
    date
    suppliers
  }
}
fragment CalendarDay on CadenceDay {
  date
  hadFile
  attempts
  errors
  lastStage
}`, {"id":"62e220427316518ac2fdc966affd8380"}) as unknown as TypedDocumentString<FeedsReportQuery, FeedsReportQueryVariables>;
export const UpdateSupplierDocument = new TypedDocumentString(`
    mutation UpdateSupplier($input: UpdateSupplierInput!) {
  outcome: updateSupplier(input: $input) {
    __typename
    ... on Supplier {
      ...EditableSupplier
    }
    ... on SupplierConflict {
      current {
        ...EditableSupplier
      }
    }
    ... on InvalidInput {
      fields {
        field
      }
    }
  }
}
    fragment EditableSupplier on Supplier {
  id
  supplierId
  version
  name
  owner
  contact
  adminUrl
  pausedUntil
}`, {"id":"7dc0b7a2616633e5729fb9b20bffaa5f"}) as unknown as TypedDocumentString<UpdateSupplierMutation, UpdateSupplierMutationVariables>;
export const SupplierPageDocument = new TypedDocumentString(`
    query SupplierPage($supplierId: Int!) {
  eventCursor
  supplier(supplierId: $supplierId) {
    ...EditableSupplier
    openInvestigations
    profile {
      ...ProfileFacts
    }
    profileChanges(first: 20) {
      edges {
        node {
          ...BucketStep
        }
      }
    }
    failureCauses {
      ...FailureCauses
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
fragment FailureCauses on SupplierFailures {
  byError {
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
fragment EditableSupplier on Supplier {
  id
  supplierId
  version
  name
  owner
  contact
  adminUrl
  pausedUntil
}`, {"id":"965f2e2b607c70619a84b024204089ce"}) as unknown as TypedDocumentString<SupplierPageQuery, SupplierPageQueryVariables>;
export const SuppliersExportDocument = new TypedDocumentString(`
    query SuppliersExport($filter: SuppliersFilter!, $order: [SuppliersOrder!]!) {
  suppliers(filter: $filter, orderBy: $order) {
    edges {
      node {
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
    }
  }
}
    `, {"id":"fea1b5890430699528e4ba4d694b5830"}) as unknown as TypedDocumentString<SuppliersExportQuery, SuppliersExportQueryVariables>;
export const AnomaliesExportDocument = new TypedDocumentString(`
    query AnomaliesExport($includeDead: Boolean!, $includePaused: Boolean!) {
  anomalies(includeDead: $includeDead, includePaused: $includePaused) {
    edges {
      node {
        supplierId
        name
        pausedUntil
        profile {
          bucket
          medianGapDays
          daysSinceLast
          lastSuccessDate
          timesOwnRhythm
          nextExpectedDate
        }
      }
    }
  }
}
    `, {"id":"6028ccd113b62a366fd2758035f38369"}) as unknown as TypedDocumentString<AnomaliesExportQuery, AnomaliesExportQueryVariables>;
export const SuppliersPageDocument = new TypedDocumentString(`
    query SuppliersPage($filter: SuppliersFilter!, $order: [SuppliersOrder!]!, $first: Int!, $after: String) {
  eventCursor
  suppliers(filter: $filter, orderBy: $order, first: $first, after: $after) {
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
    timesOwnRhythm
    lastSuccessDate
  }
}`, {"id":"a738d23c28af7379e57bc808b613d635"}) as unknown as TypedDocumentString<SuppliersPageQuery, SuppliersPageQueryVariables>;
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
    en: guide(language: EN) {
      ...CaseGuide
    }
    ru: guide(language: RU) {
      ...CaseGuide
    }
    supplier {
      ...CaseSupplier
    }
    otherOpenCases(first: 6) {
      ...CaseLine
    }
    ofSupplier: similar(by: SUPPLIER_AND_ERROR) {
      ...SimilarCases
    }
    ofError: similar(by: ERROR) {
      ...SimilarCases
    }
  }
}
    fragment CaseGuide on ErrorGuide {
  meaning
  usualCause
  whatToDo
  updatedBy
}
fragment CaseLine on Investigation {
  id
  eventAt
  errorText
  stage
  status
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
  snoozedUntil
  awaitsSuccess
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
  adminUrl
  pausedUntil
  openInvestigations
  profile {
    medianGapDays
    daysSinceLast
    lastSuccessDate
    nextExpectedDate
    bucket
  }
}
fragment SimilarCases on SimilarCases {
  cases
  medianSecondsToClose
  outcomes {
    status
    reasonCode
    cases
  }
}
fragment TimelineItem on TimelineEntry {
  id
  kind
  actor
  at
  note
  reasonCode
  assignee
  undid
}`, {"id":"50751c52ee283d81e0dc75c7d5940934"}) as unknown as TypedDocumentString<CaseQuery, CaseQueryVariables>;
export const CaseCalendarDocument = new TypedDocumentString(`
    query CaseCalendar($supplierId: Int!, $from: Date!, $to: Date!) {
  eventCursor
  supplier(supplierId: $supplierId) {
    calendar(from: $from, to: $to) {
      ...CalendarDay
    }
  }
}
    fragment CalendarDay on CadenceDay {
  date
  hadFile
  attempts
  errors
  lastStage
}`, {"id":"1d83c9db73c916f7badfaa4c2a3dfabc"}) as unknown as TypedDocumentString<CaseCalendarQuery, CaseCalendarQueryVariables>;
export const CaseNeighboursDocument = new TypedDocumentString(`
    query CaseNeighbours($id: ID!, $preset: QueuePreset!, $filter: QueueFilter, $sort: InvestigationSort!) {
  eventCursor
  queueNeighbours(id: $id, preset: $preset, filter: $filter, sort: $sort) {
    before
    previous {
      id
    }
    next {
      id
    }
  }
  queue(preset: $preset, filter: $filter, sort: $sort, first: 1) {
    totalCount
  }
}
    `, {"id":"c16056a147032f25faff6ffe37d2eced"}) as unknown as TypedDocumentString<CaseNeighboursQuery, CaseNeighboursQueryVariables>;
export const NoteCaseDocument = new TypedDocumentString(`
    mutation NoteCase($id: ID!, $version: Int!, $note: String!) {
  outcome: addNote(id: $id, version: $version, note: $note) {
    __typename
    ...CaseState
    ... on Error {
      code
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
      since {
        ...TimelineItem
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
  snoozedUntil
  awaitsSuccess
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
  assignee
  undid
}`, {"id":"b4871a94ebf88723a492734ebf2b7021"}) as unknown as TypedDocumentString<NoteCaseMutation, NoteCaseMutationVariables>;
export const DayReportDocument = new TypedDocumentString(`
    query DayReport($date: Date!, $today: Date!) {
  eventCursor
  day: dashboard(date: $date) {
    ...DayFigures
  }
  soFar: dashboard(date: $today) {
    ...DaySoFar
  }
}
    fragment DayFigures on Dashboard {
  date
  failures
  stillOpen
  suppliers
  byHour
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
}`, {"id":"23fd2e13cb4b06ee963cfc8d02e15e37"}) as unknown as TypedDocumentString<DayReportQuery, DayReportQueryVariables>;
export const GroupsDocument = new TypedDocumentString(`
    query Groups($preset: QueuePreset!, $filter: QueueFilter, $by: [InvestigationGrouping!]!) {
  eventCursor
  investigationGroups(preset: $preset, filter: $filter, by: $by, first: 200) {
    totalCount
    groups {
      ...Group
    }
  }
}
    fragment Group on InvestigationGroup {
  errorId
  errorText
  supplierId
  supplier {
    name
  }
  stage
  count
  firstSeen
  lastSeen
  suppliers
  spark
  filter
}`, {"id":"8c82147751dfec2c4e3a2d6d1650f7b5"}) as unknown as TypedDocumentString<GroupsQuery, GroupsQueryVariables>;
export const InvestigationsPageDocument = new TypedDocumentString(`
    query InvestigationsPage($filter: QueueFilter!, $first: Int!, $after: String) {
  eventCursor
  queue(preset: EVERYTHING, filter: $filter, first: $first, after: $after) {
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
  createdAt
  supplierId
  supplier {
    name
  }
  errorId
  errorText
  stage
  filePath
  status
  reasonCode
  assignee {
    id
    name
  }
  snoozedUntil
  awaitsSuccess
  investigator
  investigatedAt
}`, {"id":"acaed56063af9d87e304e2ea5fceefd1"}) as unknown as TypedDocumentString<InvestigationsPageQuery, InvestigationsPageQueryVariables>;
export const LatestEventsDocument = new TypedDocumentString(`
    query LatestEvents($last: Int!, $kinds: [EventKind!]!) {
  eventCursor
  events: eventLog(last: $last, filter: {kinds: $kinds}) {
    events {
      ...LatestEvent
    }
  }
}
    fragment LatestEvent on Event {
  cursor
  kind
  entityId
  actor
  at
  payload
  investigation {
    id
    errorText
    stage
    supplierId
    supplier {
      name
    }
  }
}`, {"id":"932e2c1c5c4f1d567b6c8bcd2492b814"}) as unknown as TypedDocumentString<LatestEventsQuery, LatestEventsQueryVariables>;
export const LookAtCaseDocument = new TypedDocumentString(`
    mutation LookAtCase($id: ID!) {
  look: lookAtInvestigation(id: $id) {
    ... on LookAtInvestigationPayload {
      others {
        person {
          id
          name
        }
        seenAt
      }
    }
  }
}
    `, {"id":"3501e26829a845f4221a4beba524fadf"}) as unknown as TypedDocumentString<LookAtCaseMutation, LookAtCaseMutationVariables>;
export const PreviewDocument = new TypedDocumentString(`
    query Preview($id: ID!, $sheet: String) {
  eventCursor
  investigation(id: $id) {
    id
    preview(sheet: $sheet) {
      state
      name
      sizeBytes
      format
      warnings {
        code
        detail
      }
      content {
        __typename
        ...PreviewTable
        ...PreviewArchive
        ...PreviewBytes
      }
      lastGood {
        ...PreviewColumns
      }
    }
  }
}
    fragment PreviewTable on TablePreview {
  sheets
  sheet
  encoding
  delimiter
  headerRow
  columns
  columnCount
  rows {
    number
    cells
    formulas {
      column
      text
    }
  }
  hasMoreRows
  hasMoreColumns
  ruler {
    row
    column
    isReached
  }
}
fragment PreviewArchive on ArchivePreview {
  entries {
    name
    sizeBytes
    compressedBytes
    isLocked
    warnings
  }
  entryCount
  hasMoreEntries
}
fragment PreviewBytes on BytesPreview {
  lines {
    offset
    hex
    ascii
  }
}
fragment PreviewColumns on ColumnComparison {
  state
  path
  added
  missing
  renamed {
    from
    to
  }
}`, {"id":"1e70ecf5f27e4688e1370b20d07aedb4"}) as unknown as TypedDocumentString<PreviewQuery, PreviewQueryVariables>;
export const QueueExportDocument = new TypedDocumentString(`
    query QueueExport($preset: QueuePreset!, $filter: QueueFilter, $sort: InvestigationSort!) {
  queue(preset: $preset, filter: $filter, sort: $sort) {
    edges {
      node {
        id
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
        reasonCode
        assignee {
          name
        }
        note
        investigator
        investigatedAt
        snoozedUntil
      }
    }
  }
}
    `, {"id":"d0bba76eef11f8eea6b2fb40e520f279"}) as unknown as TypedDocumentString<QueueExportQuery, QueueExportQueryVariables>;
export const QueueListDocument = new TypedDocumentString(`
    query QueueList($preset: QueuePreset!, $filter: QueueFilter, $sort: InvestigationSort!, $first: Int!, $after: String) {
  queue(
    preset: $preset
    filter: $filter
    sort: $sort
    first: $first
    after: $after
  ) {
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
  createdAt
  supplierId
  supplier {
    name
  }
  errorId
  errorText
  stage
  filePath
  status
  reasonCode
  assignee {
    id
    name
  }
  snoozedUntil
  awaitsSuccess
  investigator
  investigatedAt
}`, {"id":"da8fb08154bc1e5ccbd7f8153571b2e5"}) as unknown as TypedDocumentString<QueueListQuery, QueueListQueryVariables>;
export const PlaceInQueueDocument = new TypedDocumentString(`
    query PlaceInQueue($id: ID!, $preset: QueuePreset!, $filter: QueueFilter, $sort: InvestigationSort!) {
  queueNeighbours(id: $id, preset: $preset, filter: $filter, sort: $sort) {
    before
  }
}
    `, {"id":"6e4c766f90f8383b39f52af82950442e"}) as unknown as TypedDocumentString<PlaceInQueueQuery, PlaceInQueueQueryVariables>;
export const SavedViewsDocument = new TypedDocumentString(`
    query SavedViews {
  savedViews {
    ...SavedView
  }
}
    fragment SavedView on SavedView {
  id
  name
  preset
  filter
  sort
  groupBy
  isShared
  count
}`, {"id":"2ef740cb3f4f79d2c5f39929f49ee696"}) as unknown as TypedDocumentString<SavedViewsQuery, SavedViewsQueryVariables>;
export const SaveViewDocument = new TypedDocumentString(`
    mutation SaveView($name: String!, $isShared: Boolean!, $state: SavedViewState!) {
  outcome: createSavedView(name: $name, isShared: $isShared, state: $state) {
    __typename
    ...SavedView
    ... on Error {
      message
    }
  }
}
    fragment SavedView on SavedView {
  id
  name
  preset
  filter
  sort
  groupBy
  isShared
  count
}`, {"id":"2afb0e69f4ef9fa7dc00bb6296e0a254"}) as unknown as TypedDocumentString<SaveViewMutation, SaveViewMutationVariables>;
export const DeleteViewDocument = new TypedDocumentString(`
    mutation DeleteView($id: ID!) {
  outcome: deleteSavedView(id: $id) {
    __typename
    ... on Error {
      message
    }
  }
}
    `, {"id":"6aa16ef15e2187a0dde4a6ad77bb6b41"}) as unknown as TypedDocumentString<DeleteViewMutation, DeleteViewMutationVariables>;
export const ColleaguesDocument = new TypedDocumentString(`
    query Colleagues {
  people {
    id
    name
  }
}
    `, {"id":"3f90641adef86ba8e5a8cfd002ad43d3"}) as unknown as TypedDocumentString<ColleaguesQuery, ColleaguesQueryVariables>;
export const CloseCasesDocument = new TypedDocumentString(`
    mutation CloseCases($which: InvestigationSelectionInput!, $tell: Boolean!, $resolution: Resolution!, $note: String, $reasonCode: ReasonCode) {
  outcome: resolveInvestigations(
    which: $which
    resolution: $resolution
    note: $note
    reasonCode: $reasonCode
  ) {
    __typename
    ...WorkDone
    ... on Error {
      message
    }
  }
}
    fragment QueueRow on Investigation {
  id
  version
  eventAt
  createdAt
  supplierId
  supplier {
    name
  }
  errorId
  errorText
  stage
  filePath
  status
  reasonCode
  assignee {
    id
    name
  }
  snoozedUntil
  awaitsSuccess
  investigator
  investigatedAt
}
fragment WorkDone on WorkPayload {
  changed
  unchanged
  undoToken
  investigations @include(if: $tell) {
    ...QueueRow
  }
  refused {
    ...WorkRefused
  }
}
fragment WorkRefused on WorkRefusal {
  __typename
  ... on Error {
    message
  }
  ... on InvestigationNotFound {
    id
  }
  ... on VersionConflict {
    current {
      ...QueueRow
    }
    since {
      kind
      actor
      at
      note
    }
  }
  ... on WrongStatus {
    current {
      ...QueueRow
    }
  }
  ... on AlreadyClaimed {
    current {
      ...QueueRow
    }
  }
}`, {"id":"f6aa24e9cab94d900f09dbfbdda28afb"}) as unknown as TypedDocumentString<CloseCasesMutation, CloseCasesMutationVariables>;
export const ReopenCasesDocument = new TypedDocumentString(`
    mutation ReopenCases($which: InvestigationSelectionInput!, $tell: Boolean!) {
  outcome: reopenInvestigations(which: $which) {
    __typename
    ...WorkDone
    ... on Error {
      message
    }
  }
}
    fragment QueueRow on Investigation {
  id
  version
  eventAt
  createdAt
  supplierId
  supplier {
    name
  }
  errorId
  errorText
  stage
  filePath
  status
  reasonCode
  assignee {
    id
    name
  }
  snoozedUntil
  awaitsSuccess
  investigator
  investigatedAt
}
fragment WorkDone on WorkPayload {
  changed
  unchanged
  undoToken
  investigations @include(if: $tell) {
    ...QueueRow
  }
  refused {
    ...WorkRefused
  }
}
fragment WorkRefused on WorkRefusal {
  __typename
  ... on Error {
    message
  }
  ... on InvestigationNotFound {
    id
  }
  ... on VersionConflict {
    current {
      ...QueueRow
    }
    since {
      kind
      actor
      at
      note
    }
  }
  ... on WrongStatus {
    current {
      ...QueueRow
    }
  }
  ... on AlreadyClaimed {
    current {
      ...QueueRow
    }
  }
}`, {"id":"6b47b0125530f2c53244502974bb5ea9"}) as unknown as TypedDocumentString<ReopenCasesMutation, ReopenCasesMutationVariables>;
export const NoteCasesDocument = new TypedDocumentString(`
    mutation NoteCases($which: InvestigationSelectionInput!, $tell: Boolean!, $note: String!) {
  outcome: addNotes(which: $which, note: $note) {
    __typename
    ...WorkDone
    ... on Error {
      message
    }
  }
}
    fragment QueueRow on Investigation {
  id
  version
  eventAt
  createdAt
  supplierId
  supplier {
    name
  }
  errorId
  errorText
  stage
  filePath
  status
  reasonCode
  assignee {
    id
    name
  }
  snoozedUntil
  awaitsSuccess
  investigator
  investigatedAt
}
fragment WorkDone on WorkPayload {
  changed
  unchanged
  undoToken
  investigations @include(if: $tell) {
    ...QueueRow
  }
  refused {
    ...WorkRefused
  }
}
fragment WorkRefused on WorkRefusal {
  __typename
  ... on Error {
    message
  }
  ... on InvestigationNotFound {
    id
  }
  ... on VersionConflict {
    current {
      ...QueueRow
    }
    since {
      kind
      actor
      at
      note
    }
  }
  ... on WrongStatus {
    current {
      ...QueueRow
    }
  }
  ... on AlreadyClaimed {
    current {
      ...QueueRow
    }
  }
}`, {"id":"900c8d5802d84a74cef740fcbcb8c0b2"}) as unknown as TypedDocumentString<NoteCasesMutation, NoteCasesMutationVariables>;
export const ClaimCasesDocument = new TypedDocumentString(`
    mutation ClaimCases($which: InvestigationSelectionInput!, $tell: Boolean!) {
  outcome: claimInvestigations(which: $which) {
    __typename
    ...WorkDone
    ... on Error {
      message
    }
  }
}
    fragment QueueRow on Investigation {
  id
  version
  eventAt
  createdAt
  supplierId
  supplier {
    name
  }
  errorId
  errorText
  stage
  filePath
  status
  reasonCode
  assignee {
    id
    name
  }
  snoozedUntil
  awaitsSuccess
  investigator
  investigatedAt
}
fragment WorkDone on WorkPayload {
  changed
  unchanged
  undoToken
  investigations @include(if: $tell) {
    ...QueueRow
  }
  refused {
    ...WorkRefused
  }
}
fragment WorkRefused on WorkRefusal {
  __typename
  ... on Error {
    message
  }
  ... on InvestigationNotFound {
    id
  }
  ... on VersionConflict {
    current {
      ...QueueRow
    }
    since {
      kind
      actor
      at
      note
    }
  }
  ... on WrongStatus {
    current {
      ...QueueRow
    }
  }
  ... on AlreadyClaimed {
    current {
      ...QueueRow
    }
  }
}`, {"id":"7c8ac26d97fb26b44a9e53d1b598286d"}) as unknown as TypedDocumentString<ClaimCasesMutation, ClaimCasesMutationVariables>;
export const AssignCasesDocument = new TypedDocumentString(`
    mutation AssignCases($which: InvestigationSelectionInput!, $tell: Boolean!, $assigneeId: ID) {
  outcome: assignInvestigations(which: $which, assigneeId: $assigneeId) {
    __typename
    ...WorkDone
    ... on Error {
      message
    }
  }
}
    fragment QueueRow on Investigation {
  id
  version
  eventAt
  createdAt
  supplierId
  supplier {
    name
  }
  errorId
  errorText
  stage
  filePath
  status
  reasonCode
  assignee {
    id
    name
  }
  snoozedUntil
  awaitsSuccess
  investigator
  investigatedAt
}
fragment WorkDone on WorkPayload {
  changed
  unchanged
  undoToken
  investigations @include(if: $tell) {
    ...QueueRow
  }
  refused {
    ...WorkRefused
  }
}
fragment WorkRefused on WorkRefusal {
  __typename
  ... on Error {
    message
  }
  ... on InvestigationNotFound {
    id
  }
  ... on VersionConflict {
    current {
      ...QueueRow
    }
    since {
      kind
      actor
      at
      note
    }
  }
  ... on WrongStatus {
    current {
      ...QueueRow
    }
  }
  ... on AlreadyClaimed {
    current {
      ...QueueRow
    }
  }
}`, {"id":"5bd941ffcb92b991a73b5e95717e40b5"}) as unknown as TypedDocumentString<AssignCasesMutation, AssignCasesMutationVariables>;
export const SnoozeCasesDocument = new TypedDocumentString(`
    mutation SnoozeCases($which: InvestigationSelectionInput!, $tell: Boolean!, $until: SnoozeInput!) {
  outcome: snoozeInvestigations(which: $which, until: $until) {
    __typename
    ...WorkDone
    ... on Error {
      message
    }
  }
}
    fragment QueueRow on Investigation {
  id
  version
  eventAt
  createdAt
  supplierId
  supplier {
    name
  }
  errorId
  errorText
  stage
  filePath
  status
  reasonCode
  assignee {
    id
    name
  }
  snoozedUntil
  awaitsSuccess
  investigator
  investigatedAt
}
fragment WorkDone on WorkPayload {
  changed
  unchanged
  undoToken
  investigations @include(if: $tell) {
    ...QueueRow
  }
  refused {
    ...WorkRefused
  }
}
fragment WorkRefused on WorkRefusal {
  __typename
  ... on Error {
    message
  }
  ... on InvestigationNotFound {
    id
  }
  ... on VersionConflict {
    current {
      ...QueueRow
    }
    since {
      kind
      actor
      at
      note
    }
  }
  ... on WrongStatus {
    current {
      ...QueueRow
    }
  }
  ... on AlreadyClaimed {
    current {
      ...QueueRow
    }
  }
}`, {"id":"3ad8e46fb7fad375bd8768493a624509"}) as unknown as TypedDocumentString<SnoozeCasesMutation, SnoozeCasesMutationVariables>;
export const WakeCasesDocument = new TypedDocumentString(`
    mutation WakeCases($which: InvestigationSelectionInput!, $tell: Boolean!) {
  outcome: wakeInvestigations(which: $which) {
    __typename
    ...WorkDone
    ... on Error {
      message
    }
  }
}
    fragment QueueRow on Investigation {
  id
  version
  eventAt
  createdAt
  supplierId
  supplier {
    name
  }
  errorId
  errorText
  stage
  filePath
  status
  reasonCode
  assignee {
    id
    name
  }
  snoozedUntil
  awaitsSuccess
  investigator
  investigatedAt
}
fragment WorkDone on WorkPayload {
  changed
  unchanged
  undoToken
  investigations @include(if: $tell) {
    ...QueueRow
  }
  refused {
    ...WorkRefused
  }
}
fragment WorkRefused on WorkRefusal {
  __typename
  ... on Error {
    message
  }
  ... on InvestigationNotFound {
    id
  }
  ... on VersionConflict {
    current {
      ...QueueRow
    }
    since {
      kind
      actor
      at
      note
    }
  }
  ... on WrongStatus {
    current {
      ...QueueRow
    }
  }
  ... on AlreadyClaimed {
    current {
      ...QueueRow
    }
  }
}`, {"id":"d6b4e6ffb3b44dfd6d6b711ef18913bb"}) as unknown as TypedDocumentString<WakeCasesMutation, WakeCasesMutationVariables>;
export const UndoWorkDocument = new TypedDocumentString(`
    mutation UndoWork($token: ID!, $tell: Boolean!) {
  outcome: undoWork(token: $token) {
    __typename
    ... on UndoWorkPayload {
      restored
      investigations @include(if: $tell) {
        ...QueueRow
      }
      refused {
        ...WorkRefused
      }
    }
    ... on Error {
      message
    }
  }
}
    fragment QueueRow on Investigation {
  id
  version
  eventAt
  createdAt
  supplierId
  supplier {
    name
  }
  errorId
  errorText
  stage
  filePath
  status
  reasonCode
  assignee {
    id
    name
  }
  snoozedUntil
  awaitsSuccess
  investigator
  investigatedAt
}
fragment WorkRefused on WorkRefusal {
  __typename
  ... on Error {
    message
  }
  ... on InvestigationNotFound {
    id
  }
  ... on VersionConflict {
    current {
      ...QueueRow
    }
    since {
      kind
      actor
      at
      note
    }
  }
  ... on WrongStatus {
    current {
      ...QueueRow
    }
  }
  ... on AlreadyClaimed {
    current {
      ...QueueRow
    }
  }
}`, {"id":"5877c3389fde0aab4efde675c3b4087d"}) as unknown as TypedDocumentString<UndoWorkMutation, UndoWorkMutationVariables>;
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
  nextAttemptAt
  isBeingCancelled
  rows
  progress
  error
}`, {"id":"f8ac4dcde7bb4f6f7c7b9fea610b21d3"}) as unknown as TypedDocumentString<JobsPageQuery, JobsPageQueryVariables>;
export const CancelJobRunDocument = new TypedDocumentString(`
    mutation CancelJobRun($id: ID!) {
  outcome: cancelJobRun(id: $id) {
    __typename
    ... on Error {
      message
    }
  }
}
    `, {"id":"16c953cc447c8ef5fd00abb82ff7b4a0"}) as unknown as TypedDocumentString<CancelJobRunMutation, CancelJobRunMutationVariables>;
export const RunJobDocument = new TypedDocumentString(`
    mutation RunJob($name: String!, $asOf: Date!) {
  outcome: runJob(name: $name, asOf: $asOf) {
    __typename
    ... on JobRun {
      id
    }
    ... on Error {
      message
    }
  }
}
    `, {"id":"8f2962a71946609353533c743dc797d0"}) as unknown as TypedDocumentString<RunJobMutation, RunJobMutationVariables>;
export const JobsStateDocument = new TypedDocumentString(`
    query JobsState {
  eventCursor
  health {
    kind
    job
    since
  }
  jobs {
    name
    nextRunAt
    lastRun {
      ...RunLine
    }
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
  nextAttemptAt
  isBeingCancelled
  rows
  progress
  error
}`, {"id":"f777f56f97bf1224314b7530541743a0"}) as unknown as TypedDocumentString<JobsStateQuery, JobsStateQueryVariables>;
export const RunLogDocument = new TypedDocumentString(`
    query RunLog($id: ID!) {
  eventCursor
  jobRun(id: $id) {
    state
    lines {
      number
      attempt
      at
      sentence
      isError
    }
  }
}
    `, {"id":"4b1a3f1f5320982d7ae406eb01bde1c9"}) as unknown as TypedDocumentString<RunLogQuery, RunLogQueryVariables>;
export const RunsExportDocument = new TypedDocumentString(`
    query RunsExport {
  jobRuns {
    edges {
      node {
        job
        forDate
        state
        queuedAt
        startedAt
        finishedAt
        rows
      }
    }
  }
}
    `, {"id":"38e2b0cdfebcc1cd685f05065f4db8bd"}) as unknown as TypedDocumentString<RunsExportQuery, RunsExportQueryVariables>;
export const MissedEventsDocument = new TypedDocumentString(`
    query MissedEvents($after: EventCursor!, $kinds: [EventKind!]!) {
  events: eventLog(after: $after, first: 200, filter: {kinds: $kinds}) {
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
  createdAt
  supplierId
  supplier {
    name
  }
  errorId
  errorText
  stage
  filePath
  status
  reasonCode
  assignee {
    id
    name
  }
  snoozedUntil
  awaitsSuccess
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
}`, {"id":"f18a1468eb910a9645f6ecfa8a16aeca"}) as unknown as TypedDocumentString<MissedEventsQuery, MissedEventsQueryVariables>;
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
  createdAt
  supplierId
  supplier {
    name
  }
  errorId
  errorText
  stage
  filePath
  status
  reasonCode
  assignee {
    id
    name
  }
  snoozedUntil
  awaitsSuccess
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
}`, {"id":"d9b30491dda0abb909257411b97f4acc"}) as unknown as TypedDocumentString<ComingEventsSubscription, ComingEventsSubscriptionVariables>;
export const PresentCursorDocument = new TypedDocumentString(`
    query PresentCursor {
  eventCursor
}
    `, {"id":"4fc2b2da808c03058eec7145a67a8813"}) as unknown as TypedDocumentString<PresentCursorQuery, PresentCursorQueryVariables>;
export const PaletteSuppliersDocument = new TypedDocumentString(`
    query PaletteSuppliers($search: String!) {
  suppliers(first: 6, filter: {search: $search}) {
    edges {
      node {
        supplierId
        name
      }
    }
  }
}
    `, {"id":"fe221aea594bfbc36b19565bc7ea5074"}) as unknown as TypedDocumentString<PaletteSuppliersQuery, PaletteSuppliersQueryVariables>;
export const PaletteViewsDocument = new TypedDocumentString(`
    query PaletteViews {
  savedViews {
    ...NamedView
  }
}
    fragment NamedView on SavedView {
  id
  name
  isShared
  count
  preset
  filter
  sort
  groupBy
}`, {"id":"bdb0ebcd99ef793709fabf760c67a88b"}) as unknown as TypedDocumentString<PaletteViewsQuery, PaletteViewsQueryVariables>;
export const UpdateCompanyDocument = new TypedDocumentString(`
    mutation UpdateCompany($name: String!, $timeZone: String!) {
  outcome: updateCompany(name: $name, timeZone: $timeZone) {
    __typename
    ... on Error {
      code
      message
    }
  }
}
    `, {"id":"6971ba9cb13dd760f67804eb685af4cd"}) as unknown as TypedDocumentString<UpdateCompanyMutation, UpdateCompanyMutationVariables>;
export const ErrorGuidesPageDocument = new TypedDocumentString(`
    query ErrorGuidesPage($language: Language!) {
  eventCursor
  errorGuides(language: $language) {
    ...ErrorWithGuide
  }
}
    fragment ErrorWithGuide on GuidedError {
  errorId
  errorText
  guide {
    meaning
    usualCause
    whatToDo
    updatedAt
    updatedBy
  }
}`, {"id":"f835ea374464d4b1ef108086ebc8716b"}) as unknown as TypedDocumentString<ErrorGuidesPageQuery, ErrorGuidesPageQueryVariables>;
export const WriteGuideDocument = new TypedDocumentString(`
    mutation WriteGuide($input: ErrorGuideInput!) {
  outcome: writeErrorGuide(input: $input) {
    __typename
    ... on Error {
      code
      message
    }
  }
}
    `, {"id":"bb68513fc51ce82d7263facef8565e35"}) as unknown as TypedDocumentString<WriteGuideMutation, WriteGuideMutationVariables>;
export const ResetGuideDocument = new TypedDocumentString(`
    mutation ResetGuide($errorId: Int!, $language: Language!) {
  outcome: resetErrorGuide(errorId: $errorId, language: $language) {
    __typename
  }
}
    `, {"id":"a1503d805c91f5596d19e9e1824cd68f"}) as unknown as TypedDocumentString<ResetGuideMutation, ResetGuideMutationVariables>;
export const KeysPageDocument = new TypedDocumentString(`
    query KeysPage {
  eventCursor
  apiKeys {
    ...Key
  }
}
    fragment Key on ApiKey {
  id
  name
  role
  createdBy
  createdAt
  expiresAt
  revokedAt
  lastUsedAt
}`, {"id":"6943220b21e183d8c6fa47f93d5a828a"}) as unknown as TypedDocumentString<KeysPageQuery, KeysPageQueryVariables>;
export const CreateKeyDocument = new TypedDocumentString(`
    mutation CreateKey($name: String!, $role: KeyRole!, $expiresAt: DateTime) {
  outcome: createApiKey(name: $name, role: $role, expiresAt: $expiresAt) {
    __typename
    ... on CreatedKey {
      id
      key
    }
    ... on Error {
      code
      message
    }
  }
}
    `, {"id":"5e74fdbb62f0e29e95425ce91ce5d618"}) as unknown as TypedDocumentString<CreateKeyMutation, CreateKeyMutationVariables>;
export const RevokeKeyDocument = new TypedDocumentString(`
    mutation RevokeKey($id: ID!) {
  outcome: revokeApiKey(id: $id) {
    __typename
    ... on Error {
      code
      message
    }
  }
}
    `, {"id":"206bb7e7d89f52eba4314163cc5203a0"}) as unknown as TypedDocumentString<RevokeKeyMutation, RevokeKeyMutationVariables>;
export const PeoplePageDocument = new TypedDocumentString(`
    query PeoplePage($asAdmin: Boolean!) {
  eventCursor
  people {
    ...Member
  }
  invitations @include(if: $asAdmin) {
    ...OpenInvitation
  }
}
    fragment Member on Member {
  id
  name
  email
  role
  joinedAt
}
fragment OpenInvitation on Invitation {
  id
  email
  role
  invitedBy
  expiresAt
}`, {"id":"69a4329c542a831ad0113785acd88696"}) as unknown as TypedDocumentString<PeoplePageQuery, PeoplePageQueryVariables>;
export const InviteDocument = new TypedDocumentString(`
    mutation Invite($email: String!, $role: Role!) {
  outcome: inviteMember(email: $email, role: $role) {
    __typename
    ... on NewInvitation {
      link
    }
    ... on Error {
      code
      message
    }
  }
}
    `, {"id":"e3c99eec72ffb4772a859858de2ed267"}) as unknown as TypedDocumentString<InviteMutation, InviteMutationVariables>;
export const WithdrawInvitationDocument = new TypedDocumentString(`
    mutation WithdrawInvitation($id: ID!) {
  outcome: withdrawInvitation(id: $id) {
    __typename
    ... on Error {
      code
      message
    }
  }
}
    `, {"id":"fb75b934e60e1d5e36b1a63d738d42f0"}) as unknown as TypedDocumentString<WithdrawInvitationMutation, WithdrawInvitationMutationVariables>;
export const ChangeRoleDocument = new TypedDocumentString(`
    mutation ChangeRole($personId: ID!, $role: Role!) {
  outcome: changeRole(personId: $personId, role: $role) {
    __typename
    ... on Error {
      code
      message
    }
  }
}
    `, {"id":"157fd081c833675ea5a6fa6629f08995"}) as unknown as TypedDocumentString<ChangeRoleMutation, ChangeRoleMutationVariables>;
export const RemoveMemberDocument = new TypedDocumentString(`
    mutation RemoveMember($personId: ID!) {
  outcome: removeMember(personId: $personId) {
    __typename
    ... on Error {
      code
      message
    }
  }
}
    `, {"id":"5013231c5e04f995b6835326a96cb2d4"}) as unknown as TypedDocumentString<RemoveMemberMutation, RemoveMemberMutationVariables>;
export const MakeResetLinkDocument = new TypedDocumentString(`
    mutation MakeResetLink($personId: ID!) {
  outcome: resetPassword(personId: $personId) {
    __typename
    ... on ResetLink {
      link
    }
    ... on Error {
      code
      message
    }
  }
}
    `, {"id":"088834d7f72d52114e0127ca3badbc91"}) as unknown as TypedDocumentString<MakeResetLinkMutation, MakeResetLinkMutationVariables>;
export const ViewsPageDocument = new TypedDocumentString(`
    query ViewsPage {
  eventCursor
  savedViews {
    ...NamedView
  }
}
    fragment NamedView on SavedView {
  id
  name
  isShared
  count
  preset
  filter
  sort
  groupBy
}`, {"id":"b677b1187ec915f206b775f9145b1149"}) as unknown as TypedDocumentString<ViewsPageQuery, ViewsPageQueryVariables>;
export const ChangeViewDocument = new TypedDocumentString(`
    mutation ChangeView($id: ID!, $name: String, $isShared: Boolean) {
  outcome: updateSavedView(id: $id, name: $name, isShared: $isShared) {
    __typename
    ... on Error {
      code
      message
    }
  }
}
    `, {"id":"5f1fbbd5ff92e52c549579f362a7535d"}) as unknown as TypedDocumentString<ChangeViewMutation, ChangeViewMutationVariables>;
export const ForgetViewDocument = new TypedDocumentString(`
    mutation ForgetView($id: ID!) {
  outcome: deleteSavedView(id: $id) {
    __typename
    ... on Error {
      code
      message
    }
  }
}
    `, {"id":"b0f596fb351aa37340583674317ddef4"}) as unknown as TypedDocumentString<ForgetViewMutation, ForgetViewMutationVariables>;
export const ShellDocument = new TypedDocumentString(`
    query Shell {
  eventCursor
  company {
    name
    timeZone
    today
  }
  me {
    ...Me
  }
  queueCounts {
    preset
    count
  }
}
    fragment Me on Viewer {
  id
  name
  role
  permissions
  companies {
    companyId
    companyName
    role
    isCurrent
  }
}`, {"id":"f1daf19c7296612ba586ba61a9af69ab"}) as unknown as TypedDocumentString<ShellQuery, ShellQueryVariables>;