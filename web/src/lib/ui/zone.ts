import { createContext } from 'svelte';
import type { Day } from './business-time.ts';

/** Where and when the reader's company is; every time on a page is told in it. */
export interface Zone {
  readonly timeZone: string;
  readonly today: Day;
}

export const [getZone, setZone] = createContext<Zone>();
