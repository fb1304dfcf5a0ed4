import type { GraphQLScalarType } from 'graphql';
import { describe, expect, it, vi } from 'vitest';
import { decodeCursor, encodeCursor } from '../../server/events/cursor.ts';
import { schema } from '../../server/graphql/schema.ts';
import { createCompany, createKey } from '../support/accounts.ts';
import { entitiesOf, FOLLOW, RawSocket } from './clients.ts';
import { useDoors } from './doors.ts';
import { event, eventsOf, payloadOf, range } from './make.ts';

const live = useDoors();

describe('subscribers who get the same', () => {
  /** Every execution of FOLLOW serialises one payload. */
  const executions = () => vi.spyOn(schema.getType('JSON') as GraphQLScalarType, 'serialize');

  it('share one execution an event, wherever each began', async () => {
    await live.happen(...eventsOf(0, 20));
    await expect
      .poll(() => live.doors.events.position.seq)
      .toBe(decodeCursor(live.begin).seq + 20n);
    const starts = Array.from({ length: 20 }, (_, i) =>
      encodeCursor({
        ...live.doors.events.position,
        seq: decodeCursor(live.begin).seq + BigInt(i),
      }),
    );
    const clients = await Promise.all(
      Array.from({ length: 5 }, () => new RawSocket(live.doors.url).init()),
    );
    const spy = executions();
    for (const client of clients) {
      for (let i = 0; i < 40; i++) client.subscribe(String(i), { after: starts[i % 20] });
    }
    await expect.poll(() => live.doors.events.subscriberCount).toBe(200);
    await live.happen(event('last'));
    for (const client of clients) {
      for (let i = 0; i < 40; i++) {
        await expect.poll(() => client.resultsOf(String(i)).length).toBe(21 - (i % 20));
        expect(entitiesOf(client.resultsOf(String(i))).at(-1)).toBe('last');
      }
      client.socket.close();
    }
    expect(spy.mock.calls.length).toBe(21);
  });

  it('are those with the same document, variables but for the start, and company', async () => {
    const spy = executions();
    const client = await new RawSocket(live.doors.url).init();
    const other = FOLLOW.replace('cursor kind', 'kind');
    client.subscribe('a', { after: live.begin });
    client.subscribe('same', {});
    client.subscribe('another document', { after: live.begin }, other);
    client.subscribe('another filter', { after: live.begin, filter: { supplierIds: [17] } });
    await expect.poll(() => live.doors.events.subscriberCount).toBe(4);
    await live.happen(event('x', { payload: { supplierId: 17 } }));
    for (const id of ['a', 'same', 'another document', 'another filter']) {
      await client.until((message) => message.id === id && message.type === 'next');
    }
    expect(spy.mock.calls.length).toBe(3);
    expect(client.resultsOf('another document')[0]!.data!.events.cursor).toBeUndefined();
    client.socket.close();
  });
});

describe('two companies side by side', () => {
  it('get each their own, also when readers of both fall behind', async () => {
    const { installation } = live.ctx;
    const { id } = await createCompany(installation, 'borealis');
    const { headers: theirKey } = await createKey(installation, 'INTEGRATION', id);
    const open = async (headers = {}) => {
      const client = await new RawSocket(live.doors.url, headers).init();
      client.subscribe('1', { after: live.begin });
      return client;
    };
    const companies = [
      { companyId: 1, stalled: await open(), reading: await open() },
      { companyId: id, stalled: await open(theirKey), reading: await open(theirKey) },
    ];
    await expect.poll(() => live.doors.events.subscriberCount).toBe(4);
    for (const { stalled } of companies) stalled.socket.pause();
    for (let i = 0; i < 500; i += 50) {
      await live.happen(
        ...eventsOf(i, i + 50).flatMap(({ entityId }) =>
          [1, id].map((companyId) =>
            event(`${companyId}-${entityId}`, { companyId, payload: payloadOf(20) }),
          ),
        ),
      );
    }
    for (const { companyId, reading, stalled } of companies) {
      await expect.poll(() => reading.resultsOf('1').length).toBe(500);
      const own = range(0, 500).map((id) => `${companyId}-${id}`);
      expect(entitiesOf(reading.resultsOf('1'))).toEqual(own);
      stalled.socket.resume();
      const { payload } = await stalled.until(({ type }) => type === 'error');
      const [{ extensions }] = payload as [{ extensions: { code: string; cursor: string } }];
      expect(extensions.code).toBe('SLOW_CONSUMER');
      stalled.subscribe('2', { after: extensions.cursor });
      const all = () => [...stalled.resultsOf('1'), ...stalled.resultsOf('2')];
      await expect.poll(() => all().length).toBe(500);
      expect(entitiesOf(all())).toEqual(own);
      reading.socket.close();
      stalled.socket.close();
    }
  });
});
