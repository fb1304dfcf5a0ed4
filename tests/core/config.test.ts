import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { InvalidConfig, readConfig } from '../../server/core/config.ts';

describe('readConfig', () => {
  it('needs nothing: the defaults are the embedded databases on the loopback interface', () => {
    expect(readConfig({})).toEqual({
      http: { host: '127.0.0.1', port: 4000 },
      role: 'both',
      jobsPort: undefined,
      publicUrl: undefined,
      trustedProxies: [],
      accounts: {
        secret: undefined,
        sealingKeys: [],
        openId: undefined,
        robotKey: undefined,
      },
      limits: {
        changes: 20_000,
        queries: 5_000,
        rows: {
          OPERATOR: 30_000_000,
          ENGINEER: 30_000_000,
          ANALYST: 30_000_000,
          ADMIN: 30_000_000,
          INTEGRATION: 10_000_000,
          ROBOT: 100_000,
        },
        seconds: 30,
      },
      dataDir: '.data',
      postgres: { url: undefined, directUrl: undefined, poolSize: 10 },
      clickhouse: {
        url: undefined,
        poolSize: 10,
        limitSeconds: 120,
        limitMemoryMib: undefined,
      },
      agenda: { mongoUrl: undefined },
      files: {
        folder: '.data/files',
        baseUrl: undefined,
        roots: ['mail_backup', 'ftp_backup', 'daily_consolidation'],
      },
      retention: { eventDays: 400 },
      metrics: { token: undefined },
      tracing: { endpoint: undefined },
      log: { level: 'info' },
    });
  });

  it('takes what .env.example says for the defaults', () => {
    const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    const lines = example.split('\n').filter((line) => /^[A-Z]/.test(line));
    const values = Object.fromEntries(lines.map((line) => line.split('=') as [string, string]));
    expect(readConfig(values)).toEqual(readConfig({}));
  });

  it('names every variable that does not fit at once', () => {
    const read = () => readConfig({ PORT: 'http', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://x' });
    expect(read).toThrow(InvalidConfig);
    expect(read).toThrow(/PORT: [^]*DATABASE_URL: [^]*LOG_LEVEL: /);
  });

  it('does not repeat a value, which may be a password', () => {
    const read = () => readConfig({ DATABASE_URL: 'mysql://user:secret@host' });
    expect(read).toThrow(InvalidConfig);
    expect(read).not.toThrow(/secret/);
  });

  it('takes no direct way to a database that it does not know', () => {
    const DIRECT_DATABASE_URL = 'postgres://db';
    expect(() => readConfig({ DIRECT_DATABASE_URL })).toThrow(/DIRECT_DATABASE_URL: is the same/);
    const both = { DIRECT_DATABASE_URL, DATABASE_URL: 'postgres://pooler' };
    expect(readConfig(both).postgres).toMatchObject({
      url: 'postgres://pooler',
      directUrl: 'postgres://db',
    });
  });

  it('knows what a process is for', () => {
    const servers = { DATABASE_URL: 'postgres://db', CLICKHOUSE_URL: 'http://warehouse' };
    expect(readConfig(servers).role).toBe('server');
    expect(readConfig({ ...servers, ROLE: 'both' }).role).toBe('both');
    expect(() => readConfig({ ROLE: 'server' })).toThrow(/ROLE: is both where/);
  });

  it('takes proxies by their addresses and networks', () => {
    const read = (TRUSTED_PROXIES: string) => readConfig({ TRUSTED_PROXIES }).trustedProxies;
    expect(read('10.0.0.0/8, ::1')).toEqual(['10.0.0.0/8', '::1']);
    expect(() => read('proxy.example.com')).toThrow(/TRUSTED_PROXIES: must be addresses/);
    expect(() => read('10.0.0.0/33')).toThrow(/TRUSTED_PROXIES: must be addresses/);
  });

  describe('of files', () => {
    const SERVERS = { DATABASE_URL: 'postgres://db', CLICKHOUSE_URL: 'http://warehouse' };

    it('reads the data folder only where it is used', () => {
      const folder = (env: Record<string, string>) => readConfig(env).files.folder;
      expect(folder({ DATA_DIR: '/data' })).toBe('/data/files');
      expect(folder({ DATA_DIR: '/data', DATABASE_URL: SERVERS.DATABASE_URL })).toBe('/data/files');
      expect(folder({ DATA_DIR: '/data', ...SERVERS })).toBeUndefined();
      expect(folder({ FILES_ROOT: '/files', ...SERVERS })).toBe('/files');
    });

    it('takes folders by their names', () => {
      expect(readConfig({ FILES_ROOTS: 'mail, Прайсы 2026' }).files.roots).toEqual([
        'mail',
        'Прайсы 2026',
      ]);
    });

    it.each(['a,', ',', '..', '.', 'a/b', '/', 'a,..', 'a\\b', 'a\0'])(
      'does not take %j for names of folders',
      (FILES_ROOTS) => {
        expect(() => readConfig({ FILES_ROOTS })).toThrow(/FILES_ROOTS: must be names of folders/);
      },
    );

    it.each([
      ['ftp://files', 'must be a URL that starts with'],
      ['javascript:alert(1)', 'must be a URL that starts with'],
      ['https://user@files', 'must have no user'],
      ['https://:secret@files', 'must have no user'],
      ['https://files?path=', 'must have no user'],
      ['https://files#', undefined],
      ['https://files/#top', 'must have no user'],
    ])('sends nobody to %j', (FILES_BASE_URL, fault) => {
      const read = () => readConfig({ FILES_BASE_URL });
      if (fault) expect(read).toThrow(`FILES_BASE_URL: ${fault}`);
      else expect(read).not.toThrow();
    });
  });
});
