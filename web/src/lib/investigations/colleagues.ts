import { request } from '#lib/graphql/client.ts';
import { ColleaguesDocument } from '#lib/graphql/generated.ts';
import type { Person } from './work-change.ts';

let people: Promise<Person[]> | undefined;

/**
 * Everybody of the company, by name; asked for once.
 *
 * @throws {RequestFailed} when they cannot be had; the next call asks again
 */
export function colleagues(): Promise<Person[]> {
  people ??= request(ColleaguesDocument, {}).then((answer) => answer.people);
  people.catch(() => (people = undefined));
  return people;
}
