import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { InvalidConfig, readConfig } from '../../server/core/config.ts';

describe('readConfig', () => {
  it('needs nothing: the defaults are the embedded databases on the loopback interface', () => {
    expect(readConfig({})).toEqual({
      http: { host: '127.0.0.1', port: 4000 },
      dataDir: '.data',
      postgres: { url: undefined, poolSize: 10 },
      clickhouse: { url: undefined },
      agenda: { mongoUrl: undefined },
      retention: { eventDays: 400 },
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
});
