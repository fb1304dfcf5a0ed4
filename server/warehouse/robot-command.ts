import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { robotKeyPath } from '../accounts/first-people.ts';
import { addDays, businessDay, wallClockAt } from '../core/business-time.ts';
import { configOfProcess } from '../core/process.ts';
import { seededRandom } from './random.ts';
import { reportAt, sendReport, type RobotAnswer, type RobotReport } from './robot.ts';
import { sampleSuppliers } from './sample-suppliers.ts';

const USAGE = `npm run robot -- [--rate 0.5] [--url http://127.0.0.1:4000] [--count N]

Plays the robots: reports failures of the sample's suppliers to a running Pricelens.
  --rate   calls per second, up to 1000 (default 0.5)
  --url    where Pricelens is
  --count  stop after so many calls; without it, Ctrl-C stops
`;
const TIME_ZONE = 'Europe/Moscow'; // of the robots' own clocks and file names
const RETRIED = 0.1; // the share of reports that are sent once more though they arrived

const { rate, url, count } = readArguments();
const key = await findKey();
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());

const started = new Date();
const suppliers = sampleSuppliers(addDays(businessDay(started, TIME_ZONE), -1));
const random = seededRandom(`robot ${started.toISOString()}`);
let unsent: RobotReport | undefined;
for (let calls = 0; calls < count && !stop.signal.aborted; calls++) {
  if (calls > 0 && !(await pause())) break;
  const report = unsent ?? reportAt(new Date(), suppliers, TIME_ZONE, random);
  const answer = await sendReport(url, key, report);
  print(report, answer);
  // What may not have arrived is sent until it has; and now and then a robot is not sure.
  const isUnsure = answer === 'new' && random.chance(RETRIED);
  unsent = isUnsure || isAway(answer) ? report : undefined;
}

/** The one of the environment, or that of the sample's robots; exits where there is neither. */
async function findKey(): Promise<string> {
  const { accounts, dataDir } = configOfProcess();
  if (accounts.robotKey) return accounts.robotKey;
  const path = robotKeyPath(dataDir);
  const kept = await readFile(path, 'utf8').catch(() => undefined);
  if (kept) return kept.trim();
  process.stderr.write(
    `There is no key in ${path}, where a start with sample data puts one. Set PRICELENS_KEY to one ` +
      'that `npm run key -- create` makes.\n',
  );
  process.exit(1);
}

/** @returns false when it was cut short */
function pause(): Promise<boolean> {
  return sleep(1000 / rate, true, { signal: stop.signal }).catch(() => false);
}

function isAway(answer: RobotAnswer): answer is { away: string } {
  return typeof answer === 'object' && 'away' in answer;
}

function print({ supplierName, input }: RobotReport, answer: RobotAnswer): void {
  const time = wallClockAt(new Date(), TIME_ZONE).slice(11);
  const outcome = isAway(answer)
    ? `${url.origin} did not answer (${answer.away}); will send it again`
    : typeof answer === 'string'
      ? answer
      : `refused: ${answer.refused}`;
  process.stdout.write(
    `${time}  ${input.supplierId} ${supplierName}  ${input.errorText}  ${outcome}\n`,
  );
}

/** Exits with the usage when the arguments do not fit. */
function readArguments(): { rate: number; url: URL; count: number } {
  try {
    const { values } = parseArgs({
      options: {
        rate: { type: 'string', default: '0.5' },
        url: { type: 'string', default: 'http://127.0.0.1:4000' },
        count: { type: 'string', default: 'Infinity' },
      },
    });
    return {
      rate: numberIn('--rate', values.rate, 0.001, 1000),
      url: httpUrl(values.url),
      count: values.count === 'Infinity' ? Infinity : numberIn('--count', values.count, 1, 1e9),
    };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}`); // only Errors are thrown here
    process.exit(2);
  }
}

function numberIn(option: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= min && value <= max) return value;
  throw new Error(`${option} is "${text}"; give a number from ${min} to ${max}.`);
}

function httpUrl(text: string): URL {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw new Error(`--url is "${text}"; give one like http://127.0.0.1:4000.`);
}
