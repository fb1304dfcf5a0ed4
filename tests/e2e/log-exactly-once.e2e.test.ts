import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { seededRandom, type Random } from '../../server/warehouse/random.ts';
import { Replicas } from '../support/replicas.ts';
import type { ServerProcess } from '../support/server-process.ts';

const CLIENTS = 20;
const CALLS = Number(process.env['LOG_CALLS'] ?? 1_200);
const EACH = CALLS / CLIENTS;
const LOST_ANSWERS = 0.03; // of calls whose client does not wait for the answer and calls again
const DOUBLED = 0.02; // of calls that go to both servers at once
const BROKEN = 0.01; // of calls that say nothing that could be logged
const RESTARTS = 3;
const TIMEOUT_MS = 240_000 + CALLS * 20;

const MUTATION = `mutation ($input: LogInvestigationEventInput!) {
  logInvestigationEvent(input: $input) {
    __typename
    ... on LogInvestigationEventPayload { investigation { id } duplicate }
  }
}`;

/** One failure of a robot, told by one or more requests. */
interface Call {
  name: string;
  isBroken: boolean;
}

interface Acknowledgement {
  id: string;
  duplicate: boolean;
}

const agent = new Agent({ keepAlive: true });
let replicas: Replicas;

beforeEach(async () => {
  replicas = await Replicas.open(2);
});
afterEach(() => replicas.close());

it(
  'every acknowledged failure is on record exactly once, whatever is retried and restarted',
  async () => {
    const acknowledged = new Map<string, Acknowledgement[]>();
    const refused = new Set<string>();
    await Promise.all([
      ...Array.from({ length: CLIENTS }, (_, i) => callFrom(i, acknowledged, refused)),
      restartProcesses(() => acknowledged.size + refused.size),
    ]);

    expect(acknowledged.size + refused.size).toBe(CALLS);
    expect(refused.size).toBeGreaterThan(0);
    const { rows } = await replicas.pool.query<{ id: string; name: string }>(
      'SELECT id, file_path AS name FROM investigation',
    );
    const recorded = new Map(rows.map(({ id, name }) => [name, id]));
    expect(rows.length).toBe(recorded.size);
    expect(new Set(recorded.keys())).toEqual(new Set(acknowledged.keys()));
    const contradicted = [...acknowledged].filter(
      ([name, answers]) =>
        answers.some(({ id }) => id !== recorded.get(name)) ||
        answers.filter(({ duplicate }) => !duplicate).length > 1,
    );
    expect(contradicted).toEqual([]);
    const events = await replicas.pool.query<{ id: string }>(
      `SELECT entity_id AS id FROM event WHERE kind = 'investigation.opened'`,
    );
    expect(events.rows.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id).sort());
  },
  TIMEOUT_MS,
);

async function callFrom(
  client: number,
  acknowledged: Map<string, Acknowledgement[]>,
  refused: Set<string>,
): Promise<void> {
  const random = seededRandom(`client ${client}`);
  for (let i = 0; i < EACH; i++) {
    const call = { name: `mail_backup/${client}/${i}.csv`, isBroken: random.chance(BROKEN) };
    const answers = await callUntilAnswered(call, random);
    if (answers === 'refused') refused.add(call.name);
    else acknowledged.set(call.name, answers);
  }
}

/** Sends a call until somebody answers it, now and then once more or twice at a time. */
async function callUntilAnswered(
  call: Call,
  random: Random,
): Promise<Acknowledgement[] | 'refused'> {
  if (random.chance(LOST_ANSWERS)) await send(call, random, AbortSignal.timeout(random.int(1, 5)));
  for (;;) {
    const attempts = random.chance(DOUBLED) ? [send(call, random), send(call, random)] : [];
    const answers = await Promise.all([send(call, random), ...attempts]);
    if (answers.includes('refused')) return 'refused';
    const good = answers.filter((answer) => answer !== 'lost' && answer !== 'refused');
    if (good.length > 0) return good;
    await sleep(random.int(20, 200)); // nobody is there
  }
}

type Outcome = Acknowledgement | 'refused' | 'lost';

/** Every other call goes through each door. */
function send(
  call: Call,
  random: Random,
  signal: AbortSignal = AbortSignal.timeout(10_000),
): Promise<Outcome> {
  const server = replicas.servers[random.int(0, replicas.servers.length - 1)]!; // there are always two
  const number = Number(/(\d+)\.csv$/.exec(call.name)![1]); // as callFrom names them
  const door = number % 2 === 0 ? sendMutation : sendToRobotsDoor;
  return door(server, call, signal);
}

async function sendMutation(
  server: ServerProcess,
  call: Call,
  signal: AbortSignal,
): Promise<Outcome> {
  const input = {
    eventAt: '2026-11-20T09:00:00Z',
    supplierId: call.isBroken ? -1 : 17,
    errorId: 3,
    errorText: 'The file cannot be read',
    stage: 'load_mail',
    filePath: call.name,
    idempotencyKey: call.name,
  };
  const body = { query: MUTATION, variables: { input } };
  const answer = await post<MutationAnswer>(server, '/graphql', body, signal);
  if (!answer || isPassing(answer.body)) return 'lost';
  const { data } = answer.body;
  if (!data) throw new Error(JSON.stringify(answer));
  const { __typename, investigation, duplicate } = data.logInvestigationEvent;
  return __typename === 'InvalidInput' ? 'refused' : { id: investigation.id, duplicate };
}

/** Without a database there is an answer, but not yet an acknowledgement. */
function isPassing({ errors }: MutationAnswer): boolean {
  const code = errors?.[0]?.extensions?.code;
  return code === 'INTERNAL_SERVER_ERROR' || code === 'UNAVAILABLE';
}

async function sendToRobotsDoor(
  server: ServerProcess,
  call: Call,
  signal: AbortSignal,
): Promise<Outcome> {
  const event = {
    event_dt: '2026-11-20T12:00:00',
    supid: call.isBroken ? -1 : 17,
    error_id: 3,
    error_text: 'The file cannot be read',
    stage: 'load_ftp',
    file_path: call.name,
  };
  const answer = await post<Acknowledgement>(server, '/api/v1/pricelens/log_event/', event, signal);
  if (!answer || answer.status >= 500) return 'lost';
  if (answer.status === 400) return 'refused';
  if (answer.status >= 300) throw new Error(JSON.stringify(answer));
  return { id: answer.body.id, duplicate: answer.body.duplicate };
}

interface MutationAnswer {
  errors?: { extensions?: { code?: string } }[];
  data?: {
    logInvestigationEvent: {
      __typename: string;
      investigation: { id: string };
      duplicate: boolean;
    };
  };
}

/**
 * Through node:http, because fetch costs its caller several times what a call costs the server.
 *
 * @returns undefined where no whole answer came
 */
async function post<Body>(
  { url, key }: ServerProcess,
  path: string,
  content: object,
  signal: AbortSignal,
): Promise<{ status: number; body: Body } | undefined> {
  const headers = { 'content-type': 'application/json', ...key.headers };
  const sent = request(`${url}${path}`, { method: 'POST', agent, headers, signal });
  try {
    sent.end(JSON.stringify(content));
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    return { status: response.statusCode!, body: (await json(response)) as Body };
  } catch {
    return undefined;
  }
}

/**
 * Servers die, or stop in good order, and are replaced; once Postgres is restarted under them. Spread
 * over the calls rather than over time, so that each meets somebody who calls.
 */
async function restartProcesses(answeredCalls: () => number): Promise<void> {
  const random = seededRandom('restarts');
  for (let restart = 1; restart <= RESTARTS; restart++) {
    while (answeredCalls() < (CALLS * restart) / (RESTARTS + 1)) await sleep(20);
    if (restart === RESTARTS) {
      await replicas.restartPostgres();
      continue;
    }
    const i = random.int(0, 1);
    await replicas.servers[i]!.stop(random.chance(0.5) ? 'SIGKILL' : 'SIGTERM');
    replicas.servers[i] = await replicas.start();
  }
}
