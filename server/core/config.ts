import { join } from 'node:path';
import proxyAddress from 'proxy-addr';
import { z } from 'zod';
import type { KeyRole, Role } from './generated/prisma/client.ts';
import type { SealingKey } from './sealing.ts';

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

/** Browsers are sent there, so it has to be fit to be seen and to be followed by a path. */
const fileHost = url('http:', 'https:').refine(
  (value) => {
    const { username, password, search, hash } = URL.parse(value ?? '') ?? {};
    return !username && !password && !search && !hash;
  },
  { message: 'must have no user, password, query or fragment' },
);

const folderNames = z
  .string()
  .transform(readList)
  .refine((names) => names.every((name) => /^(?!\.\.?$)[^/\\\0]+$/.test(name)), {
    message: 'must be names of folders, not paths, with commas between them',
  });

/** Where people find the server: a scheme and a host, since the dashboard is at its root. */
const publicUrl = url('http:', 'https:')
  .refine(
    (value) => value === undefined || URL.parse(value)?.href === `${URL.parse(value)?.origin}/`,
    {
      message: 'must be an origin like https://pricelens.example.com, without a path',
    },
  )
  .transform((value) => (value === undefined ? undefined : new URL(value)));

/** Addresses and networks with commas between them, as proxy-addr reads them. */
const proxies = optional(z.string().transform(readList))
  .transform((list) => list ?? [])
  .refine(canBeRead, 'must be addresses or networks like 10.0.0.0/8, with commas between them');

function readList(text: string): string[] {
  return text.split(',').map((part) => part.trim());
}

function canBeRead(list: string[]): boolean {
  try {
    proxyAddress.compile(list);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** `id:key` with commas between them, each key 32 bytes in base64. */
const sealingKeys = optional(
  z
    .string()
    .transform((text) => text.split(',').map((pair) => pair.trim().split(':', 2)))
    .pipe(
      z.array(
        z.tuple([z.string().regex(/^[\w-]{1,32}$/), z.base64()]).transform(([id, text]) => ({
          id,
          key: Buffer.from(text, 'base64'),
        })),
      ),
    )
    .refine(
      (keys) => keys.every(({ key }) => key.length === 32),
      'must be keys of 32 bytes in base64',
    ),
);

/** Of people and of keys. A million rows are about half a second of one of Postgres' processors. */
const USUAL_ROWS = {
  OPERATOR: 30_000_000,
  ENGINEER: 30_000_000,
  ANALYST: 30_000_000,
  ADMIN: 30_000_000,
  INTEGRATION: 10_000_000,
  ROBOT: 100_000,
};
const USUAL_ROWS_ROLES = Object.keys(USUAL_ROWS) as (keyof typeof USUAL_ROWS)[]; // just made

const port = z.coerce.number().int().min(0).max(65_535);
const perSecond = z.coerce.number().int().min(1).max(10_000_000);

/** `ROLE:rows` with commas between them; who is not named has what is usual. */
const rowsByRole = z
  .string()
  .transform((text): Record<string, unknown> =>
    Object.fromEntries(text.split(',').map((pair) => pair.trim().split(':', 2))),
  )
  .pipe(z.partialRecord(z.enum(USUAL_ROWS_ROLES), z.coerce.number().int().min(1)))
  .transform((rows) => ({ ...USUAL_ROWS, ...rows }));

const environment = z
  .object({
    HOST: withDefault(z.string(), '127.0.0.1'),
    PORT: withDefault(port, '4000'),
    ROLE: optional(z.enum(['server', 'both'])),
    JOBS_PORT: optional(port),
    PUBLIC_URL: publicUrl,
    TRUSTED_PROXIES: proxies,
    AUTH_SECRET: optional(z.string().min(32, 'must have 32 characters at least')),
    SEALING_KEYS: sealingKeys,
    OIDC_ISSUER: url('http:', 'https:'),
    OIDC_CLIENT_ID: optional(z.string()),
    OIDC_CLIENT_SECRET: optional(z.string()),
    LIMIT_CHANGES: withDefault(perSecond, '20000'),
    LIMIT_QUERIES: withDefault(perSecond, '5000'),
    LIMIT_ROWS: withDefault(rowsByRole, 'ROBOT:100000'),
    LIMIT_SECONDS: withDefault(z.coerce.number().min(0.1).max(600), '30'),
    PRICELENS_KEY: optional(z.string()),
    DATA_DIR: withDefault(z.string(), '.data'),
    DATABASE_URL: url('postgres:', 'postgresql:'),
    DIRECT_DATABASE_URL: url('postgres:', 'postgresql:'),
    CLICKHOUSE_URL: url('http:', 'https:'),
    CLICKHOUSE_POOL_SIZE: withDefault(z.coerce.number().int().min(1).max(200), '10'),
    CLICKHOUSE_LIMIT_SECONDS: withDefault(z.coerce.number().int().min(1).max(3_600), '120'),
    CLICKHOUSE_LIMIT_MEMORY_MIB: optional(z.coerce.number().int().min(1)),
    MONGODB_URL: url('mongodb:', 'mongodb+srv:'),
    FILES_ROOT: optional(z.string()),
    FILES_BASE_URL: fileHost,
    FILES_ROOTS: withDefault(folderNames, 'mail_backup,ftp_backup,daily_consolidation'),
    DATABASE_POOL_SIZE: withDefault(z.coerce.number().int().min(2).max(200), '10'),
    OTEL_EXPORTER_OTLP_ENDPOINT: url('http:', 'https:'),
    METRICS_TOKEN: optional(z.string().min(16, 'must have 16 characters at least')),
    EVENT_RETENTION_DAYS: withDefault(z.coerce.number().int().min(1), '400'),
    LOG_LEVEL: withDefault(z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug']), 'info'),
  })
  .superRefine((values, check) => {
    if (values.DIRECT_DATABASE_URL && !values.DATABASE_URL) {
      const message = 'is the same database as DATABASE_URL, which is not set';
      check.addIssue({ code: 'custom', path: ['DIRECT_DATABASE_URL'], message });
    }
    if (values.ROLE === 'server' && isEmbedded(values)) {
      const message = 'is both where a database is embedded, since that has one process';
      check.addIssue({ code: 'custom', path: ['ROLE'], message });
    }
    const openId = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'PUBLIC_URL'] as const;
    if (openId.slice(0, 3).every((name) => values[name] === undefined)) return;
    for (const name of openId.filter((known) => values[known] === undefined)) {
      check.addIssue({ code: 'custom', path: [name], message: 'is needed where OIDC is used' });
    }
  });

export interface Config {
  http: {
    host: string;
    /** 0 lets the system choose a free one. */
    port: number;
  };
  /** Whether the server is a worker as well. */
  role: 'server' | 'both';
  /** Where a worker that is none listens for probes; undefined: nowhere. */
  jobsPort: number | undefined;
  /** Where people find it, if not where it listens: behind a proxy, say. */
  publicUrl: URL | undefined;
  /** Whose word is taken for where a request comes from. */
  trustedProxies: readonly string[];
  accounts: {
    /** What cookies are signed with; undefined: made at the first start and kept in `dataDir`. */
    secret: string | undefined;
    /** What secrets at rest are sealed with: the first; the others still open. None: derived. */
    sealingKeys: readonly SealingKey[];
    /** Where people may sign in beside here; undefined: nowhere. */
    openId: OpenIdConfig | undefined;
    /** What `npm run robot` shows the server; undefined: the key of the sample's robots. */
    robotKey: string | undefined;
  };
  /** What one person or key may do. */
  limits: {
    /** Mutations, and requests of robots, in a second. */
    changes: number;
    /** Queries, and beginnings of subscriptions, in a second. */
    queries: number;
    /** Rows that operations may have the databases touch in a minute, by role. */
    rows: Record<Role | KeyRole, number>;
    /** How long a query may take. */
    seconds: number;
  };
  /** The folder of the embedded databases and the sample's files. */
  dataDir: string;
  postgres: {
    /** undefined: the embedded one under `dataDir`. */
    url: string | undefined;
    /** The same database past a pooler, as the tables' owner; undefined: `url` is that already. */
    directUrl: string | undefined;
    poolSize: number;
  };
  clickhouse: ClickHouseConfig;
  agenda: {
    /** undefined: Agenda keeps its jobs in Postgres. */
    mongoUrl: string | undefined;
  };
  files: FilesConfig;
  retention: {
    /** How long events and runs are kept; decisions are kept for good. */
    eventDays: number;
  };
  metrics: {
    /** Whoever sends it may read them; undefined: this machine alone. */
    token: string | undefined;
  };
  tracing: {
    /** Where traces are sent; undefined: there are none. */
    endpoint: string | undefined;
  };
  log: { level: string };
}

/** Where the warehouse is, and how much of it one process takes. */
export interface ClickHouseConfig {
  /** undefined: the embedded one under `dataDir`. */
  url: string | undefined;
  /** Questions at once. */
  poolSize: number;
  /** How long the warehouse may work on a question. */
  limitSeconds: number;
  /** How much memory a question may take there; undefined: what the server allows. */
  limitMemoryMib: number | undefined;
}

/** A provider of OpenID Connect, and by what it knows us. */
export interface OpenIdConfig {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** Where the files behind the failures are. */
export interface FilesConfig {
  /** The folder they are read from; undefined: from none. */
  folder: string | undefined;
  /** A file host that downloads are sent to instead of being read from `folder`. */
  baseUrl: string | undefined;
  /** The folders, directly below either, that files may be in. */
  roots: readonly string[];
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
    role: values.ROLE ?? (isEmbedded(values) ? 'both' : 'server'),
    jobsPort: values.JOBS_PORT,
    publicUrl: values.PUBLIC_URL,
    trustedProxies: values.TRUSTED_PROXIES,
    accounts: {
      secret: values.AUTH_SECRET,
      sealingKeys: values.SEALING_KEYS ?? [],
      openId: openIdOf(values),
      robotKey: values.PRICELENS_KEY,
    },
    limits: {
      changes: values.LIMIT_CHANGES,
      queries: values.LIMIT_QUERIES,
      rows: values.LIMIT_ROWS,
      seconds: values.LIMIT_SECONDS,
    },
    dataDir: values.DATA_DIR,
    postgres: {
      url: values.DATABASE_URL,
      directUrl: values.DIRECT_DATABASE_URL,
      poolSize: values.DATABASE_POOL_SIZE,
    },
    clickhouse: {
      url: values.CLICKHOUSE_URL,
      poolSize: values.CLICKHOUSE_POOL_SIZE,
      limitSeconds: values.CLICKHOUSE_LIMIT_SECONDS,
      limitMemoryMib: values.CLICKHOUSE_LIMIT_MEMORY_MIB,
    },
    agenda: { mongoUrl: values.MONGODB_URL },
    files: {
      folder:
        values.FILES_ROOT ?? (isEmbedded(values) ? join(values.DATA_DIR, 'files') : undefined),
      baseUrl: values.FILES_BASE_URL,
      roots: values.FILES_ROOTS,
    },
    retention: { eventDays: values.EVENT_RETENTION_DAYS },
    metrics: { token: values.METRICS_TOKEN },
    tracing: { endpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT },
    log: { level: values.LOG_LEVEL },
  };
}

/** Whether the data folder is used at all. */
function isEmbedded(values: {
  DATABASE_URL?: string | undefined;
  CLICKHOUSE_URL?: string | undefined;
}): boolean {
  return !values.DATABASE_URL || !values.CLICKHOUSE_URL;
}

function openIdOf(values: z.output<typeof environment>): OpenIdConfig | undefined {
  const {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
  } = values;
  return issuer && clientId && clientSecret ? { issuer, clientId, clientSecret } : undefined;
}
