/**
 * Asks the device not to darken its screen while the page is shown, where the browser can ask that.
 *
 * @returns the way to let it
 */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | undefined;
  let isOver = false;
  const ask = async () => {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    // Refused e.g. on a low battery: the device knows better.
    lock = await navigator.wakeLock.request('screen').catch(() => undefined);
    if (isOver) void lock?.release();
  };
  void ask();
  document.addEventListener('visibilitychange', ask); // a hidden page loses its lock
  return () => {
    isOver = true;
    document.removeEventListener('visibilitychange', ask);
    void lock?.release();
  };
}
