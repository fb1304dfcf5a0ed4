import { randomUUID } from 'node:crypto';
import { wallClockAt } from '../core/business-time.ts';
import type { Random } from './random.ts';
import { SAMPLE_ERRORS } from './sample-errors.ts';
import { samplePath } from './sample-paths.ts';
import type { SampleSupplier } from './sample-suppliers.ts';

/** What a robot sends for one failure (LogInvestigationEventInput), and the name for its output. */
export interface RobotReport {
  supplierName: string;
  input: {
    eventAt: string;
    supplierId: number;
    errorId: number;
    errorText: string;
    stage: string;
    filePath: string | null;
    extra: { robot: string; attempt: number };
    idempotencyKey: string;
  };
}

/** How the server took a report; `away` when nobody knows whether it arrived, so it is sent again. */
export type RobotAnswer = 'new' | 'duplicate' | { refused: string } | { away: string };

/** A failure that some robot has met just now. */
export function reportAt(
  now: Date,
  suppliers: readonly SampleSupplier[],
  timeZone: string,
  random: Random,
): RobotReport {
  const supplier = suppliers[random.int(0, suppliers.length - 1)]!; // the cast is never empty
  const error = random.pickWeighted(SAMPLE_ERRORS);
  const stage = random.pick(error.stages);
  const at = wallClockAt(now, timeZone);
  return {
    supplierName: supplier.name,
    input: {
      eventAt: now.toISOString(),
      supplierId: supplier.supplierId,
      errorId: error.errorId,
      errorText: error.text,
      stage,
      filePath: error.flaw ? samplePath(supplier, stage, at, error.flaw) : null,
      extra: { robot: `${stage}-${random.int(1, 4)}`, attempt: 1 },
      idempotencyKey: `robot-${randomUUID()}`,
    },
  };
}

const LOG = `mutation Log($input: LogInvestigationEventInput!) {
  logInvestigationEvent(input: $input) {
    __typename
    ... on LogInvestigationEventPayload { duplicate }
    ... on Error { message }
  }
}`;
const ANSWER_WITHIN_MS = 5_000;

interface LogResponse {
  data?: { logInvestigationEvent: { duplicate?: boolean; message?: string } } | null;
  errors?: { message: string }[];
}

/** Sends a report to a server as the robots do, by one GraphQL call over HTTP with their key. */
export async function sendReport(
  server: URL,
  key: string,
  { input }: RobotReport,
): Promise<RobotAnswer> {
  try {
    const response = await fetch(new URL('/graphql', server), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ query: LOG, variables: { input } }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    // What is no answer of the API (a proxy's page, say) fails here and counts as away.
    return answerOf((await response.json()) as LogResponse);
  } catch (error) {
    return { away: reasonOf(error) };
  }
}

function answerOf({ data, errors }: LogResponse): RobotAnswer {
  const result = data?.logInvestigationEvent;
  const refused = result?.message ?? errors?.[0]?.message;
  if (refused !== undefined) return { refused };
  return result?.duplicate ? 'duplicate' : 'new';
}

/** `fetch failed` says nothing; what lies behind it does. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
