import { m } from '#lib/paraglide/messages.js';
import { formatCount } from '#lib/ui/number.ts';

/** A kind of sentence that jobs write, and how it reads on a page; days stay as they are written. */
const SENTENCES: [RegExp, (...parts: string[]) => string][] = [
  [
    /^([\d,]+) suppliers?, ([\d,]+) changes? of bucket\.$/,
    (suppliers = '', changes = '') =>
      m.job_said_refreshed({ suppliers: counted(suppliers), changes: counted(changes) }),
  ],
  [/^([\d,]+) seen for the first time\.$/, (n = '') => m.job_said_first_seen({ n: counted(n) })],
  [
    /^Ignored ([\d,]+) success days? in the future\.$/,
    (n = '') => m.job_said_future_days({ n: counted(n) }),
  ],
  [
    /^Ignored ([\d,]+) suppliers? whose number is too large\.$/,
    (n = '') => m.job_said_oversized({ n: counted(n) }),
  ],
  [/^Snoozed cases that are back: ([\d,]+)\.$/, (n = '') => m.job_said_woken({ n: counted(n) })],
  [
    /^Asking the warehouse for success days up to (\S+)\.$/,
    (day = '') => m.job_said_asking({ day }),
  ],
  [/^Writing ([\d,]+) profiles?\.$/, (n = '') => m.job_said_writing({ n: counted(n) })],
  [/^The calendar is filled up to (\S+)\.$/, (day = '') => m.job_said_calendar({ day })],
  [
    /^Of the failures from (\S+) to (\S+): ([^.]+)\.$/,
    (from = '', to = '', tally = '') => m.job_said_backfilled({ from, to, tally: tallied(tally) }),
  ],
  [
    /^Of the failures before (\S+): ([^.]+)\.$/,
    (day = '', tally = '') => m.job_said_backfilled_before({ day, tally: tallied(tally) }),
  ],
  [
    /^Read the failures up to (\S+): ([^.]+)\.$/,
    (to = '', tally = '') => m.job_said_reading({ to, tally: tallied(tally) }),
  ],
  [
    /^From before (\S+): ([\d,]+) events and ([\d,]+) runs forgotten\.$/,
    (day = '', events = '', runs = '') =>
      m.job_said_pruned({ day, events: counted(events), runs: counted(runs) }),
  ],
  [/^([\d,]+) events forgotten\.$/, (n = '') => m.job_said_forgetting({ n: counted(n) })],
  [
    /^([\d,]+) sessions, links and invitations that are over are gone\.$/,
    (n = '') => m.job_said_over({ n: counted(n) }),
  ],
  [
    /^The warehouse knows ([\d,]+) suppliers where the last refresh knew ([\d,]+), so the profiles were left as they are\.$/,
    (now = '', before = '') =>
      m.job_said_implausible({ now: counted(now), before: counted(before) }),
  ],
  [
    /^See that dif_step_1 is loaded completely, then run the refresh again\.$/,
    () => m.job_said_load_first(),
  ],
  [/^The warehouse did not answer \((.+)\)\.$/, (reason = '') => m.job_said_no_answer({ reason })],
  [/^Check that it is up and that CLICKHOUSE_URL names it\.$/, () => m.job_said_check()],
  [/^(.+) cancelled it\.$/, (who = '') => m.job_said_cancelled({ who })],
  [/^The worker stopped; another begins it again\.$/, () => m.job_said_handed_back()],
  [
    /^Whoever carried it out ended in the middle, (\d+) times; see the workers' logs\.$/,
    (n = '') => m.job_said_poison({ n: counted(n) }),
  ],
  [
    /^Something unexpected went wrong; the log of the worker has the details\.$/,
    () => m.job_said_unexpected(),
  ],
];

/** What a job says of its run, sentence by sentence in the reader's language; others stay as they are. */
export function inWords(said: string): string {
  return said
    .split(/(?<=\.) (?=\p{Lu}|\d)/u)
    .map(sentenceInWords)
    .join(' ');
}

function sentenceInWords(sentence: string): string {
  for (const [pattern, word] of SENTENCES) {
    const parts = pattern.exec(sentence);
    if (parts) return word(...parts.slice(1));
  }
  return sentence;
}

/** "5,307 read, 22 opened, 1 left out as implausible" */
function tallied(tally: string): string {
  const [read = '', opened = '', implausible] = tally.match(/[\d,]*\d/g) ?? [];
  const known = { read: counted(read), opened: counted(opened) };
  if (implausible === undefined) return m.job_tally(known);
  return m.job_tally_implausible({ ...known, implausible: counted(implausible) });
}

/** A count that the server wrote as English does. */
function counted(text: string): string {
  return formatCount(Number(text.replaceAll(',', '')));
}
