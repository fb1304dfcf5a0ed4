import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addDays, businessDay } from '../../server/core/business-time.ts';
import { CompanyCache } from '../../server/core/company-cache.ts';
import type { CompanyContext } from '../../server/core/context.ts';
import { sequenceEvents } from '../../server/events/sequencer.ts';
import { tellCache } from '../../server/events/service.ts';
import { openStream, type EventStream } from '../../server/events/stream.ts';
import { countAnew, countPresets } from '../../server/investigations/count-presets.ts';
import { logInvestigationEvent } from '../../server/investigations/log-investigations.ts';
import { readDashboard } from '../../server/investigations/read-dashboard.ts';
import { seededRandom } from '../../server/warehouse/random.ts';
import { emptyDatabase, NOON, statementsOf, useTestContext } from '../support/database.ts';
import { GoingsOn } from './goings-on.ts';
import { failure } from './make.ts';
import { actingAs, makePerson } from './work-people.ts';

// KEPT_SEQUENCES=20000 for longer
const SEQUENCES = Number(process.env['KEPT_SEQUENCES'] ?? 500);
const TIMEOUT_MS = 60_000 + 200 * SEQUENCES;
/** So many happen to the same cases. */
const RELATED = 120;

const ctx = useTestContext();
let stream: EventStream;
let anna: CompanyContext;
beforeAll(async () => {
  anna = actingAs(ctx, await makePerson(ctx, 'Anna'));
  await makePerson(ctx, 'Boris');
  stream = await openStream(ctx.installation);
  tellCache(stream, ctx.cache);
});
beforeEach(async () => {
  ctx.setNow(NOON);
  await emptyDatabase(ctx);
  await hearAll();
});

/** The log's end reaches this process. */
async function hearAll(): Promise<void> {
  await sequenceEvents(ctx.installation);
  await stream.catchUp();
}

/** How many cases the presets show Anna. */
async function counts(reader: CompanyContext) {
  const presets = countPresets(reader);
  const counted = await Promise.all(presets.map(({ count }) => count()));
  return Object.fromEntries(presets.map(({ preset }, i) => [preset, counted[i]]));
}

/** The same, for as many as are not kept. */
async function countsOfMany(reader: CompanyContext) {
  const { awake, today, yesterday, older, snoozed, byAssignee } = await countAnew(reader);
  return {
    ALL_OPEN: awake,
    TODAY: today,
    YESTERDAY: yesterday,
    MINE: byAssignee.get(reader.actor.id) ?? 0,
    UNASSIGNED: byAssignee.get(null) ?? 0,
    OLDER_THAN_A_DAY: older,
    SNOOZED: snoozed,
  };
}

const today = () => businessDay(ctx.now(), ctx.company.timeZone);

/** What the presets show Anna, and the dashboard of today. */
const shown = async (reader: CompanyContext) => ({
  counts: await counts(reader),
  dashboard: await readDashboard(reader, today()),
});

type Question = (reader: CompanyContext) => Promise<unknown>;

/** What is wrong once stays so, and any later question tells. */
const QUESTIONS: readonly [Question, ...Question[]] = [
  counts,
  (reader) => readDashboard(reader, today()),
  (reader) => readDashboard(reader, addDays(today(), -1)),
];

describe('what follows the log', () => {
  it(
    'is what would be computed anew, after whatever happens in whatever order',
    async () => {
      const random = seededRandom('what happens to what is kept');
      const goingsOn = new GoingsOn(ctx, random);
      const elsewhere = { ...ctx, now: ctx.now, cache: new CompanyCache() }; // in another process
      for (let sequence = 0; sequence < SEQUENCES; sequence++) {
        if (sequence % RELATED === 0) await startAnew();
        for (let step = random.int(1, 2); step > 0; step--) {
          await goingsOn.happen(random.chance(0.5) ? { ...ctx, now: ctx.now } : elsewhere);
          if (random.chance(0.2)) await hearAll();
          if (random.chance(0.05)) await beginWhileUnheard(random.chance(0.5));
        }
        await hearAll();
        const ask = random.pick(QUESTIONS);
        const fresh = { ...anna, cache: new CompanyCache() };
        const kept = await ask(anna);
        expect(kept, `sequence ${sequence}`).toEqual(await ask(fresh));
        if (ask === counts) expect(kept).toMatchObject(await countsOfMany(fresh));
      }
    },
    TIMEOUT_MS,
  );

  it('asks the database nothing while failures arrive and people work', async () => {
    await logInvestigationEvent(ctx, failure());
    await hearAll();
    expect(await shown(anna)).toMatchObject({ dashboard: { failures: 1 } });
    await logInvestigationEvent(ctx, failure({ supplierId: 18 }));
    await hearAll();
    const asked = await statementsOf(async () => {
      expect(await shown(anna)).toMatchObject({
        counts: { ALL_OPEN: 2, EVERYTHING: 2 },
        dashboard: { failures: 2 },
      });
    });
    expect(asked).toEqual([]);
  });

  it('has what this process did even before the log tells of it', async () => {
    expect(await shown(anna)).toMatchObject({ counts: { ALL_OPEN: 0 } });
    await logInvestigationEvent(ctx, failure());
    const answer = shown(anna);
    await hearAll();
    expect(await answer).toMatchObject({ counts: { ALL_OPEN: 1 }, dashboard: { failures: 1 } });
  });

  it('does not wait for a log that nobody reads', async () => {
    await shown(anna);
    await logInvestigationEvent(ctx, failure());
    expect(await shown(anna)).toMatchObject({
      counts: { ALL_OPEN: 1 },
      dashboard: { failures: 1 },
    });
  });
});

/** Few cases, so that much happens to each. */
async function startAnew(): Promise<void> {
  await hearAll();
  await emptyDatabase(ctx);
}

/** Something is in the database of which this process is yet to hear, whether it has its place in the log or not. */
async function beginWhileUnheard(isNumbered: boolean): Promise<void> {
  if (isNumbered) await sequenceEvents(ctx.installation);
  ctx.cache.clear();
  await shown(anna);
}
