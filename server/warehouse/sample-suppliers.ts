import { addDays, dateOfDay, type Day } from '../core/business-time.ts';
import { seededRandom, type Random } from './random.ts';
import { sampleIdentity, type SampleIdentity } from './sample-names.ts';

/** How many days of history the sample has; its last day is yesterday. */
export const SAMPLE_DAYS = 200;

export type RhythmName =
  | 'daily'
  | 'Monday to Friday'
  | 'twice weekly'
  | 'weekly'
  | 'monthly'
  | 'irregular'
  | 'dying'
  | 'gone'
  | 'silent for over 180 days'
  | 'new';

/** A supplier of the sample: who it is, how it delivers, and on which days it did. */
export interface SampleSupplier extends SampleIdentity {
  supplierId: number;
  rhythm: RhythmName;
  /** Oldest first. */
  successDays: Day[];
}

interface Rhythm {
  /** How many of the cast keep it. */
  suppliers: number;
  /** The days with a delivery, as days before yesterday in any order; what lies too far back is cut. */
  deliveries: (random: Random, calendar: readonly Day[]) => number[];
}

const TWICE_A_WEEK: [number[], ...number[][]] = [
  [1, 4],
  [2, 5],
  [3, 6],
];

/**
 * The cast. Whoever is regular misses a delivery now and then.
 *
 * Few keep Monday to Friday: gaps of 1 1 1 1 3 are inconsistent by the rule, and on a Monday each of
 * them is silent for more than twice its median gap, an anomaly for a day.
 */
const RHYTHMS: Record<RhythmName, Rhythm> = {
  daily: { suppliers: 84, deliveries: (random) => every(1, random, { missed: 0.03 }) },
  'Monday to Friday': {
    suppliers: 30,
    deliveries: (random, calendar) => onWeekdays([1, 2, 3, 4, 5], random, calendar),
  },
  'twice weekly': {
    suppliers: 70,
    deliveries: (random, calendar) => onWeekdays(random.pick(TWICE_A_WEEK), random, calendar),
  },
  weekly: {
    suppliers: 90,
    deliveries: (random) => every(7, random, { last: random.int(0, 6), missed: 0.02 }),
  },
  monthly: {
    suppliers: 20,
    deliveries: (random) => every(30, random, { last: random.int(0, 26), shift: 2 }),
  },
  irregular: { suppliers: 46, deliveries: (random) => nowAndThen(random) },
  // Fell silent days ago: the anomalies.
  dying: {
    suppliers: 14,
    deliveries: (random) => {
      const period = random.pick([1, 1, 2, 3, 7]);
      return every(period, random, { last: 2 * period + random.int(2, 8) });
    },
  },
  gone: { suppliers: 18, deliveries: (random) => every(7, random, { last: random.int(30, 150) }) },
  'silent for over 180 days': {
    suppliers: 12,
    deliveries: (random) => every(random.int(1, 4), random, { last: random.int(182, 194) }),
  },
  // Has sent its first file; with the second one it has a gap.
  new: { suppliers: 16, deliveries: (random) => [random.int(0, 12)] },
};

/** All suppliers of the sample, by number. The same for the same day, on every machine. */
export function sampleSuppliers(yesterday: Day): SampleSupplier[] {
  const random = seededRandom('cast');
  const calendar = Array.from({ length: SAMPLE_DAYS }, (_, days) => addDays(yesterday, -days));
  let supplierId = 1_000;
  return shuffled(castRhythms(), random).map((rhythm, index) => {
    supplierId += random.int(1, 23); // numbers of suppliers have holes
    return sampleSupplier(supplierId, index, rhythm, calendar);
  });
}

function castRhythms(): RhythmName[] {
  // Object.entries forgets that the keys of the table are its own.
  const rhythms = Object.entries(RHYTHMS) as [RhythmName, Rhythm][];
  return rhythms.flatMap(([name, { suppliers }]) => Array<RhythmName>(suppliers).fill(name));
}

function sampleSupplier(
  supplierId: number,
  index: number,
  rhythm: RhythmName,
  calendar: readonly Day[],
): SampleSupplier {
  const random = seededRandom(`supplier ${supplierId}`);
  const daysAgo = new Set(RHYTHMS[rhythm].deliveries(random, calendar));
  const successDays = calendar.filter((_, days) => daysAgo.has(days)).reverse();
  return {
    supplierId,
    rhythm,
    successDays,
    ...sampleIdentity(index, seededRandom(`identity ${supplierId}`)),
  };
}

interface Regularity {
  /** Days before yesterday of the newest delivery; default 0. */
  last?: number;
  /** How likely a delivery is missed; default 0. The newest never is. */
  missed?: number;
  /** By how many days a delivery may be early or late; default 0. */
  shift?: number;
}

function every(
  periodDays: number,
  random: Random,
  { last = 0, missed = 0, shift = 0 }: Regularity,
): number[] {
  const deliveries = [last];
  for (let days = last + periodDays; days < SAMPLE_DAYS; days += periodDays) {
    if (!random.chance(missed)) deliveries.push(days + random.int(-shift, shift));
  }
  return deliveries;
}

/** @param weekdays 1 is Monday, 7 Sunday */
function onWeekdays(
  weekdays: readonly number[],
  random: Random,
  calendar: readonly Day[],
): number[] {
  const isDelivery = (day: Day) => weekdays.includes(isoWeekday(day)) && !random.chance(0.02);
  return calendar.flatMap((day, days) => (isDelivery(day) ? [days] : []));
}

/** 1 is Monday, 7 Sunday. */
export const isoWeekday = (day: Day) => dateOfDay(day).getUTCDay() || 7;

/** Gaps of 1 to 16 days, short ones more often. */
function nowAndThen(random: Random): number[] {
  const deliveries = [random.int(0, 5)];
  for (let days = deliveries[0]!; days < SAMPLE_DAYS;) {
    days += 1 + Math.floor(16 * random.next() ** 2);
    deliveries.push(days);
  }
  return deliveries;
}

/** Fisher and Yates. */
function shuffled<T>(list: readonly T[], random: Random): T[] {
  const result = [...list];
  for (let i = result.length - 1; i > 0; i--) {
    const j = random.int(0, i);
    [result[i], result[j]] = [result[j]!, result[i]!]; // i and j are in the list
  }
  return result;
}
