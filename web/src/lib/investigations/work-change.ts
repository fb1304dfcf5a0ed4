import type {
  QueueRowFragment,
  ReasonCode,
  Resolution,
  SnoozePreset,
} from '#lib/graphql/generated.ts';

export interface Person {
  id: string;
  name: string;
}

/** Until an instant (ISO 8601), or what the server works out. */
export type SnoozeUntil = { until: string } | { preset: SnoozePreset };

/** What can be done to cases. An empty note says nothing. */
export type Change =
  | { kind: 'CLOSE'; resolution: Resolution; note: string; reasonCode: ReasonCode | null }
  | { kind: 'REOPEN' }
  | { kind: 'NOTE'; note: string }
  | { kind: 'CLAIM' }
  | { kind: 'ASSIGN'; assignee: Person | null }
  | { kind: 'SNOOZE'; until: SnoozeUntil }
  | { kind: 'WAKE' };

type Row = QueueRowFragment;

const AWAKE = { snoozedUntil: null, awaitsSuccess: false };
const DAY_MS = 24 * 60 * 60_000;

/** The case as it will be if the server agrees; the case itself where the change does not suit it. */
export function foresee(row: Row, change: Change, me: Person, now: number): Row {
  if (!suits(row, change)) return row;
  const touched = { ...row, investigator: me.name, investigatedAt: new Date(now).toISOString() };
  switch (change.kind) {
    case 'CLOSE':
      return { ...touched, ...AWAKE, status: change.resolution, reasonCode: change.reasonCode };
    case 'REOPEN':
      return { ...touched, status: 'OPEN', reasonCode: null };
    case 'CLAIM':
      return { ...touched, assignee: me };
    case 'ASSIGN':
      return { ...touched, assignee: change.assignee };
    case 'SNOOZE':
      return { ...touched, ...sleepOf(change.until, now) };
    case 'WAKE':
      return { ...touched, ...AWAKE };
    case 'NOTE':
      return touched;
  }
}

/** Whether the change can be made to a case that stands so. */
function suits({ status, assignee }: Row, { kind }: Change): boolean {
  if (kind === 'REOPEN') return status !== 'OPEN';
  if (kind === 'CLAIM') return status === 'OPEN' && assignee === null;
  return status === 'OPEN' || kind === 'NOTE' || kind === 'ASSIGN';
}

/** Tomorrow morning is for the server to work out; until it has, a day will do. */
function sleepOf(until: SnoozeUntil, now: number): Pick<Row, 'snoozedUntil' | 'awaitsSuccess'> {
  if ('until' in until) return { snoozedUntil: until.until, awaitsSuccess: false };
  if (until.preset === 'NEXT_SUCCESS') return { snoozedUntil: null, awaitsSuccess: true };
  return { snoozedUntil: new Date(now + DAY_MS).toISOString(), awaitsSuccess: false };
}
