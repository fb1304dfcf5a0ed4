import { expect, it } from 'vitest';
import type { LiveEventFragment } from '../../web/src/lib/graphql/generated.ts';
import { afterEvent } from '../../web/src/lib/investigations/case-history.ts';

const opened = {
  id: 'opened',
  kind: 'OPENED' as const,
  actor: 'robot',
  at: '2026-11-20T06:41:00.000Z',
  note: null,
  reasonCode: null,
  assignee: null,
  undid: null,
};
const open = {
  id: 'a',
  version: 1,
  eventAt: '2026-11-20T06:40:00.000Z',
  createdAt: '2026-11-20T06:40:00.000Z',
  supplierId: 14527,
  supplier: { name: 'Acme', openInvestigations: 3 },
  errorId: 6,
  errorText: 'File cannot be read',
  stage: 'load_mail',
  filePath: null,
  status: 'OPEN' as const,
  assignee: null,
  snoozedUntil: null,
  awaitsSuccess: false,
  investigator: null,
  investigatedAt: null,
  note: null,
  reasonCode: null,
  timeline: [opened],
};

function event(version: number, over: Partial<LiveEventFragment['investigation']> = {}) {
  const { timeline: _, supplier: __, ...state } = open;
  return {
    cursor: `cursor ${version}`,
    kind: 'INVESTIGATION_RESOLVED',
    entityId: 'a',
    actor: 'anna',
    at: `2026-11-20T07:0${version}:00.000Z`,
    investigation: {
      ...state,
      supplier: { name: 'Acme' },
      status: 'RESOLVED',
      investigator: 'anna',
      version,
      ...over,
    },
  } satisfies LiveEventFragment;
}

it('an event changes the case and adds to its timeline what was done and said', () => {
  const after = afterEvent(open, event(2, { note: 'Asked again', reasonCode: 'SUPPLIER_FAULT' }));
  expect(after).toMatchObject({ status: 'RESOLVED', version: 2, note: 'Asked again' });
  expect(after.timeline).toEqual([
    opened,
    {
      id: 'cursor 2',
      kind: 'RESOLVED',
      actor: 'anna',
      at: '2026-11-20T07:02:00.000Z',
      note: 'Asked again',
      reasonCode: 'SUPPLIER_FAULT',
      assignee: null,
      undid: null,
    },
  ]);
});

it('an assignment says to whom', () => {
  const given = event(2, { assignee: { id: 'b', name: 'Boris' } });
  const after = afterEvent(open, { ...given, kind: 'INVESTIGATION_ASSIGNED' });
  expect(after.timeline.at(-1)).toMatchObject({ kind: 'ASSIGNED', assignee: 'Boris' });
});

it('what an event does not tell of stays', () => {
  expect(afterEvent(open, event(2)).supplier.openInvestigations).toBe(3);
});

it('a note from before is not told again', () => {
  const noted = { ...open, note: 'Asked again' };
  expect(afterEvent(noted, event(2, { note: 'Asked again' })).timeline.at(-1)?.note).toBeNull();
});

it('an event that is not newer than the case changes nothing', () => {
  const shown = { ...open, version: 3 };
  expect(afterEvent(shown, event(2))).toBe(shown);
  expect(afterEvent(shown, event(3))).toBe(shown);
});

it('an event of another case, or of none, changes nothing', () => {
  expect(afterEvent(open, event(2, { id: 'b' }))).toBe(open);
  expect(afterEvent(open, { ...event(2), investigation: null })).toBe(open);
});

it('what the timeline has already is not added', () => {
  const [, entry] = afterEvent(open, event(2)).timeline;
  const read = { ...open, timeline: [opened, { ...entry!, id: 'as the server calls it' }] };
  expect(afterEvent(read, event(2)).timeline).toHaveLength(2);
});
