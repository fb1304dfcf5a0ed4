import { findSupplier } from '../feeds/find-supplier.ts';
import { Supplier } from '../feeds/supplier-schema.ts';
import { builder } from '../graphql/builder.ts';
import { costs } from '../graphql/field-cost.ts';
import { PersonType } from './assign-schema.ts';
import { readAssignee } from './assign.ts';
import type { Investigation } from './investigation.ts';
import { readTimeline, type InvestigationChange, type TimelineEntry } from './timeline.ts';

export const InvestigationStatusType = builder.enumType('InvestigationStatus', {
  description: 'Whether somebody still has to look at it.',
  values: {
    OPEN: { description: 'Nobody has closed it yet.' },
    RESOLVED: { description: 'Its cause is mended.' },
    UNRESOLVED: { description: 'Given up: it could not be mended.' },
  },
});

export const ReasonCodeType = builder.enumType('ReasonCode', {
  description: 'Why a case was closed the way it was.',
  values: {
    SUPPLIER_FAULT: { description: 'The supplier sent something wrong.' },
    OUR_FAULT: { description: 'We handled it wrongly.' },
    FORMAT_CHANGED: { description: 'The supplier changed the layout of its files.' },
    DUPLICATE: { description: 'Another case is about the same.' },
    FALSE_ALARM: { description: 'Nothing was wrong.' },
    OTHER: { description: 'The note says it.' },
  },
});

export const InvestigationSourceType = builder.enumType('InvestigationSource', {
  description: 'Who told of the failure.',
  values: {
    ROBOT: { description: 'A robot reported it.' },
    BACKFILL: { description: 'It was found in the warehouse; no robot has reported it so far.' },
  },
});

const InvestigationChangeType = builder.enumType('InvestigationChange', {
  description: 'What happened to an investigation.',
  values: {
    OPENED: { description: 'A failure was logged by a robot or found in the warehouse.' },
    CLAIMED: { description: 'A robot reported the failure that the backfill had found.' },
    RESOLVED: { description: 'Somebody closed it: its cause is mended.' },
    UNRESOLVED: { description: 'Somebody closed it without a solution.' },
    REOPENED: { description: 'Somebody opened it again.' },
    NOTED: { description: 'Somebody wrote a note.' },
    ASSIGNED: { description: 'It was given to somebody, or somebody took it.' },
    UNASSIGNED: { description: 'It was given back: nobody works on it.' },
    SNOOZED: { description: 'Somebody put it to sleep.' },
    WOKEN: {
      description:
        'Its time came (`clock`), its supplier succeeded (`job …`), or somebody woke it.',
    },
    UNDONE: { description: 'Somebody undid a change of theirs.' },
  } satisfies Record<InvestigationChange, object>,
});

export const TimelineEntryType = builder.objectRef<TimelineEntry>('TimelineEntry').implement({
  description: 'One thing that happened to an investigation.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its own for good.' }),
    kind: t.expose('change', { description: 'What happened.', type: InvestigationChangeType }),
    actor: t.exposeString('actor', {
      description: 'Who did it: a person or a key by name, `job <name>`, or `clock`.',
    }),
    at: t.expose('at', { description: 'When it happened.', type: 'DateTime' }),
    note: t.exposeString('note', {
      nullable: true,
      description: 'The note written with this change; null when there was none.',
    }),
    reasonCode: t.expose('reasonCode', {
      type: ReasonCodeType,
      nullable: true,
      description: 'The reason given with this change; null when none was.',
    }),
    assignee: t.exposeString('assignee', {
      nullable: true,
      description: 'The name of whom it was given to; null unless this gave it to somebody.',
    }),
    undid: t.expose('undid', {
      type: InvestigationChangeType,
      nullable: true,
      description: 'What was undone; null unless this undid something.',
    }),
  }),
});

/** A field that whoever logged the failure sees as well. */
const RECEIPT = { skipTypeScopes: true };

export const InvestigationType = builder.objectRef<Investigation>('Investigation').implement({
  description: 'One failure that needs a person.',
  // A robot gets one for what it logs: of that it sees what it told and what became of it, no more.
  authScopes: { may: 'READ' },
  fields: (t) => ({
    id: t.exposeID('id', { ...RECEIPT, description: 'Its own for good.' }),
    eventAt: t.expose('eventAt', {
      ...RECEIPT,
      type: 'DateTime',
      description: 'When the file failed.',
    }),
    supplierId: t.exposeInt('supplierId', {
      ...RECEIPT,
      description: "The supplier's number in the warehouse.",
    }),
    supplier: t.field({
      type: Supplier,
      description: 'Whose file failed.',
      resolve: async ({ supplierId }, _args, ctx) => (await findSupplier(ctx, supplierId))!, // a foreign key says so
    }),
    errorId: t.exposeInt('errorId', {
      ...RECEIPT,
      description: "The error's number in the dictionary.",
    }),
    errorText: t.exposeString('errorText', { ...RECEIPT, description: 'The error in words.' }),
    stage: t.exposeString('stage', {
      ...RECEIPT,
      description: 'Where it failed, e.g. `consolidate`.',
    }),
    filePath: t.exposeString('filePath', {
      ...RECEIPT,
      nullable: true,
      description: 'The file that failed; null when nobody told.',
    }),
    extra: t.expose('extra', {
      ...RECEIPT,
      type: 'JSON',
      nullable: true,
      description: 'What else the robot told; null when nothing.',
    }),
    source: t.expose('source', {
      description: 'Who told of the failure.',
      ...RECEIPT,
      type: InvestigationSourceType,
    }),
    status: t.expose('status', {
      description: 'Whether somebody still has to look at it.',
      ...RECEIPT,
      type: InvestigationStatusType,
    }),
    note: t.exposeString('note', {
      nullable: true,
      description: 'The newest note; null when none was written. Older ones are in the timeline.',
    }),
    reasonCode: t.expose('reasonCode', {
      type: ReasonCodeType,
      nullable: true,
      description: 'Why it was closed the way it was; null while open or when nobody said.',
    }),
    assignee: t.field({
      type: PersonType,
      nullable: true,
      description: 'Who works on it; null when nobody does.',
      resolve: ({ assigneeId }, _args, ctx) =>
        assigneeId === null ? null : readAssignee(ctx, assigneeId),
    }),
    snoozedUntil: t.expose('snoozedUntil', {
      type: 'DateTime',
      nullable: true,
      description:
        'Until when it stays out of the queue; null when it does not sleep, or has no time to wake at.',
    }),
    awaitsSuccess: t.exposeBoolean('awaitsSuccess', {
      description:
        'Whether it stays out of the queue until a refresh of the profiles sees its supplier succeed again.',
    }),
    undoToken: t.exposeID('undoToken', {
      nullable: true,
      description:
        'In the answer to a mutation: hand it to `undoWork` within 30 seconds to take the change back. ' +
        'null when nothing had to be changed, and wherever an investigation is only read.',
    }),
    investigator: t.exposeString('investigator', {
      nullable: true,
      description: 'Who changed it last; null when no person has.',
    }),
    investigatedAt: t.expose('investigatedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When a person changed it last; null when none has.',
    }),
    version: t.exposeInt('version', {
      ...RECEIPT,
      description: 'Grows with every change; a mutation names the one it was decided on.',
    }),
    createdAt: t.expose('createdAt', {
      ...RECEIPT,
      type: 'DateTime',
      description: 'When Pricelens learnt of the failure.',
    }),
    timeline: t.field({
      type: [TimelineEntryType],
      extensions: costs({ rows: 200, size: 200 }),
      description: 'What happened to it, oldest first; the newest 200 entries.',
      resolve: ({ id }, _args, ctx) => readTimeline(ctx, id),
    }),
  }),
});
