import { ShellDocument, type QueuePreset, type ShellQuery } from '#lib/graphql/generated.ts';
import { PageQuery } from '#lib/graphql/page-query.svelte.ts';
import { liveInvestigations } from '#lib/investigations/live.ts';
import { businessDay, type Day } from '#lib/ui/business-time.ts';
import { clock } from '#lib/ui/clock.svelte.ts';
import type { Zone } from '#lib/ui/zone.ts';
import { createContext } from 'svelte';

/** What every page stands in: the company, its day, and how many cases are open. */
export class Shell implements Zone {
  #query = new PageQuery(ShellDocument, () => ({}));

  constructor() {
    const soon = this.#query.refetchSoon;
    $effect(() => liveInvestigations.listen({ opened: soon, changed: soon }));
    $effect(() => {
      if (this.company && businessDay(clock.now, this.company.timeZone) > this.today) soon();
    });
  }

  get company(): ShellQuery['company'] | undefined {
    return this.#query.data?.company;
  }

  get error(): string | undefined {
    return this.#query.data ? undefined : this.#query.error;
  }

  get timeZone(): string {
    return this.company?.timeZone ?? 'UTC';
  }

  get today(): Day {
    return this.company?.today ?? businessDay(clock.now, this.timeZone);
  }

  /** undefined until it is known */
  count(preset: QueuePreset): number | undefined {
    return this.#query.data?.queueCounts.find((count) => count.preset === preset)?.count;
  }

  refetch = (): Promise<void> => this.#query.refetch();
}

export const [getShell, setShell] = createContext<Shell>();
