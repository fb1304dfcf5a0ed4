import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Times are only checked where the machine does nothing else. */
const MOST_MS = process.env['E2E_LONG_TASKS'] ? 200 : Infinity;

/** Watches from now on how long the page is busy at a stretch; what it returns checks that. */
export async function watchTasks(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(WATCH);
  return async () => {
    expect(await page.evaluate<number>('globalThis.longestTaskMs')).toBeLessThanOrEqual(MOST_MS);
  };
}

const WATCH = `(() => {
  globalThis.longestTaskMs = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      globalThis.longestTaskMs = Math.max(globalThis.longestTaskMs, duration);
    }
  }).observe({ entryTypes: ['longtask'] });
})()`;
