import type { Random } from './random.ts';

/** Who a sample supplier is, beyond its number. */
export interface SampleIdentity {
  name: string;
  /** The person on our side who looks after the supplier. */
  owner: string;
  /** Where the supplier's people are reached; .example is never anybody's (RFC 2606). */
  contact: string;
}

const OWNERS = [
  'Anna Petrova',
  'Ivan Sokolov',
  'Marina Belova',
  'Timur Galiev',
  'Olga Smirnova',
  'Pavel Lebedev',
] as const;

const MAILBOXES = ['price', 'sales', 'opt', 'export', 'zakaz'] as const;

/** Stems as they are written in Cyrillic and in an e-mail address. */
const RUSSIAN_STEMS = [
  ['Север', 'sever'],
  ['Балт', 'balt'],
  ['Урал', 'ural'],
  ['Волга', 'volga'],
  ['Сиб', 'sib'],
  ['Нева', 'neva'],
  ['Ока', 'oka'],
  ['Кама', 'kama'],
  ['Альфа', 'alfa'],
  ['Вега', 'vega'],
  ['Гранит', 'granit'],
  ['Полюс', 'polus'],
  ['Маяк', 'mayak'],
  ['Меркурий', 'merkuriy'],
  ['Спектр', 'spektr'],
  ['Рубин', 'rubin'],
  ['Эталон', 'etalon'],
  ['Форт', 'fort'],
  ['Кедр', 'kedr'],
  ['Прима', 'prima'],
] as const;

const RUSSIAN_TRADES = [
  ['Торг', 'torg'],
  ['Опт', 'opt'],
  ['Снаб', 'snab'],
  ['Трейд', 'trade'],
  ['Импорт', 'import'],
  ['Комплект', 'komplekt'],
  ['Ресурс', 'resurs'],
  ['Пром', 'prom'],
  ['Деталь', 'detal'],
  ['Электро', 'elektro'],
] as const;

const RUSSIAN_FORMS = ['ООО', 'АО', 'ТД'] as const;

const ENGLISH_STEMS = [
  'Halden',
  'Borealis',
  'Acme',
  'Cobalt',
  'Northgate',
  'Kestrel',
  'Meridian',
  'Larkfield',
  'Ostrava',
  'Pinecrest',
  'Quayside',
  'Redwood',
  'Sterling',
  'Tallinn',
  'Umbria',
  'Vanguard',
  'Westmark',
  'Zephyr',
  'Ironbridge',
  'Juniper',
] as const;

const ENGLISH_TRADES = [
  'Tools Ltd',
  'Trading GmbH',
  'Supply Co.',
  'Components Ltd',
  'Electronics BV',
  'Wholesale LLC',
  'Parts AG',
  'Foods Ltd',
  'Office Supplies Ltd',
  'Textiles Oy',
] as const;

const RUSSIAN_NAMES = RUSSIAN_STEMS.length * RUSSIAN_TRADES.length;
const ENGLISH_NAMES = ENGLISH_STEMS.length * ENGLISH_TRADES.length;

/** How many different companies can be named. */
export const NAME_COUNT = RUSSIAN_NAMES + ENGLISH_NAMES;

/** The `index`-th company, Russian and English in turn; no two of the first `NAME_COUNT` share a name. */
export function sampleIdentity(index: number, random: Random): SampleIdentity {
  const company =
    index % 2 === 0 ? russianCompany(index / 2, random) : englishCompany((index - 1) / 2);
  return {
    name: company.name,
    owner: random.pick(OWNERS),
    contact: `${random.pick(MAILBOXES)}@${company.domain}.example`,
  };
}

function russianCompany(index: number, random: Random) {
  const [stem, trade] = combination(index, RUSSIAN_STEMS, RUSSIAN_TRADES);
  const form = random.pick<string>(RUSSIAN_FORMS);
  return {
    name: `${form} «${stem[0]}${trade[0]}»`,
    domain: `${stem[1]}${trade[1]}`,
  };
}

function englishCompany(index: number) {
  const [stem, trade] = combination(index, ENGLISH_STEMS, ENGLISH_TRADES);
  const domain = `${stem}-${trade.split(' ')[0]}`.toLowerCase();
  return { name: `${stem} ${trade}`, domain };
}

/** Walks through all pairs so that neighbours share neither half. */
function combination<A, B>(index: number, first: readonly A[], second: readonly B[]): [A, B] {
  const lap = Math.floor(index / first.length);
  // The lap is below second.length, so both halves are there.
  return [first[index % first.length]!, second[(index + lap) % second.length]!];
}
