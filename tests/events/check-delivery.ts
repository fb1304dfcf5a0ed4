import { decodeCursor } from '../../server/events/cursor.ts';
import type { Delivery } from './subscriber.ts';

/** What is wrong with a subscriber's deliveries, given the log; nothing when it is an empty list. */
export function checkDelivery(log: readonly string[], deliveries: readonly Delivery[]): string[] {
  const got = deliveries.map(({ entityId }) => entityId);
  const [logged, delivered] = [new Set(log), new Set(got)];
  const seqs = deliveries.map(({ cursor }) => decodeCursor(cursor).seq);
  const backwards = seqs.filter((seq, i) => i > 0 && seq <= seqs[i - 1]!).length;
  return [
    complaint(log.filter((id) => !delivered.has(id)).length, 'missing'),
    complaint(got.filter((id) => !logged.has(id)).length, 'that never happened'),
    complaint(got.length - delivered.size, 'delivered again'),
    complaint(backwards, 'out of order'),
  ].flat();
}

function complaint(count: number, what: string): string[] {
  return count > 0 ? [`${count} ${what}`] : [];
}
