import { builder, isAllowed, type GraphQLContext } from '../graphql/builder.ts';
import { costs, pageAround, pageOf, type Asked } from '../graphql/field-cost.ts';
import { EVENT_KINDS, type EventKind } from './append.ts';
import { decodeCursor, encodeCursor, type Position } from './cursor.ts';
import type { EventFilter } from './event-filter.ts';
import { followLog } from './follow.ts';
import { listEvents, listNewestEvents, MAX_LOOKED_AT, type EventPage } from './list-events.ts';
import type { LoggedEvent } from './log.ts';
import { payloadFor, visibleOf, type EventRights } from './visibility.ts';

const KIND_DESCRIPTIONS: Record<EventKind, string> = {
  'investigation.opened': 'A failure was logged by a robot or found in the warehouse.',
  'investigation.claimed':
    'A robot reported a failure that the backfill had found, with its details.',
  'investigation.resolved': 'Somebody resolved it.',
  'investigation.unresolved': 'Somebody closed it without a solution.',
  'investigation.reopened': 'Somebody opened it again.',
  'investigation.noted': 'Somebody wrote a note.',
  'investigation.assigned': 'It was given to somebody, or somebody took it.',
  'investigation.unassigned': 'Nobody works on it any more.',
  'investigation.snoozed': 'Somebody put it to sleep: it leaves the queue until its time.',
  'investigation.woken':
    'It is back in the queue: its time came, its supplier succeeded, or somebody woke it.',
  'investigation.undone': 'Somebody undid a change of theirs; it is again what it was before.',
  'file.downloaded': 'Somebody began to download the file of an investigation, or was sent to it.',
  'list.exported': 'Somebody began to save a list as a file.',
  'supplier.bucket_changed': 'A refresh put the supplier into another bucket.',
  'supplier.changed': 'Somebody edited what is known of the supplier.',
  'error_guide.changed': 'Somebody wrote what is known of an error, or took it back.',
  'job.finished': 'A run of a job ended, well or not.',
  'member.invited': 'An admin offered somebody a place in the company.',
  'member.uninvited': 'An admin took such an offer back.',
  'member.joined': 'Somebody took it, or was added by the command line.',
  'member.role_changed': 'An admin gave somebody another role.',
  'member.removed': 'An admin took somebody out of the company.',
  'password.reset': 'An admin made a link by which somebody sets a new password.',
  'key.created': 'An admin made a key for a machine.',
  'key.revoked': 'An admin revoked one.',
  'company.created': 'Whoever runs the server made the company.',
  'company.changed': "An admin changed the company's name or time zone.",
};

export const EventKindType = builder.enumType('EventKind', {
  description: 'What can happen.',
  values: Object.fromEntries(
    EVENT_KINDS.map((kind) => [
      kind.replace('.', '_').toUpperCase(),
      { value: kind, description: KIND_DESCRIPTIONS[kind] },
    ]),
  ),
});

export const EventType = builder.objectRef<LoggedEvent>('Event').implement({
  description: 'Something that happened, as the log keeps it.',
  fields: (t) => ({
    cursor: t.field({
      type: 'EventCursor',
      description: 'Follow from here to get what came after this event.',
      resolve: (event) => encodeCursor(event),
    }),
    kind: t.expose('kind', { description: 'What happened.', type: EventKindType }),
    entityId: t.exposeID('entityId', {
      description:
        "What it happened to: an investigation's id, a supplier's or error's number, a run's id.",
    }),
    actor: t.exposeString('actor', {
      description: "Who did it: a person's or a key's name, or `job <name>`.",
    }),
    actorId: t.exposeID('actorId', {
      nullable: true,
      description: "The person's or key's id; null for jobs.",
    }),
    at: t.expose('at', { description: 'When it happened.', type: 'DateTime' }),
    payload: t.field({
      type: 'JSON',
      description:
        'The thing as it was after the event, and what was said about it. Why a job failed is in it ' +
        'for those who may see what is wrong inside.',
      resolve: (event, _args, ctx) => payloadFor(rightsOf(ctx), event),
    }),
  }),
});

const EventFilterInput = builder.inputType('EventFilter', {
  description:
    'Which events to get. A list that is absent asks for all; all that are given must fit.',
  fields: (t) => ({
    kinds: t.field({ description: 'Of these kinds.', type: [EventKindType] }),
    supplierIds: t.intList({ description: 'Of these suppliers and their investigations.' }),
    stages: t.stringList({ description: 'Of investigations that failed at these stages.' }),
    errorIds: t.intList({ description: 'Of investigations of these errors.' }),
  }),
});

const EventPageType = builder.objectRef<EventPage>('EventPage').implement({
  description: 'Some events, oldest first.',
  fields: (t) => ({
    events: t.expose('events', {
      description: 'Oldest first.',
      type: [EventType],
      extensions: costs({ rows: 0, size: pageAround(100, 500) }),
    }),
    endCursor: t.expose('endCursor', {
      type: 'EventCursor',
      description: 'Where to go on, or to subscribe from.',
    }),
    hasMore: t.exposeBoolean('hasMore', {
      description: 'Whether there may be more; a page of a rare kind can be empty and yet go on.',
    }),
  }),
});

/** A filter looks further than to what it finds. */
const eventsRead = (asked: Asked) =>
  asked.args['filter'] ? MAX_LOOKED_AT : pageOf(100, 500)(asked);

builder.queryFields((t) => ({
  eventCursor: t.field({
    type: 'EventCursor',
    authScopes: { may: 'READ' },
    description:
      'The place in the log that the rest of this answer is true at: it shows every change up to ' +
      'there. Subscribe to `events` from it and nothing is missing in between.',
    resolve: (_root, _args, { position }) => encodeCursor(position),
  }),
  eventLog: t.field({
    type: EventPageType,
    extensions: costs({
      rows: eventsRead,
      narrow: 'leave out `filter`, for which it looks at up to 5,000 events',
    }),
    authScopes: { may: 'READ' },
    description:
      'The log from a place in it on, page by page, for those who follow it. Ends with CURSOR_RESET or CURSOR_EXPIRED when the cursor cannot be followed.',
    args: {
      after: t.arg({ type: 'EventCursor', description: 'Absent: from the oldest that is kept.' }),
      first: t.arg.int({ required: true, defaultValue: 100, description: '1 to 500.' }),
      last: t.arg.int({
        description: 'In place of `after` and `first`: the newest so many, 1 to 500.',
      }),
      filter: t.arg({
        description: 'What to narrow it to; absent: nothing.',
        type: EventFilterInput,
      }),
    },
    resolve: (_root, { after, first, last, filter }, ctx) =>
      typeof last === 'number'
        ? listNewestEvents(ctx, readerOf(ctx, filter), ctx.position, last)
        : listEvents(ctx, readerOf(ctx, filter), positionOf(after), first),
  }),
}));

builder.subscriptionField('events', (t) =>
  t.field({
    type: EventType,
    authScopes: { may: 'READ' },
    description:
      'Everything that happens, in the order of the log, at least once. Keep the cursor of the last ' +
      'event and pass it as `after` when you come back: whatever ended the connection, you get what ' +
      'came after it. Errors that end it: CURSOR_RESET and CURSOR_EXPIRED (fetch anew), SLOW_CONSUMER ' +
      'and UNAVAILABLE (go on from `extensions.cursor`).',
    args: {
      after: t.arg({ type: 'EventCursor', description: 'Absent: from now on.' }),
      filter: t.arg({
        type: EventFilterInput,
        description: 'What to narrow it to; absent: nothing.',
      }),
    },
    subscribe: (_root, { after, filter }, ctx) =>
      followLog(ctx, ctx.events, readerOf(ctx, filter), positionOf(after) ?? ctx.position),
    resolve: (event) => event,
  }),
);

/** An empty cursor is a wrong one, not an absent one: it would skip what its sender has not seen. */
function positionOf(after: string | null | undefined): Position | undefined {
  return typeof after === 'string' ? decodeCursor(after) : undefined;
}

function readerOf(ctx: GraphQLContext, filter: EventFilter | null | undefined) {
  return { companyId: ctx.company.id, filter: visibleOf(rightsOf(ctx), filter ?? {}) };
}

export function rightsOf(ctx: GraphQLContext): EventRights {
  return {
    mayAdminister: isAllowed(ctx, 'ADMINISTER'),
    maySeeHealth: isAllowed(ctx, 'SEE_HEALTH'),
  };
}
