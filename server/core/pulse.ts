import { setTimeout as sleep } from 'node:timers/promises';

const BEAT_MS = 1_000;
const SILENCE_MS = 2_500; // with a beat before it, whoever waits is told within 4 s
const CATCH_UP_MS = 100;

/**
 * Feels a server's pulse. One that froze, or whose network swallows what is sent, leaves a request
 * without an answer for as long as a long one may take; it answers nothing else either, and by that
 * the two are told apart.
 */
export class Pulse {
  readonly #beat: () => Promise<unknown>;
  readonly #onSilence: () => void;
  #isWanted = false;
  #beating: Promise<void> | undefined;

  /**
   * @param beat asks the server for next to nothing; an error is an answer as well
   * @param onSilence called after each beat that got none
   */
  constructor(beat: () => Promise<unknown>, onSilence: () => void) {
    this.#beat = beat;
    this.#onSilence = onSilence;
  }

  start(): void {
    this.#isWanted = true;
    this.#beating ??= this.#run().finally(() => (this.#beating = undefined));
  }

  stop(): void {
    this.#isWanted = false;
  }

  async #run(): Promise<void> {
    for (;;) {
      await sleep(BEAT_MS, null, { ref: false });
      if (!this.#isWanted) return;
      if (!(await isAnswered(this.#beat()))) this.#onSilence();
    }
  }
}

/** Whether it is settled, one way or the other, before the silence has lasted too long. */
async function isAnswered(asked: Promise<unknown>): Promise<boolean> {
  let isSettled = false;
  const settle = () => void (isSettled = true);
  await Promise.race([asked.then(settle, settle), sleep(SILENCE_MS, null, { ref: false })]);
  // When it was this process that stood still, the answer may be there and not be read yet.
  if (!isSettled) await sleep(CATCH_UP_MS, null, { ref: false });
  return isSettled;
}
