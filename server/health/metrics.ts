import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { listCompanies } from '../accounts/service.ts';
import { dateOfDay } from '../core/business-time.ts';
import type { Context } from '../core/context.ts';
import { counted } from '../core/counters.ts';
import { DomainError } from '../core/errors.ts';
import { JobState } from '../core/generated/prisma/enums.ts';
import { isOutage } from '../core/outage.ts';
import type { EventStream } from '../events/stream.ts';
import { DAILY_JOBS } from '../jobs/schedule.ts';
import { readLog, readNewestDay, readOpenCases, readRuns } from './readings.ts';

const MAX_COMPANIES = 50; // each is a series of its own; what matters most is among them

/** A gauge as it stands, by its labels. */
interface Reading {
  name: string;
  help: string;
  values: [labels: Record<string, string>, value: number][];
}

let ofNode: Registry | undefined;

/**
 * All that a server tells Prometheus, as text: what this process counts, and what it reads from the
 * databases now. What a database does not tell is absent, rather than what it was before.
 */
export async function renderMetrics(ctx: Context, events: EventStream): Promise<string> {
  const registry = new Registry();
  const [postgres, warehouse] = await Promise.all([
    readOrNot(() => readPostgres(ctx, events)),
    readOrNot(() => readWarehouse(ctx)),
  ]);
  const readings = [
    upReading({ postgres, warehouse }),
    subscribersReading(events),
    ...poolReadings(ctx),
    ...(postgres ?? []),
    ...(warehouse ?? []),
  ];
  for (const { name, help, values } of readings) {
    if (!values[0]) continue; // one without labels would be 0
    const labelNames = Object.keys(values[0][0]);
    const gauge = new Gauge({
      name: `pricelens_${name}`,
      help,
      labelNames,
      registers: [registry],
    });
    for (const [labels, value] of values) gauge.set(labels, value);
  }
  ofNode ??= measureNode();
  const parts = [counted, registry, ofNode].map((one) => one.metrics());
  return (await Promise.all(parts)).join('');
}

/** Of the process and its event loop, from the first time on that somebody asks. */
function measureNode(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

/** undefined where the database does not answer. */
async function readOrNot(read: () => Promise<Reading[]>): Promise<Reading[] | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof DomainError || isOutage(error)) return undefined;
    throw error;
  }
}

function upReading(answers: Record<string, Reading[] | undefined>): Reading {
  return {
    name: 'up',
    help: 'Whether a database answers: 1 or 0.',
    values: Object.entries(answers).map(([database, answer]) => [{ database }, answer ? 1 : 0]),
  };
}

function subscribersReading({ subscriberCount }: EventStream): Reading {
  return {
    name: 'subscribers',
    help: 'Readers of live events at this server.',
    values: [[{}, subscriberCount]],
  };
}

function poolReadings({ pg, companies }: Context): Reading[] {
  const pools = Object.entries({ installation: pg, company: companies.connections });
  return [
    {
      name: 'pool_connections',
      help: 'Connections of this server to Postgres.',
      values: pools.flatMap(([pool, { totalCount, idleCount }]) => [
        [{ pool, state: 'idle' }, idleCount],
        [{ pool, state: 'busy' }, totalCount - idleCount],
      ]),
    },
    {
      name: 'pool_waiting',
      help: 'Statements that wait for a connection.',
      values: pools.map(([pool, { waitingCount }]) => [{ pool }, waitingCount]),
    },
  ];
}

async function readPostgres(ctx: Context, events: EventStream): Promise<Reading[]> {
  const log = await readLog(ctx, events.position);
  return [
    {
      name: 'event_lag_seconds',
      help: 'Since the oldest numbered event that this server has not handed out yet.',
      values: [[{}, log.readerLagS]],
    },
    {
      name: 'sequencer_lag_seconds',
      help: 'Since the oldest committed event that has no number yet.',
      values: [[{}, log.sequencerLagS]],
    },
    {
      name: 'unnumbered_events',
      help: 'Committed events that have no number yet.',
      values: [[{}, log.unnumbered]],
    },
    await readQueue(ctx),
    ...(await readJobs(ctx)),
  ];
}

async function readQueue(ctx: Context): Promise<Reading> {
  const cases = await readOpenCases(ctx);
  const others = cases.slice(MAX_COMPANIES).reduce((sum, { open }) => sum + open, 0);
  const told = cases.slice(0, MAX_COMPANIES);
  if (others > 0) told.push({ company: 'others', open: others });
  return {
    name: 'open_cases',
    help: 'Cases that nobody has closed; where there are many companies, some of them together.',
    values: told.map(({ company, open }) => [{ company }, open]),
  };
}

/** By `job_name`: `job` is what Prometheus calls whom it asks, in place of what it is told. */
async function readJobs(ctx: Context): Promise<Reading[]> {
  const runs = Map.groupBy(await readRuns(ctx), ({ job }) => job);
  const jobs = DAILY_JOBS.map(({ name }) => ({ job: name, ofJob: runs.get(name) ?? [] }));
  return [
    {
      name: 'job_runs',
      help: 'Companies whose newest run of the job is in the state.',
      values: jobs.flatMap(({ job, ofJob }) =>
        Object.values(JobState).map((state): Reading['values'][0] => [
          { job_name: job, state },
          ofJob.filter((run) => run.state === state).length,
        ]),
      ),
    },
    {
      name: 'job_running_seconds',
      help: 'For how long the longest run of the job has been at work; 0 when none is.',
      values: jobs.map(({ job, ofJob }) => [
        { job_name: job },
        Math.max(0, ...ofJob.map(({ runningS }) => runningS)),
      ]),
    },
    {
      name: 'job_last_success_timestamp_seconds',
      help: 'When the job last ended well, in the company where that is longest ago; 0: never.',
      values: jobs.map(({ job, ofJob }) => [
        { job_name: job },
        ofJob.length === 0 ? 0 : Math.min(...ofJob.map(({ lastSuccess }) => lastSuccess ?? 0)),
      ]),
    },
  ];
}

/** One company after the other, so that people's questions find room; the first failure ends it. */
async function readWarehouse(ctx: Context): Promise<Reading[]> {
  const newest: { company: string; seconds: number }[] = [];
  for (const company of await listCompanies(ctx)) {
    const day = await readNewestDay(ctx, company);
    if (day) newest.push({ company: company.slug, seconds: dateOfDay(day).getTime() / 1000 });
  }
  newest.sort((a, b) => a.seconds - b.seconds);
  return [
    {
      name: 'warehouse_newest_day_timestamp_seconds',
      help: 'Midnight (UTC) of the newest day of which the warehouse has anything, oldest first.',
      values: newest.slice(0, MAX_COMPANIES).map(({ company, seconds }) => [{ company }, seconds]),
    },
  ];
}
