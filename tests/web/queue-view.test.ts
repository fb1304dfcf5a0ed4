import { describe, expect, it } from 'vitest';
import { fromApiFilter, toApiFilter } from '../../web/src/lib/investigations/queue-filter.ts';
import { fits, type Asker, type Fitting } from '../../web/src/lib/investigations/queue-fits.ts';
import {
  dayQueueHref,
  investigationsHref,
  queueHref,
  readQueueView,
  type QueueView,
} from '../../web/src/lib/investigations/queue-view.ts';

const read = (address: string) => readQueueView(new URL(address, 'http://pricelens').searchParams);

describe('the address of a view', () => {
  it.each([
    '/queue',
    '/queue?preset=YESTERDAY',
    '/queue?error=6&preset=YESTERDAY',
    '/queue?day=2011-10-01&error=6&supplier=14527&stage=load_mail',
    '/queue?from=2026-11-01&to=2026-11-20&text=stock&assignee=me&preset=MINE',
    '/queue?bucket=DEAD&status=RESOLVED&reason=OTHER&preset=EVERYTHING&sort=OLDEST',
    '/queue?group=ERROR-STAGE',
    '/queue?group=STAGE-ERROR',
  ])('%s leads back to the same view', (address) => {
    expect(queueHref(read(address))).toBe(address);
  });

  it('leaves out what is not understood', () => {
    expect(
      read('/queue?preset=OURS&error=x&supplier=-1&day=2026-02-30&stage=&sort=x&group=x'),
    ).toEqual({
      preset: 'ALL_OPEN',
      filter: {},
    });
  });

  it('carries the case beside the list', () => {
    expect(queueHref(read('/queue?preset=TODAY'), 'abc')).toBe('/queue?preset=TODAY&case=abc');
  });

  it('is a ready-made view for the days that have one', () => {
    const today = '2026-11-20';
    expect(dayQueueHref(today, today)).toBe('/queue?preset=TODAY');
    expect(dayQueueHref('2026-11-19', today, { errorId: 6 })).toBe(
      '/queue?error=6&preset=YESTERDAY',
    );
    expect(dayQueueHref('2011-10-01', today)).toBe('/queue?day=2011-10-01');
  });

  it('keeps a stage with strange characters whole', () => {
    expect(investigationsHref({ stage: 'a&b=ц' })).toBe('/investigations?stage=a%26b%3D%D1%86');
    expect(read('/queue?stage=a%26b%3D%D1%86').filter.stage).toBe('a&b=ц');
  });
});

describe('the filter for the API', () => {
  it('turns a day into its instants in the business zone', () => {
    expect(toApiFilter({ errorId: 6, day: '2026-11-20' }, 'Europe/Moscow')).toEqual({
      errorId: 6,
      from: '2026-11-19T21:00:00.000Z',
      to: '2026-11-20T21:00:00.000Z',
    });
  });

  it.each([
    { errorId: 6, day: '2026-11-20' },
    { from: '2026-11-01', to: '2026-11-20', text: 'stock' },
    { assignee: 'me', bucket: 'DEAD', stage: 'load_ftp', supplierId: 3 },
    { assignee: 'nobody', status: 'RESOLVED', reason: 'OTHER' },
    { assignee: 'the-id-of-anna' },
  ] as const)('%o is the same after it was kept as a view', (filter) => {
    expect(fromApiFilter(toApiFilter(filter, 'Europe/Moscow'), 'Europe/Moscow')).toEqual(filter);
  });
});

describe('a case', () => {
  const asker: Asker = {
    me: 'me',
    today: '2026-11-20',
    timeZone: 'Europe/Moscow',
    now: Date.parse('2026-11-20T09:00:00Z'),
  };
  // 00:30 on the 20th in Moscow, while it is still the 19th in UTC
  const row: Fitting = {
    eventAt: '2026-11-19T21:30:00Z',
    errorId: 6,
    errorText: 'File cannot be read',
    supplierId: 14527,
    supplier: { name: 'Acme' },
    stage: 'load_ftp',
    filePath: 'ftp_backup/Stock.csv',
    status: 'OPEN',
    assignee: null,
    reasonCode: null,
    snoozedUntil: null,
    awaitsSuccess: false,
  };
  const me = { id: 'me', name: 'I' };
  const anna = { id: 'anna', name: 'Anna' };
  const inPreset = (preset: QueueView['preset'], over: Partial<Fitting> = {}) =>
    fits({ preset, filter: {} }, { ...row, ...over }, asker);
  const inFilter = (filter: QueueView['filter']) =>
    fits({ preset: 'ALL_OPEN', filter }, row, asker);

  it.each([
    ['ALL_OPEN', {}, true],
    ['TODAY', {}, true],
    ['YESTERDAY', {}, false],
    ['YESTERDAY', { eventAt: '2026-11-19T20:59:59Z' }, true],
    ['OLDER_THAN_A_DAY', { eventAt: '2026-11-19T09:00:01Z' }, false],
    ['OLDER_THAN_A_DAY', { eventAt: '2026-11-19T08:59:59Z' }, true],
    ['MINE', {}, false],
    ['MINE', { assignee: me }, true],
    ['MINE', { assignee: anna }, false],
    ['UNASSIGNED', {}, true],
    ['UNASSIGNED', { assignee: anna }, false],
    ['ALL_OPEN', { status: 'RESOLVED' }, false],
    ['EVERYTHING', { status: 'RESOLVED' }, true],
    ['ALL_OPEN', { awaitsSuccess: true }, false],
    ['SNOOZED', { awaitsSuccess: true }, true],
    ['SNOOZED', { snoozedUntil: '2026-11-20T09:00:01Z' }, true],
    ['SNOOZED', { snoozedUntil: '2026-11-20T08:59:59Z' }, false],
    ['SNOOZED', {}, false],
  ] as const)('in %s with %o: %s', (preset, over, belongs) => {
    expect(inPreset(preset, over)).toBe(belongs);
  });

  it.each([
    [{ errorId: 6, supplierId: 14527, stage: 'load_ftp', day: '2026-11-20' }, true],
    [{ errorId: 7 }, false],
    [{ supplierId: 1 }, false],
    [{ stage: 'load_mail' }, false],
    [{ day: '2026-11-19' }, false],
    [{ from: '2026-11-20' }, true],
    [{ from: '2026-11-21' }, false],
    [{ to: '2026-11-19' }, false],
    [{ assignee: 'nobody' }, true],
    [{ assignee: 'me' }, false],
    [{ text: 'CANNOT' }, true],
    [{ text: 'stock' }, true],
    [{ text: 'acme' }, true],
    [{ text: '145' }, true],
    [{ text: '527' }, false],
  ])('is let in by the filter %o: %s', (filter, belongs) => {
    expect(inFilter(filter)).toBe(belongs);
  });

  it('is for the server to place where the bucket of its supplier counts', () => {
    expect(inFilter({ bucket: 'DEAD' })).toBeUndefined();
    expect(inFilter({ bucket: 'DEAD', errorId: 7 })).toBe(false);
  });
});
