import { CaseWork } from './case-work.svelte.ts';

const works = new Map<string, CaseWork>();

/** The work on a case, as it was left when the reader looked at another one. */
export function workOn(id: string): CaseWork {
  const work = works.get(id) ?? new CaseWork();
  works.set(id, work);
  return work;
}
