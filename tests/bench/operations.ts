import { addDays, dayBounds, type Day } from '../../server/core/business-time.ts';
import { DAY, FAILURES_OF_DAY, OPEN_OF_DAY } from './database.ts';
import { DASHBOARD, LOG_MANY, LOG_ONE, QUEUE, QUEUE_WITH_COUNT } from './documents.ts';
import { Robot, type Failure } from './failures.ts';
import { LOG_EVENT_PATH } from './keys.ts';
import { ask, type Exchange, type Traffic } from './load.ts';

const TIME_ZONE = 'Europe/Moscow';
const PAGES = 5;
const PAGE_SIZE = 50;
const BATCH_SIZE = 100;

/** Where the two servers listen. */
export interface Addresses {
  product: string;
  floor: string;
}

/** One question to both servers. */
export interface Operation {
  /** As it is chosen on the command line. */
  group: 'log' | 'batch' | 'read';
  title: string;
  /** The product's requests per second are to be at least so many of the floor's; undefined: no aim. */
  target?: number;
  /** How long a round of 64 connections is; longer where the floor answers but a few a second. */
  seconds: number;
  /** Robots log failures all the while, so that no answer can be kept for long. */
  whileLogging?: boolean;
  prepare: (addresses: Addresses) => Promise<Record<keyof Addresses, Traffic>>;
}

export const operations: Operation[] = [
  {
    group: 'read',
    title: 'queue page of 50',
    target: 1,
    seconds: 3,
    prepare: (to) => queue(to, false),
  },
  {
    group: 'read',
    title: 'queue page + total count',
    target: 1.8,
    seconds: 6,
    prepare: (to) => queue(to, true),
  },
  { group: 'read', title: 'dashboard', target: 20, seconds: 9, prepare: dashboard },
  {
    group: 'read',
    title: 'dashboard, 20 events/s arriving',
    target: 20,
    seconds: 9,
    whileLogging: true,
    prepare: dashboard,
  },
  { group: 'log', title: 'log one', target: 0.6, seconds: 3, prepare: (to) => logOne(to, '/log') },
  {
    group: 'log',
    title: 'log one, floor batches too',
    target: 0.45,
    seconds: 3,
    prepare: (to) => logOne(to, '/log-batched'),
  },
  {
    group: 'log',
    title: 'log one by REST, floor batches too',
    target: 0.8,
    seconds: 3,
    prepare: logOneByRest,
  },
  { group: 'batch', title: `log a batch of ${BATCH_SIZE}`, seconds: 3, prepare: logMany },
  {
    group: 'batch',
    title: `log a batch of ${BATCH_SIZE}, floor in process`,
    target: 0.8,
    seconds: 3,
    prepare: logManyBesideOneProcess,
  },
];

async function logOne({ product, floor }: Addresses, floorPath: string) {
  return {
    product: logging(`${product}/graphql`, (input) => graphql(LOG_ONE, { input })),
    floor: logging(`${floor}${floorPath}`, (failure) => failure),
  };
}

async function logOneByRest({ product, floor }: Addresses) {
  return {
    product: logging(`${product}${LOG_EVENT_PATH}`, asRobotsSayIt),
    floor: logging(`${floor}/log-batched`, (failure) => failure),
  };
}

function asRobotsSayIt({ eventAt, supplierId, errorId, errorText, stage, filePath }: Failure) {
  return {
    event_dt: eventAt,
    supid: supplierId,
    error_id: errorId,
    error_text: errorText,
    stage,
    file_path: filePath,
  };
}

/** One failure a request; a server must know by the second time those that it answered before. */
export function logging(url: string, toBody: (failure: Failure) => object): Traffic {
  const robot = new Robot();
  const next = (): Exchange => {
    const { failure, isRetry } = robot.next();
    const isRight = (answer: string) => {
      robot.remember(failure);
      return answer.includes(`"duplicate":${isRetry}`);
    };
    return { body: JSON.stringify(toBody(failure)), isRight };
  };
  return { url, next };
}

async function logMany({ product, floor }: Addresses) {
  return {
    product: loggingMany(`${product}/graphql`, (inputs) => graphql(LOG_MANY, { inputs })),
    floor: loggingMany(`${floor}/log-many`, (failures) => failures),
  };
}

/** The floor makes the failures itself: no more than one call of it a hundred crosses the wire. */
async function logManyBesideOneProcess({ product, floor }: Addresses) {
  const isRight = (answer: string) => occurrences(answer, '"duplicate":false') === BATCH_SIZE;
  const exchange = { body: JSON.stringify({ count: BATCH_SIZE }), isRight };
  return {
    product: loggingMany(`${product}/graphql`, (inputs) => graphql(LOG_MANY, { inputs })),
    floor: { url: `${floor}/log-in-process`, next: () => exchange },
  };
}

function loggingMany(url: string, toBody: (failures: Failure[]) => object): Traffic {
  const robot = new Robot();
  const next = (): Exchange => {
    const calls = Array.from({ length: BATCH_SIZE }, () => robot.next());
    const fresh = calls.filter(({ isRetry }) => !isRetry).length;
    const isRight = (answer: string) => {
      for (const { failure } of calls) robot.remember(failure);
      return (
        occurrences(answer, '"duplicate":') === BATCH_SIZE &&
        occurrences(answer, '"duplicate":false') === fresh
      );
    };
    return { body: JSON.stringify(toBody(calls.map(({ failure }) => failure))), isRight };
  };
  return { url, next };
}

interface Page {
  ids: string[];
  totalCount: number | undefined;
  endCursor: string;
}

/** The queue's first pages in turn. Both servers must have the same cases on them. */
async function queue({ product, floor }: Addresses, withCount: boolean) {
  const document = withCount ? QUEUE_WITH_COUNT : QUEUE;
  const ours = await walk(
    `${product}/graphql`,
    (after) => graphql(document, { after }),
    (answer) => {
      const { queue } = (answer as { data: { queue: ProductPage } }).data;
      const { totalCount, pageInfo, edges } = queue;
      return { ids: edges.map(({ node }) => node.id), totalCount, endCursor: pageInfo.endCursor };
    },
  );
  const theirs = await walk(
    `${floor}/queue`,
    (after) => ({ after, withCount }),
    (answer) => {
      const { nodes, totalCount, endCursor } = answer as FloorPage;
      return { ids: nodes.map(({ id }) => id), totalCount, endCursor };
    },
  );
  assertSame(ours.pages, theirs.pages);
  return { product: ours.traffic, floor: theirs.traffic };
}

interface ProductPage {
  totalCount: number;
  pageInfo: { endCursor: string };
  edges: { node: { id: string } }[];
}

interface FloorPage {
  totalCount: number;
  nodes: { id: string }[];
  endCursor: string;
}

async function walk(
  url: string,
  toBody: (after: string | undefined) => object,
  read: (answer: unknown) => Page,
) {
  const pages: Omit<Page, 'endCursor'>[] = [];
  const exchanges: Exchange[] = [];
  let after: string | undefined;
  for (let i = 0; i < PAGES; i++) {
    const exchange = await firstAnswer(url, toBody(after));
    const { endCursor, ...page } = read(JSON.parse(exchange.answer));
    if (new Set(page.ids).size !== PAGE_SIZE) throw new Error(`${url}: not ${PAGE_SIZE} cases.`);
    pages.push(page);
    exchanges.push(exchange);
    after = endCursor;
  }
  return { pages, traffic: inTurn(url, exchanges) };
}

async function dashboard({ product, floor }: Addresses) {
  const ours = await firstAnswer(`${product}/graphql`, graphql(DASHBOARD, { date: DAY }));
  const theirs = await firstAnswer(`${floor}/dashboard`, dayQuestion(DAY));
  const { data } = JSON.parse(ours.answer) as { data: { dashboard: DashboardTotals } };
  const { failures, stillOpen } = data.dashboard;
  assertSame({ failures, stillOpen }, { failures: FAILURES_OF_DAY, stillOpen: OPEN_OF_DAY });
  return {
    product: inTurn(`${product}/graphql`, [ours]),
    floor: inTurn(`${floor}/dashboard`, [theirs]),
  };
}

interface DashboardTotals {
  failures: number;
  stillOpen: number;
}

function dayQuestion(date: Day) {
  const days = Array.from({ length: 14 }, (_, i) => dayBounds(addDays(date, i - 13), TIME_ZONE));
  const daily = { from: days.map(({ from }) => from), to: days.map(({ to }) => to) };
  return { ...dayBounds(date, TIME_ZONE), daily };
}

/** Asks once; from then on the answer must stay the same, byte for byte. */
async function firstAnswer(url: string, question: object) {
  const body = JSON.stringify(question);
  const answer = await ask(url, body);
  const lasting = withoutPassing(answer);
  return { body, answer, isRight: (again: string) => withoutPassing(again) === lasting };
}

/** A cursor says when its first page was read, and the extensions what is left of the minute's budget. */
const withoutPassing = (answer: string) =>
  answer.replace(/"endCursor":"[^"]*"/, '').replace(/,"extensions":.*$/, '');

function inTurn(url: string, exchanges: Exchange[]): Traffic {
  let turn = 0;
  return { url, next: () => exchanges[turn++ % exchanges.length]! }; // within its bounds
}

const graphql = (query: string, variables: object) => ({ query, variables });

const occurrences = (text: string, part: string) => text.split(part).length - 1;

function assertSame(actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) === JSON.stringify(expected)) return;
  throw new Error(
    `The product answers ${JSON.stringify(actual)}, the floor ${JSON.stringify(expected)}.`,
  );
}
