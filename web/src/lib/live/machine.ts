const TICK_MS = 5_000;
const ASLEEP_AFTER_MS = 20_000;
/** Browsers hold back the timers of a page in the background for up to a minute. */
const ASLEEP_IN_BACKGROUND_AFTER_MS = 90_000;

interface Watched {
  /** The machine or the page stood still, so that its connections may be dead without knowing. */
  slept: () => void;
  online: () => void;
}

/** Watches for sleep and for the network's return; returns the function that stops it. */
export function watchMachine({ slept, online }: Watched): () => void {
  let tickedAt = Date.now();
  let wasHidden = document.hidden;
  const tick = () => {
    const stoodStillMs = Date.now() - tickedAt;
    const isHeldBack = wasHidden || document.hidden;
    tickedAt = Date.now();
    wasHidden = document.hidden;
    if (stoodStillMs > (isHeldBack ? ASLEEP_IN_BACKGROUND_AFTER_MS : ASLEEP_AFTER_MS)) slept();
  };
  const timer = setInterval(tick, TICK_MS);
  document.addEventListener('visibilitychange', tick);
  window.addEventListener('online', online);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', tick);
    window.removeEventListener('online', online);
  };
}
