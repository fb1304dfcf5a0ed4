import { m } from '#lib/paraglide/messages.js';
import type { Change } from './work-change.ts';

/** Which form is open: closing one way or the other, a note, whom to assign to, until when to snooze. */
export type WorkTask = 'RESOLVED' | 'UNRESOLVED' | 'NOTE' | 'ASSIGN' | 'SNOOZE';

export const TASKS = {
  RESOLVED: m.resolve,
  UNRESOLVED: m.could_not_resolve,
  NOTE: m.note,
  ASSIGN: m.assign,
  SNOOZE: m.snooze,
} satisfies Record<WorkTask, () => string>;

/** What was done, after "3 cases:". */
export function nameDeed(change: Change): string {
  switch (change.kind) {
    case 'CLOSE':
      return change.resolution === 'RESOLVED' ? m.deed_resolved() : m.deed_unresolved();
    case 'REOPEN':
      return m.deed_reopened();
    case 'NOTE':
      return m.deed_noted();
    case 'CLAIM':
      return m.deed_claimed();
    case 'ASSIGN':
      return change.assignee ? m.deed_assigned({ who: change.assignee.name }) : m.deed_unassigned();
    case 'SNOOZE':
      return m.deed_snoozed();
    case 'WAKE':
      return m.deed_woken();
  }
}
