import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import type { Acknowledgement, Recorder, Report } from './recorder.ts';

const PATIENCE_MS = 10_000; // whoever calls takes no answer by then for none

/** Where calls go, and who makes them. */
export interface Door {
  url: string;
  headers: Record<string, string>;
}

export type Outcome = Acknowledgement | 'refused' | 'lost';

interface Answer {
  status: number;
  body: unknown;
}

interface GraphQLAnswer {
  data?: Record<string, unknown>;
  errors?: { message: string; extensions?: { code?: string } }[];
}

const LOG = `mutation ($input: LogInvestigationEventInput!) {
  logInvestigationEvent(input: $input) {
    __typename
    ... on LogInvestigationEventPayload { investigation { id } duplicate }
    ... on InvalidInput { message }
    ... on IdempotencyConflict { message }
  }
}`;

const RESOLVE = `mutation ($id: ID!) {
  resolveInvestigation(input: { id: $id, version: 1, resolution: RESOLVED, note: "Asked them." }) {
    __typename
    ... on Investigation { status }
    ... on WrongStatus { current { status } }
  }
}`;

const RUN = `mutation ($name: String!, $asOf: Date!) {
  runJob(name: $name, asOf: $asOf) { __typename }
}`;

const agent = new Agent({ keepAlive: true });
const FIELDS = { errorId: 3, errorText: 'The file cannot be read', stage: 'load_mail' };
const UTC_TO_MOSCOW_MS = 3 * 60 * 60_000; // the business time zone, which has no summer time

/** Makes calls and notes what comes of them. */
export class Caller {
  readonly #recorder: Recorder;

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /**
   * Reports a failure.
   *
   * @param extra what is sent along with it
   * @param impatienceMs after which the robot hangs up without waiting for the answer
   */
  async report(door: Door, report: Report, extra: object, impatienceMs?: number): Promise<Outcome> {
    const { name, isBroken } = report;
    const supplierId = isBroken ? -1 : supplierOf(name);
    this.#recorder.reports.set(name, report);
    // each door has its half of the reports
    return isForMutation(name)
      ? this.#mutate(door, { ...FIELDS, extra, supplierId, ...of(report) }, impatienceMs)
      : this.#post(door, { ...FIELDS, extra, supplierId, ...of(report) }, impatienceMs);
  }

  /** Closes a case, as whoever saw its first version; whether it is known to be closed. */
  async resolve(door: Door, id: string): Promise<boolean> {
    const answer = await this.#ask(door, RESOLVE, { id });
    const result = answer?.['resolveInvestigation'] as
      { __typename: string; status?: string; current?: { status: string } } | undefined;
    if (!result) return false;
    const status = result.status ?? result.current?.status; // of an earlier call without an answer
    if (status !== 'RESOLVED') this.#recorder.strange.push(JSON.stringify(result));
    return status === 'RESOLVED';
  }

  /** Asks for a run; whether it is known to be asked for. */
  async runJob(door: Door, name: string, asOf: string): Promise<boolean> {
    const answer = await this.#ask(door, RUN, { name, asOf });
    const result = answer?.['runJob'] as { __typename: string } | undefined;
    return ['JobRun', 'JobAlreadyRunning'].includes(result?.__typename ?? '');
  }

  /** Asks what changes nothing; undefined where there is no answer just now. */
  async read<T>(door: Door, query: string, variables: object = {}): Promise<T | undefined> {
    return (await this.#ask(door, query, variables)) as T | undefined;
  }

  async #mutate(door: Door, input: ReportInput, impatienceMs?: number): Promise<Outcome> {
    const { name, ...rest } = input;
    const variables = { input: { ...rest, filePath: name, idempotencyKey: name } };
    const answer = await this.#ask(door, LOG, variables, impatienceMs);
    if (!answer) return 'lost';
    const { __typename, investigation, duplicate } = answer['logInvestigationEvent'] as {
      __typename: string;
      investigation: { id: string };
      duplicate: boolean;
    };
    if (__typename === 'InvalidInput') return 'refused';
    if (__typename === 'LogInvestigationEventPayload') return { id: investigation.id, duplicate };
    this.#recorder.strange.push(JSON.stringify(answer));
    return 'lost';
  }

  /** The time as robots write it: what the clock in the business time zone shows. */
  async #post(door: Door, input: ReportInput, impatienceMs?: number): Promise<Outcome> {
    const shown = new Date(Date.parse(input.eventAt) + UTC_TO_MOSCOW_MS);
    const event = {
      event_dt: shown.toISOString().slice(0, 19),
      supid: input.supplierId,
      error_id: input.errorId,
      error_text: input.errorText,
      stage: 'load_ftp',
      file_path: input.name,
      extra: input.extra,
    };
    const answer = await this.#send(door, '/api/v1/pricelens/log_event/', event, impatienceMs);
    if (!answer) return 'lost';
    const { status } = answer;
    if (status === 400) return 'refused';
    if (status === 200 || status === 201) return answer.body as Acknowledgement;
    if (status !== 503) this.#recorder.strange.push(JSON.stringify(answer));
    return 'lost';
  }

  async #ask(
    door: Door,
    query: string,
    variables: object,
    impatienceMs?: number,
  ): Promise<Record<string, unknown> | undefined> {
    const answer = await this.#send(door, '/graphql', { query, variables }, impatienceMs);
    if (!answer) return undefined;
    const { data, errors = [] } = answer.body as GraphQLAnswer;
    const strange = errors.filter(({ extensions }) => !isPassing(extensions?.code));
    if (strange.length > 0) this.#recorder.strange.push(JSON.stringify(strange));
    return errors.length === 0 ? data : undefined;
  }

  /**
   * Through node:http, because fetch costs its caller several times what a call costs the server.
   *
   * @returns undefined where no whole answer came
   */
  async #send(
    { url, headers }: Door,
    path: string,
    content: object,
    impatienceMs?: number,
  ): Promise<Answer | undefined> {
    const sentAt = performance.now();
    const signal = AbortSignal.timeout(impatienceMs ?? PATIENCE_MS);
    const type = { 'content-type': 'application/json' };
    const sent = request(url + path, {
      method: 'POST',
      agent,
      headers: { ...type, ...headers },
      signal,
    });
    try {
      sent.end(JSON.stringify(content));
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      const answer = { status: response.statusCode!, body: await json(response) };
      this.#recorder.noteAnswer(sentAt);
      return answer;
    } catch {
      if (signal.aborted && impatienceMs === undefined) this.#recorder.noteAnswer(sentAt);
      return undefined;
    }
  }
}

type ReportInput = typeof FIELDS & {
  name: string;
  eventAt: string;
  supplierId: number;
  extra: object;
};

const of = ({ name, eventAt }: Report) => ({ name, eventAt });

/** A database is away, or what was asked of the warehouse could not be done; nothing else may be told. */
const isPassing = (code = '') =>
  ['UNAVAILABLE', 'WAREHOUSE_UNAVAILABLE', 'WAREHOUSE_REFUSED', 'TIMEOUT'].includes(code);

/** Names end in a number and .csv. */
const numberOf = (name: string) => Number(/(\d+)\.csv$/.exec(name)![1]);
const isForMutation = (name: string) => numberOf(name) % 2 === 0;
const supplierOf = (name: string) => 1 + (numberOf(name) % 40);
