import { once } from 'node:events';
import { WebSocket } from 'ws';
import { makeKey } from '../../server/accounts/key.ts';
import type { Context } from '../../server/core/context.ts';
import { inTransaction } from '../../server/core/postgres.ts';
import { appendEvents, type NewEvent } from '../../server/events/append.ts';
import { encodeCursor } from '../../server/events/cursor.ts';
import { readLogState } from '../../server/events/log.ts';
import { sequenceEvents, wakeReaders } from '../../server/events/sequencer.ts';
import { Audience } from './audience.ts';
import type { BenchServer } from './servers.ts';

const SIZES = [100, 1_000, 5_000];
const ROUNDS = 3;
const SINGLE_EVENTS = 20; // a round, one after another
const BURST_DELIVERIES = 100_000;
const MAX_BURST = 200; // events; a reader may fall 256 behind

const FOLLOW = `subscription Follow($after: EventCursor) {
  events(after: $after) { cursor kind entityId actor at payload }
}`;

/** One contestant with its audience. */
interface Stage {
  audience: Audience;
  /** Makes so many events happen. @returns when they had, on performance.now()'s clock */
  happen: (events: number) => Promise<number>;
}

interface Figures {
  /** From the commit until the last subscriber has it, in ms. */
  delays: number[];
  /** Of each burst. */
  deliveriesPerSecond: number[];
}

type Contestants = Record<'product' | 'broadcast', BenchServer>;

/**
 * From the commit to the last of many subscribers, beside a bare broadcast of the same bytes by `ws`,
 * in turn. The product's part begins at the commit: numbering, wake-up, reading, one execution.
 */
export async function fanOut(
  ctx: Pick<Context, 'pg' | 'db'>,
  servers: Contestants,
  say: (line: string) => void,
): Promise<void> {
  const key = await createKey(ctx);
  for (const size of SIZES) {
    const before = await servers.product.usage();
    const product = await openProduct(ctx, servers.product, key, size);
    await perform(product, 1); // all of them are there
    const after = await servers.product.usage();
    const broadcast = await openBroadcast(servers.broadcast, product.audience.lastFrame, size);
    const figures = await compete({ product, broadcast }, burstFor(size));
    say(lineOf('product', size, figures.product, figures.broadcast));
    say(lineOf('broadcast', size, figures.broadcast));
    const kilobytes = (after.rssBytes - before.rssBytes) / size / 1024;
    say(`${' '.repeat(10)}${kilobytes.toFixed(1)} KB of memory for each idle subscriber`);
    product.audience.close();
    broadcast.audience.close();
  }
}

const burstFor = (size: number) => Math.min(MAX_BURST, Math.ceil(BURST_DELIVERIES / size));

async function compete(stages: Record<'product' | 'broadcast', Stage>, burst: number) {
  const figures = { product: emptyFigures(), broadcast: emptyFigures() };
  for (const who of ['product', 'broadcast'] as const) await perform(stages[who], 5); // warm up
  for (let round = 0; round < ROUNDS; round++) {
    for (const who of ['product', 'broadcast'] as const) {
      const { delays, deliveriesPerSecond } = figures[who];
      for (let i = 0; i < SINGLE_EVENTS; i++) delays.push(await perform(stages[who], 1));
      const deliveries = burst * stages[who].audience.size;
      deliveriesPerSecond.push(deliveries / ((await perform(stages[who], burst)) / 1_000));
    }
  }
  return figures;
}

const emptyFigures = (): Figures => ({ delays: [], deliveriesPerSecond: [] });

/** @returns from when the events had happened until everybody had all of them, in ms */
async function perform({ audience, happen }: Stage, events: number): Promise<number> {
  const complete = audience.expect(events);
  const happened = await happen(events);
  return (await complete) - happened;
}

async function openProduct(
  ctx: Pick<Context, 'pg'>,
  { url }: BenchServer,
  key: string,
  size: number,
): Promise<Stage> {
  const audience = new Audience();
  const headers = { authorization: `Bearer ${key}` };
  const address = `${url.replace('http', 'ws')}/graphql`;
  const connect = () => new WebSocket(address, 'graphql-transport-ws', { headers });
  const variables = { after: encodeCursor(await readLogState(ctx.pg)) };
  const payload = { query: FOLLOW, variables };
  await audience.open(size, connect, async (socket) => {
    socket.send('{"type":"connection_init"}');
    await once(socket, 'message'); // the acknowledgement
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
  });
  const happen = async (count: number) => {
    const events = Array.from({ length: count }, (_, i) => eventOf(i));
    await inTransaction(ctx.pg, (client) => appendEvents(client, events));
    const committed = performance.now();
    // where the server's own was at it, it may have looked before the commit
    while ((await sequenceEvents(ctx)).isBusy);
    await wakeReaders(ctx);
    return committed;
  };
  return { audience, happen };
}

async function openBroadcast({ url }: BenchServer, frame: string, size: number): Promise<Stage> {
  const audience = new Audience();
  await audience.open(
    size,
    () => new WebSocket(url.replace('http', 'ws')),
    () => Promise.resolve(),
  );
  const happen = async (count: number) => {
    const begun = performance.now();
    const body = JSON.stringify(Array.from({ length: count }, () => frame));
    await fetch(url, { method: 'POST', body });
    return begun;
  };
  return { audience, happen };
}

function eventOf(n: number): NewEvent {
  return {
    companyId: 1,
    kind: 'investigation.opened',
    entityId: `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`,
    actor: { id: null, name: 'robot' },
    payload: {
      supplierId: 17,
      errorId: 6,
      stage: 'load_mail',
      errorText: 'Error 6: column mismatch in price list #6',
      filePath: 'mail_backup/17/20261121/pricelist.xlsx',
      eventAt: '2026-11-21T06:30:00.000Z',
    },
  };
}

async function createKey({ db }: Pick<Context, 'db'>): Promise<string> {
  const { id, secretHash, text } = makeKey();
  await db.apiKey.create({
    data: {
      id,
      companyId: 1,
      role: 'INTEGRATION',
      name: 'audience',
      secretHash: Uint8Array.from(secretHash),
      createdBy: 'bench',
    },
  });
  return text;
}

function lineOf(who: string, size: number, own: Figures, bare?: Figures): string {
  const [p50, p99] = [quantile(own.delays, 0.5), quantile(own.delays, 0.99)];
  const rate = quantile(own.deliveriesPerSecond, 0.5);
  const ratios = bare
    ? ` ${(rate / quantile(bare.deliveriesPerSecond, 0.5)).toFixed(2)} of the broadcast's, ` +
      `p99 ${(p99 / quantile(bare.delays, 0.99)).toFixed(2)} times its`
    : '';
  return (
    `${who.padEnd(10)}${String(size).padStart(5)} subscribers: last after p50 ${p50.toFixed(1)} ms, ` +
    `p99 ${p99.toFixed(1)} ms; ${rate.toFixed(0)} deliveries/s${ratios}`
  );
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
}
