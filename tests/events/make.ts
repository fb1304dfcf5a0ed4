import { inTransaction } from '../../server/core/postgres.ts';
import { appendEvents, type NewEvent } from '../../server/events/append.ts';
import type { LoggedEvent } from '../../server/events/log.ts';
import { sequenceEvents } from '../../server/events/sequencer.ts';
import type { EventStream } from '../../server/events/stream.ts';
import type { TestContext } from '../support/database.ts';

/** An event that only what matters is said of. */
export function event(entityId: string | number, changes: Partial<NewEvent> = {}): NewEvent {
  return {
    companyId: 1,
    kind: 'investigation.opened',
    entityId: String(entityId),
    actor: { id: null, name: 'robot' },
    payload: {},
    ...changes,
  };
}

/** Events with entity ids from `first` up to before `end`. */
export function eventsOf(first: number, end: number, changes: Partial<NewEvent> = {}): NewEvent[] {
  return Array.from({ length: end - first }, (_, i) => event(first + i, changes));
}

/** A payload that takes this many KB in the log. */
export function payloadOf(kilobytes: number): { text: string } {
  return { text: 'x'.repeat(kilobytes * 1_000) };
}

type Log = Pick<TestContext, 'installation'>;

/** Of whatever company. */
export async function append({ installation }: Log, ...events: NewEvent[]) {
  await inTransaction(installation.pg, (client) => appendEvents(client, events));
}

/** Numbers what was appended and hands it to the stream's readers, as startEvents does by itself. */
export async function hand({ installation }: Log, stream: EventStream): Promise<void> {
  await sequenceEvents(installation);
  await stream.catchUp();
}

export async function take(source: AsyncIterator<LoggedEvent>, count: number) {
  const taken: LoggedEvent[] = [];
  while (taken.length < count) {
    const { value, done } = await source.next();
    if (done) throw new Error(`It ended after ${taken.length} of ${count} events.`);
    taken.push(value);
  }
  return taken;
}

export const idsOf = (events: readonly LoggedEvent[]) => events.map(({ entityId }) => entityId);

export const range = (first: number, end: number) =>
  Array.from({ length: end - first }, (_, i) => String(first + i));
