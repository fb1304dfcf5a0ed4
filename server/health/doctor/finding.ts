/** What was found of a thing that Pricelens depends on. */
export interface Finding {
  subject: string;
  /** WARN: it works, and will not always, or not as well as it might. FAIL: it does not work. */
  state: 'OK' | 'WARN' | 'FAIL';
  /** What is there and, where it is not well, what to do. */
  sentence: string;
}

const WORTH_A_WORD_MS = 1_000;
const TOO_MUCH_MS = 30_000;

/**
 * How far a server's clock is from ours.
 *
 * @param asked when it was asked, and `answered` when its answer was here, by our clock; in milliseconds
 * @param theirs what its clock showed
 */
export function clockFinding(
  subject: string,
  { asked, answered, theirs }: { asked: number; answered: number; theirs: number },
): Finding {
  const skewMs = Math.max(asked - theirs, theirs - answered, 0);
  const seconds = `${(skewMs / 1000).toFixed(1)} s`;
  const state = skewMs > TOO_MUCH_MS ? 'FAIL' : skewMs > WORTH_A_WORD_MS ? 'WARN' : 'OK';
  const sentence =
    state === 'OK'
      ? 'Its clock agrees with this machine’s.'
      : `Its clock is ${seconds} from this machine’s. Let NTP set both.`;
  return { subject, state, sentence };
}

/** @param least the oldest version that Pricelens is tested on */
export function versionFinding(subject: string, version: string, least: number): Finding {
  const isOld = Number.parseFloat(version) < least;
  return {
    subject,
    state: isOld ? 'FAIL' : 'OK',
    sentence: isOld
      ? `Version ${version} is too old; have ${least} or newer.`
      : `Version ${version}.`,
  };
}

/** Why something could not be asked. */
export function failure(subject: string, error: unknown, advice: string): Finding {
  const { code, message } = error as Error & { code?: unknown };
  const reason = message || String(code); // a refused connection to several addresses has no message
  return { subject, state: 'FAIL', sentence: `${reason.replace(/\.$/, '')}. ${advice}` };
}
