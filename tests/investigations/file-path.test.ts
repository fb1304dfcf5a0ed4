import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FilesConfig } from '../../server/core/config.ts';
import { addressOnHost, fileOf, readablePath } from '../../server/investigations/file-path.ts';

const FILES: FilesConfig = {
  folder: '/files',
  baseUrl: undefined,
  roots: ['mail_backup', 'ftp_backup', 'Прайсы'],
};
const ID = '01a200ee-43be-7641-b28b-eeca6947ba23';

describe('a path below a root', () => {
  it.each([
    'mail_backup/price.csv',
    'Прайсы/a.csv',
    'ftp_backup/17/2026-11-20_0641/Прайс 20.11.2026.csv',
    'mail_backup/2026-11-20/0641 someone@example.com/ПРАЙС-ЛИСТ опт (20.11).csv',
    'mail_backup/ leading and trailing ',
    'mail_backup/100%.csv',
    'mail_backup/a#b?c=d&e.csv',
    'mail_backup/%D0%9F.csv',
    'mail_backup/price%2ecsv',
    'mail_backup/half%2fwhole',
    'mail_backup/...',
    'mail_backup/..csv',
    'mail_backup/.hidden',
    'mail_backup/javascript:alert(1)',
    'mail_backup/~/$HOME/`id`',
    'mail_backup/two\nlines\t"quoted"',
    'mail_backup/mail_backup',
    'mail_backup/e\u0301.csv',
    'mail_backup/\u00e9.csv',
    'mail_backup/💶.csv',
  ])('%j is read to the letter', (path) => {
    expect(readablePath(path, FILES)).toEqual(path.split('/'));
  });
});

describe('nothing is read', () => {
  it.each([
    ['in no root', ['', 'price.csv', 'secret/price.csv', 'mail_backup2/a', 'MAIL_BACKUP/a']],
    ['at a root itself', ['mail_backup', 'mail_backup/', 'mail_backup//']],
    ['at an absolute path', ['/mail_backup/a', '/etc/passwd', '//host/mail_backup/a', '/']],
    ['under a scheme', ['javascript:alert(1)', 'file:///mail_backup/a', 'mail_backup:a/b']],
    ['upwards', ['../a', 'mail_backup/../a', 'mail_backup/a/..', 'mail_backup/./a', './a']],
    ['upwards after roots', ['mail_backup/../mail_backup/a', 'mail_backup/../../etc/passwd']],
    ['through nameless folders', ['mail_backup//a', 'mail_backup/a//b', 'mail_backup/a/']],
    ['with backslashes', ['mail_backup\\a', 'mail_backup/..\\a', 'mail_backup/a\\b', 'C:\\a']],
    ['with NUL', ['mail_backup/a\0', 'mail_backup/a\0.csv', '\0mail_backup/a']],
    ['with half a character', ['mail_backup/\ud800', 'mail_backup/\udc00a']],
    ['upwards, encoded', ['mail_backup/%2e%2e/a', 'mail_backup/.%2E/a', 'mail_backup/%2e/a']],
    ['upwards, with slashes encoded', ['mail_backup/..%2f..%2fa', 'mail_backup/a%5c..%5c..%5cb']],
    ['upwards, encoded twice', ['mail_backup/%252e%252e/a', 'mail_backup/..%252fa']],
    ['upwards, encoded digit by digit', ['mail_backup/%25%32%65./a', 'mail_backup/%%32e%%32e']],
    ['upwards before NUL', ['mail_backup/..%00', 'mail_backup/..%2500']],
    ['under an encoded root', ['mail%5fbackup/a', 'mail_backup%2fa', '%6dail_backup/a']],
  ])('%s', (_, paths) => {
    for (const path of paths) expect([path, readablePath(path, FILES)]).toEqual([path, undefined]);
  });

  it('where no folder and no host is named', () => {
    const nowhere = { ...FILES, folder: undefined };
    expect(readablePath('mail_backup/a', nowhere)).toBeUndefined();
    expect(readablePath('mail_backup/a', { ...nowhere, baseUrl: 'https://files' })).toBeDefined();
  });
});

describe('whatever a robot says', () => {
  const nasty = fc.constantFrom(
    ...['..', '.', '', '/', '\\', '\0', '%2e', '%2E', '%252e', '%2f', '%252F', '%5c', '%25', '%'],
    ...['2e', '%32', '%65', 'mail_backup', 'ftp_backup', 'Прайс #1', 'a?b', '\ud800', 'C:', '~'],
  );
  const segment = fc.array(fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 3 })), {
    maxLength: 5,
  });
  const anyPath = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        segment.map((parts) => parts.join('')),
        { maxLength: 5 },
      )
      .map((segments) => ['mail_backup', ...segments].join('/')),
  );
  const readable = anyPath.filter((path) => readablePath(path, FILES) !== undefined);
  const runs = { numRuns: 5_000 };

  it('the file is inside the root, at exactly that path', () => {
    fc.assert(
      fc.property(readable, (path) => {
        expect(resolve('/files', ...readablePath(path, FILES)!)).toBe(`/files/${path}`);
        expect(path).toMatch(/^(mail_backup|ftp_backup|Прайсы)\/[^]/);
      }),
      runs,
    );
  });

  it('it is inside however often somebody on the way decodes it', () => {
    fc.assert(
      fc.property(readable, (path) => {
        for (let text = path, times = 0; times < 10; times++, text = decodeOnce(text)) {
          const place = resolve('/files', text.replaceAll('\\', '/'));
          expect(place).toMatch(/^\/files\/(mail_backup|ftp_backup|Прайсы)(\/|$)/);
        }
      }),
      runs,
    );
  });

  it('its address is below the base, and read back is that path', () => {
    const base = 'https://files.example.com/prices/';
    fc.assert(
      fc.property(readable, (path) => {
        const address = addressOnHost(readablePath(path, FILES)!, base);
        const { href, origin, pathname, search, hash } = new URL(address);
        expect(href).toBe(address); // a browser finds nothing to mend
        expect([origin, search, hash]).toEqual(['https://files.example.com', '', '']);
        const told = pathname.split('/').slice(2).map(decodeURIComponent);
        expect(told.join('/')).toBe(path);
      }),
      runs,
    );
  });

  const decodeOnce = (text: string) =>
    text.replace(/%[0-9a-f]{2}/gi, (code) => String.fromCharCode(Number(`0x${code.slice(1)}`)));
});

describe('the address on a file host', () => {
  it.each([
    ['https://files', 'https://files/mail_backup/a%20%231.csv'],
    ['https://files/', 'https://files/mail_backup/a%20%231.csv'],
    ['http://files:8080/prices//', 'http://files:8080/prices/mail_backup/a%20%231.csv'],
    ['https://files/%D0%9F/#', 'https://files/%D0%9F/mail_backup/a%20%231.csv'],
    ['https://пример.рф', 'https://xn--e1afmkfd.xn--p1ai/mail_backup/a%20%231.csv'],
  ])('below %s is %s', (baseUrl, address) => {
    expect(addressOnHost(['mail_backup', 'a #1.csv'], baseUrl)).toBe(address);
  });
});

describe('the file of an investigation', () => {
  it('goes by the last part of its path', () => {
    expect(fileOf({ id: ID, filePath: 'mail_backup/17/Прайс.csv' }, FILES)).toEqual({
      name: 'Прайс.csv',
      downloadUrl: `/files/${ID}`,
    });
  });

  it.each([null, '', 'etc/passwd', 'mail_backup/../a'])('is none where it says %j', (filePath) => {
    expect(fileOf({ id: ID, filePath }, FILES)).toBeNull();
  });
});
