import { z } from 'zod';

/** An environment variable that is set to nothing counts as not set. */
const optional = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const url = (...protocols: string[]) =>
  optional(
    z.string().refine((value) => protocols.includes(URL.parse(value)?.protocol ?? ''), {
      message: `must be a URL that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`,
    }),
  );

const withDefault = <S extends z.ZodType>(schema: S, fallback: string) =>
  z.preprocess((value) => (value === undefined || value === '' ? fallback : value), schema);

const environment = z.object({
  HOST: withDefault(z.string(), '127.0.0.1'),
  PORT: withDefault(z.coerce.number().int().min(0).max(65_535), '4000'),
  DATA_DIR: withDefault(z.string(), '.data'),
  DATABASE_URL: url('postgres:', 'postgresql:'),
  CLICKHOUSE_URL: url('http:', 'https:'),
  MONGODB_URL: url('mongodb:', 'mongodb+srv:'),
  DATABASE_POOL_SIZE: withDefault(z.coerce.number().int().min(2).max(200), '10'),
  EVENT_RETENTION_DAYS: withDefault(z.coerce.number().int().min(1), '400'),
  LOG_LEVEL: withDefault(z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug']), 'info'),
});

export interface Config {
  http: {
    host: string;
    /** 0 lets the system choose a free one. */
    port: number;
  };
  /** The folder of the embedded databases and the sample's files. */
  dataDir: string;
  postgres: {
    /** undefined: the embedded one under `dataDir`. */
    url: string | undefined;
    poolSize: number;
  };
  clickhouse: {
    /** undefined: the embedded one under `dataDir`. */
    url: string | undefined;
  };
  agenda: {
    /** undefined: Agenda keeps its jobs in Postgres. */
    mongoUrl: string | undefined;
  };
  retention: {
    /** How long events and runs are kept; decisions are kept for good. */
    eventDays: number;
  };
  log: { level: string };
}

/** The environment does not say what Pricelens needs to know; all faults are in the message. */
export class InvalidConfig extends Error {}

/**
 * Reads the environment once; nothing else touches `process.env`.
 *
 * @throws {InvalidConfig} listing every variable that does not fit, never its value
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const result = environment.safeParse(env);
  if (!result.success) {
    const faults = result.error.issues.map(
      (issue) => `  ${issue.path.join('.')}: ${issue.message}`,
    );
    throw new InvalidConfig(
      `The environment does not fit; .env.example describes each variable.\n${faults.join('\n')}`,
    );
  }
  const values = result.data;
  return {
    http: { host: values.HOST, port: values.PORT },
    dataDir: values.DATA_DIR,
    postgres: { url: values.DATABASE_URL, poolSize: values.DATABASE_POOL_SIZE },
    clickhouse: { url: values.CLICKHOUSE_URL },
    agenda: { mongoUrl: values.MONGODB_URL },
    retention: { eventDays: values.EVENT_RETENTION_DAYS },
    log: { level: values.LOG_LEVEL },
  };
}
