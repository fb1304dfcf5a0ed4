import { describe, expect, it } from 'vitest';
import {
  belongsTo,
  dayQueueHref,
  investigationsHref,
  queueHref,
  readQueueView,
  toApiFilter,
  type QueueView,
} from '../../web/src/lib/investigations/queue-view.ts';

const read = (address: string) => readQueueView(new URL(address, 'http://pricelens').searchParams);

describe('the address of a view', () => {
  it.each([
    '/queue',
    '/queue?preset=YESTERDAY',
    '/queue?error=6&preset=YESTERDAY',
    '/queue?day=2011-10-01&error=6&supplier=14527&stage=load_mail',
  ])('%s leads back to the same view', (address) => {
    expect(queueHref(read(address))).toBe(address);
  });

  it('leaves out what is not understood', () => {
    expect(read('/queue?preset=MINE&error=x&supplier=-1&day=2026-02-30&stage=')).toEqual({
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
});

describe('a case that was just opened', () => {
  const zone = { today: '2026-11-20', timeZone: 'Europe/Moscow' };
  // 00:30 on the 20th in Moscow, while it is still the 19th in UTC
  const row = { eventAt: '2026-11-19T21:30:00Z', errorId: 6, supplierId: 14527, stage: 'load_ftp' };
  const view = (preset: QueueView['preset'], filter: QueueView['filter'] = {}) => ({
    preset,
    filter,
  });

  it.each([
    ['ALL_OPEN', true],
    ['TODAY', true],
    ['YESTERDAY', false],
    ['OLDER_THAN_A_DAY', false],
  ] as const)('of today belongs to %s: %s', (preset, belongs) => {
    expect(belongsTo(view(preset), row, zone)).toBe(belongs);
  });

  it('of yesterday is not older than a day', () => {
    const yesterday = { ...row, eventAt: '2026-11-19T20:59:59Z' };
    const presets = ['YESTERDAY', 'OLDER_THAN_A_DAY'] as const;
    expect(presets.map((preset) => belongsTo(view(preset), yesterday, zone))).toEqual([
      true,
      false,
    ]);
  });

  it.each([
    [{ errorId: 6, supplierId: 14527, stage: 'load_ftp', day: '2026-11-20' }, true],
    [{ errorId: 7 }, false],
    [{ supplierId: 1 }, false],
    [{ stage: 'load_mail' }, false],
    [{ day: '2026-11-19' }, false],
  ])('is let in by the filter %o: %s', (filter, belongs) => {
    expect(belongsTo(view('ALL_OPEN', filter), row, zone)).toBe(belongs);
  });
});
