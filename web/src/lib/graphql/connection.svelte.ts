export type ConnectionState = 'connecting' | 'live' | 'catching up' | 'stale';

/** Below this a hidden tab is taken to have missed nothing. */
const ASLEEP_AFTER_MS = 30_000;

/** The server confirms a connection but not a subscription: what is asked sooner may miss a change. */
const SETTLED_AFTER_MS = 300;

/** What the page knows of its line to the server, and the signal to ask again after a break. */
class Connection {
  /** Counts the times the line was made, the first one included. */
  lines = $state(0);
  /** Counts the breaks that ended; whoever shows data asks again when it changes. */
  breaks = $derived(Math.max(0, this.lines - 1));
  staleSince = $state.raw<Date>();
  #connectedOnce = $state(false);
  #catchingUp = $state(0);

  state: ConnectionState = $derived.by(() => {
    if (this.staleSince) return 'stale';
    if (!this.#connectedOnce) return 'connecting';
    return this.#catchingUp > 0 ? 'catching up' : 'live';
  });

  opened(): void {
    this.#connectedOnce = true;
    this.staleSince = undefined;
    setTimeout(() => (this.lines += 1), SETTLED_AFTER_MS);
  }

  closed(): void {
    this.staleSince ??= new Date();
  }

  /** Shows "catching up" until the answer is in. */
  async catchUp(answer: Promise<unknown>): Promise<void> {
    this.#catchingUp += 1;
    await Promise.allSettled([answer]);
    this.#catchingUp -= 1;
  }

  /** Counts a long sleep of the tab as a break. Returns the function that stops watching. */
  watchSleep(): () => void {
    let hiddenAt = 0;
    const onChange = () => {
      if (document.hidden) hiddenAt = Date.now();
      else if (hiddenAt && Date.now() - hiddenAt > ASLEEP_AFTER_MS) this.lines += 1;
    };
    document.addEventListener('visibilitychange', onChange);
    return () => document.removeEventListener('visibilitychange', onChange);
  }
}

export const connection = new Connection();
