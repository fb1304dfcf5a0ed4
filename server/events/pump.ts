export interface PumpOptions {
  /** Runs also when nobody wakes it, this often. */
  pollMs: number;
  /** The least time between the end of a run and the next: what comes meanwhile is done at once. */
  restMs: number;
  /** A failed run; the next poll tries again. */
  onError: (error: unknown) => void;
}

/** Repeats a task whenever it is woken and at each poll, never twice at once. */
export class Pump {
  readonly #task: () => Promise<void>;
  readonly #options: PumpOptions;
  #wokenEarly = false;
  #interrupt = () => {};
  #loop: Promise<void> | undefined;
  #stopping = false;

  constructor(task: () => Promise<void>, options: PumpOptions) {
    this.#task = task;
    this.#options = options;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  wake(): void {
    this.#wokenEarly = true;
    this.#interrupt();
  }

  /** Resolves when the run that is under way has ended. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#loop;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#wokenEarly = false;
      await this.#task().catch(this.#options.onError);
      await this.#pause(this.#options.restMs, false);
      await this.#pause(this.#options.pollMs, true);
    }
  }

  /** Waits; where it may be cut short, a wake-up since the run began does so at once. */
  #pause(ms: number, interruptible: boolean): Promise<void> {
    if (this.#stopping || (interruptible && this.#wokenEarly)) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      if (!interruptible) return;
      this.#interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
