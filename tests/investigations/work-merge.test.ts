import { describe, expect, it } from 'vitest';
import type { Investigation } from '../../server/investigations/investigation.ts';
import type { InvestigationChange } from '../../server/investigations/timeline.ts';
import type { Change } from '../../server/investigations/work-change.ts';
import { collides, judge, type Happening } from '../../server/investigations/work-merge.ts';

const ANNA = { id: 'anna', name: 'Anna' };
const BORIS = { id: 'boris', name: 'Boris' };

const happened = (change: InvestigationChange, changes: Partial<Happening> = {}): Happening => ({
  change,
  actorId: BORIS.id,
  assigneeId: change === 'ASSIGNED' ? BORIS.id : null,
  ...changes,
});

// What Anna wants to do, and what Boris may have done meanwhile without being stepped on.
it.each<[Change['kind'], InvestigationChange[]]>([
  ['RESOLVE', ['CLAIMED', 'NOTED', 'UNASSIGNED', 'SNOOZED', 'WOKEN']],
  ['REOPEN', ['CLAIMED', 'NOTED', 'ASSIGNED', 'UNASSIGNED', 'SNOOZED', 'WOKEN']],
  [
    'NOTE',
    [
      'CLAIMED',
      'RESOLVED',
      'UNRESOLVED',
      'REOPENED',
      'NOTED',
      'ASSIGNED',
      'UNASSIGNED',
      'SNOOZED',
      'WOKEN',
      'UNDONE',
    ],
  ],
  ['ASSIGN', ['CLAIMED', 'REOPENED', 'NOTED', 'SNOOZED', 'WOKEN']],
  [
    'CLAIM',
    ['CLAIMED', 'REOPENED', 'NOTED', 'ASSIGNED', 'UNASSIGNED', 'SNOOZED', 'WOKEN', 'UNDONE'],
  ],
  ['SNOOZE', ['CLAIMED', 'REOPENED', 'NOTED', 'UNASSIGNED']],
  ['WAKE', ['CLAIMED', 'REOPENED', 'NOTED', 'ASSIGNED', 'UNASSIGNED', 'WOKEN']],
])('%s goes together with %j and nothing else', (kind, merging) => {
  const all: InvestigationChange[] = [
    'CLAIMED',
    'RESOLVED',
    'UNRESOLVED',
    'REOPENED',
    'NOTED',
    'ASSIGNED',
    'UNASSIGNED',
    'SNOOZED',
    'WOKEN',
    'UNDONE',
  ];
  expect(all.filter((change) => !collides(kind, happened(change), ANNA.id))).toEqual(merging);
});

it('one’s own earlier change is no reason to stop', () => {
  const own = happened('SNOOZED', { actorId: ANNA.id });
  expect(collides('SNOOZE', own, ANNA.id)).toBe(false);
});

it('who is nobody in particular has done nothing before', () => {
  expect(collides('SNOOZE', happened('SNOOZED', { actorId: null }), null)).toBe(true);
});

it('whoever is given a case meanwhile may close it', () => {
  expect(collides('RESOLVE', happened('ASSIGNED', { assigneeId: ANNA.id }), ANNA.id)).toBe(false);
  expect(collides('RESOLVE', happened('ASSIGNED'), ANNA.id)).toBe(true);
});

describe('a case as it is', () => {
  const open = {
    version: 3,
    status: 'OPEN',
    assigneeId: null,
    snoozedUntil: null,
    awaitsSuccess: false,
  } as Investigation; // as much as is judged
  const resolve: Change = { kind: 'RESOLVE', resolution: 'RESOLVED', note: null, reasonCode: null };
  const verdict = (change: Change, current: Partial<Investigation> = {}) =>
    judge({ current: { ...open, ...current }, seenVersion: 3, since: [] }, change, ANNA.id);

  it.each<[string, Change, Partial<Investigation>, ReturnType<typeof verdict>]>([
    ['closes once', resolve, { status: 'RESOLVED' }, 'WRONG_STATUS'],
    ['closes when open', resolve, {}, 'APPLIES'],
    ['reopens when closed', { kind: 'REOPEN' }, { status: 'UNRESOLVED' }, 'APPLIES'],
    ['does not reopen when open', { kind: 'REOPEN' }, {}, 'WRONG_STATUS'],
    ['takes a note when closed', { kind: 'NOTE', note: 'x' }, { status: 'RESOLVED' }, 'APPLIES'],
    ['is claimed when nobody has it', { kind: 'CLAIM', assignee: ANNA }, {}, 'APPLIES'],
    [
      'is not claimed from another',
      { kind: 'CLAIM', assignee: ANNA },
      { assigneeId: 'boris' },
      'TAKEN',
    ],
    [
      'is one’s own already',
      { kind: 'CLAIM', assignee: ANNA },
      { assigneeId: 'anna' },
      'NOTHING_TO_DO',
    ],
    [
      'is not claimed when closed',
      { kind: 'CLAIM', assignee: ANNA },
      { status: 'RESOLVED' },
      'WRONG_STATUS',
    ],
    [
      'is assigned away from another',
      { kind: 'ASSIGN', assignee: ANNA },
      { assigneeId: 'boris' },
      'APPLIES',
    ],
    ['is nobody’s already', { kind: 'ASSIGN', assignee: null }, {}, 'NOTHING_TO_DO'],
    [
      'does not sleep when closed',
      { kind: 'SNOOZE', until: 'NEXT_SUCCESS' },
      { status: 'RESOLVED' },
      'WRONG_STATUS',
    ],
    ['is awake already', { kind: 'WAKE' }, {}, 'NOTHING_TO_DO'],
    ['wakes from waiting for a success', { kind: 'WAKE' }, { awaitsSuccess: true }, 'APPLIES'],
  ])('%s', (_, change, current, expected) => {
    expect(verdict(change, current)).toBe(expected);
  });

  it('is not merged into while the log does not tell all that happened', () => {
    const change: Change = { kind: 'NOTE', note: 'x' };
    const judged = (seenVersion: number, since: Happening[]) =>
      judge({ current: open, seenVersion, since }, change, ANNA.id);
    expect(judged(1, [happened('NOTED')])).toBe('COLLIDES');
    expect(judged(1, [happened('NOTED'), happened('SNOOZED')])).toBe('APPLIES');
    expect(judged(4, [])).toBe('COLLIDES'); // a version that never was
  });
});
