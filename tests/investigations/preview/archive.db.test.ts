import { describe, expect, it } from 'vitest';
import { sampleFile } from '../../../server/warehouse/sample-files.ts';
import { encode, look, lookAtArchive, zip } from './make-files.ts';

describe('an archive', () => {
  it('is listed with the sizes that it tells', async () => {
    const content = zip([{ name: 'Прайс.csv', content: 'a;b\n'.repeat(100) }, { name: 'empty' }]);
    const { listing, codes } = await lookAtArchive(content);
    expect(listing).toMatchObject({ entryCount: 2, hasMoreEntries: false });
    expect(listing.entries[0]).toMatchObject({
      name: 'Прайс.csv',
      sizeBytes: 400,
      isLocked: false,
      warnings: [],
    });
    expect(listing.entries[0]!.compressedBytes).toBeLessThan(40);
    expect(codes).toEqual([]);
  });

  it('is listed when it is empty', async () => {
    expect((await lookAtArchive(zip([]))).listing.entries).toEqual([]);
  });

  it('has Russian names of Windows in their encoding', async () => {
    const name = encode('Прайс.csv', 'ibm866');
    const { listing } = await lookAtArchive(zip([{ name, flags: 0 }]));
    expect(listing.entries[0]?.name).toBe('Прайс.csv');
  });

  it('tells which entries ask for a password', async () => {
    const { listing, codes } = await lookAtArchive(sampleFile('locked archive', 'any'));
    expect(listing.entries[0]).toMatchObject({ name: 'price.csv', isLocked: true });
    expect(codes).toEqual(['LOCKED_ENTRIES']);
  });

  it('is listed to two hundred entries and looked at to ten thousand', async () => {
    const entries = Array.from({ length: 10_001 }, (_, i) => ({ name: String(i) }));
    const { listing, codes } = await lookAtArchive(zip(entries));
    expect([listing.entries.length, listing.entryCount]).toEqual([200, 10_001]);
    expect([listing.hasMoreEntries, codes]).toEqual([true, ['MANY_ENTRIES']]);
  });
});

describe('a hostile archive', () => {
  const MEGABYTE = 1024 * 1024;

  it('that grows a hundredfold is listed with a warning, and not unpacked', async () => {
    const bomb = zip([{ name: '0.bin', content: Buffer.alloc(5 * MEGABYTE) }]);
    const { listing, codes } = await lookAtArchive(bomb);
    expect(codes).toEqual(['HIGH_COMPRESSION']);
    expect(listing.entries[0]?.warnings).toEqual(['HIGH_COMPRESSION']);
  });

  it('that grows by many entries, none of them alone, is warned of', async () => {
    const content = Buffer.alloc(MEGABYTE);
    const { codes } = await lookAtArchive(
      zip(Array.from({ length: 10 }, (_, i) => ({ name: `${i}.bin`, content }))),
    );
    expect(codes).toEqual(['HIGH_COMPRESSION']);
  });

  it('whose entries are all the same bytes is warned of', async () => {
    const kernel = { name: 'kernel', content: 'a;b\n'.repeat(100) };
    const { codes } = await lookAtArchive(
      zip([kernel, ...Array.from({ length: 3 }, (_, i) => ({ name: `${i}`, offset: 0 }))]),
    );
    expect(codes).toContain('OVERLAPPING_ENTRIES');
  });

  it('of archives is warned of', async () => {
    expect((await lookAtArchive(zip([{ name: 'lib 0.zip' }]))).codes).toEqual(['NESTED_ARCHIVES']);
  });

  it.each([
    ['../../etc/passwd', '../../etc/passwd'],
    ['..\\..\\boot.ini', '..\\..\\boot.ini'],
    ['/etc/passwd', '/etc/passwd'],
    ['C:/boot.ini', 'C:/boot.ini'],
    ['price.csv\0.exe', 'price.csv␀.exe'],
  ])('with the name %j is listed with a warning', async (name, shown) => {
    const { listing, codes } = await lookAtArchive(zip([{ name }]));
    expect([listing.entries[0]?.name, codes]).toEqual([shown, ['UNSAFE_NAMES']]);
  });

  it('with a name of sixty thousand characters is listed with two hundred', async () => {
    const { listing } = await lookAtArchive(zip([{ name: 'x'.repeat(60_000) }]));
    expect(listing.entries[0]?.name).toHaveLength(200);
  });

  it('that is cut off is broken', async () => {
    const cut = zip([{ name: 'price.csv', content: 'a;b' }]).subarray(0, -10);
    expect(await look('price.zip', cut)).toMatchObject({ state: 'BROKEN', format: 'ZIP' });
  });
});
