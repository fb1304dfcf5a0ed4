import {
  createSourceEventStream,
  execute,
  GraphQLError,
  Kind,
  type ExecutionResult,
  type OperationDefinitionNode,
} from 'graphql';
import type { LoggedEvent } from '../events/log.ts';
import { MAX_QUEUED, MAX_QUEUED_BYTES, type EventReader } from '../events/subscription.ts';
import type { GraphQLContext } from './builder.ts';
import type { ErrorMask } from './mask-error.ts';
import type { Operation } from './operation.ts';

/** Results of a subscription, one an event, as JSON text; those that are there at once together. */
export type LiveResults = AsyncIterableIterator<readonly string[]>;

/** What subscribers share that would all get the same results. */
interface Group {
  members: number;
  /** Of as many events as a reader may fall behind, by the events' places in the log. */
  results: Map<string, Kept>;
  /** What they take, by the size of their events. */
  bytes: number;
}

interface Kept {
  text: Promise<string>;
  bytes: number;
}

/**
 * Turns events into results once for all who would get the same ones: same document, same variables
 * but for where they began, and the same things they may see.
 */
export class LiveResultsFactory {
  readonly #groups = new Map<string, Group>();
  readonly #mask: ErrorMask;

  constructor(mask: ErrorMask) {
    this.#mask = mask;
  }

  get groupCount(): number {
    return this.#groups.size;
  }

  /** The results of a subscription, or the errors for which it can't begin. */
  async open(operation: Operation): Promise<LiveResults | ExecutionResult> {
    const source = await createSourceEventStream(operation);
    if (!(Symbol.asyncIterator in source)) return this.#masked(source);
    // every subscription of the schema begins with events of the log
    const events = source[Symbol.asyncIterator]() as EventReader;
    const key = groupKey(operation);
    const group = this.#join(key);
    const leave = once(() => this.#leave(key, group));
    const results: LiveResults = {
      next: async () => {
        try {
          const { value: event, done } = await events.next();
          if (done) return await results.return!(); // defined below
          const all = [event, ...events.takeWaiting()];
          const texts = all.map((one) => this.#result(group, operation, one));
          return { value: await Promise.all(texts), done: false };
        } catch (error) {
          leave();
          throw this.#mask(error);
        }
      },
      return: async () => {
        leave();
        await events.return?.();
        return { value: undefined, done: true };
      },
      [Symbol.asyncIterator]: () => results,
    };
    return results;
  }

  #result(group: Group, operation: Operation, event: LoggedEvent): Promise<string> {
    const key = `${event.epoch}:${event.seq}`;
    const known = group.results.get(key);
    if (known) return known.text;
    const text = this.#execute(operation, event);
    group.results.set(key, { text, bytes: event.bytes });
    group.bytes += event.bytes;
    forgetOldest(group);
    return text;
  }

  async #execute(operation: Operation, event: LoggedEvent): Promise<string> {
    const contextValue = await operation.freshContext();
    const result = await execute({ ...operation, contextValue, rootValue: event });
    return JSON.stringify(this.#masked(result));
  }

  #masked(result: ExecutionResult): ExecutionResult {
    if (!result.errors) return result;
    return { ...result, errors: result.errors.map(this.#mask) };
  }

  #join(key: string): Group {
    const group = this.#groups.get(key) ?? { members: 0, results: new Map(), bytes: 0 };
    this.#groups.set(key, group);
    group.members += 1;
    return group;
  }

  #leave(key: string, group: Group): void {
    group.members -= 1;
    if (group.members === 0) this.#groups.delete(key);
  }
}

/** Whether results ended because the server does: their reader may go on elsewhere. */
export function isDismissal(error: unknown): error is GraphQLError {
  return error instanceof GraphQLError && error.extensions['code'] === 'SERVER_STOPPING';
}

export function isLive(results: LiveResults | ExecutionResult): results is LiveResults {
  return Symbol.asyncIterator in results;
}

function forgetOldest(group: Group): void {
  for (const [key, { bytes }] of group.results) {
    if (group.results.size <= MAX_QUEUED && group.bytes <= MAX_QUEUED_BYTES) return;
    group.results.delete(key);
    group.bytes -= bytes;
  }
}

function groupKey({ contextValue, text, operationName, variableValues, definition }: Operation) {
  const starts = startVariables(definition);
  const shared = Object.entries(variableValues).filter(([name]) => !starts.has(name));
  return JSON.stringify([visibilityOf(contextValue), operationName, text, shared.sort()]);
}

/** All that decides what a subscriber gets to see; who differ in any of it share nothing. */
function visibilityOf({ company, viewer }: GraphQLContext): unknown[] {
  return [company.id, viewer.kind, viewer.role];
}

/** The variables that say where a subscriber begins: they choose events and shape no result. */
function startVariables({ selectionSet }: OperationDefinitionNode): Set<string> {
  const values = selectionSet.selections
    .flatMap((field) => (field.kind === Kind.FIELD ? (field.arguments ?? []) : []))
    .filter(({ name }) => name.value === 'after')
    .map(({ value }) => value);
  return new Set(
    values.flatMap((value) => (value.kind === Kind.VARIABLE ? [value.name.value] : [])),
  );
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}
