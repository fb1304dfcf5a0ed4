const AHEAD = new URL('./clock-ahead.ts', import.meta.url).href;

/** The environment of a program whose clock is ahead. */
export function clockAhead(minutes: number): NodeJS.ProcessEnv {
  return { NODE_OPTIONS: `--import ${AHEAD}`, CLOCK_AHEAD_MINUTES: String(minutes) };
}
