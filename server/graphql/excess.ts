import { GraphQLError } from 'graphql';
import type { Limits } from '../accounts/limits.ts';
import { isMutation, type Operation } from './operation.ts';

/** More in a second than one caller may do. */
export class Excess extends GraphQLError {
  readonly retryAfterS: number;

  constructor(retryAfterS: number) {
    super(`Too many operations in a second; go on in ${retryAfterS} s.`, {
      extensions: { code: 'TOO_MANY_REQUESTS', retryAfter: retryAfterS },
    });
    this.retryAfterS = retryAfterS;
  }
}

/** Counts the operation; the error to answer with where it is one too many. */
export async function excessOf(limits: Limits, operation: Operation): Promise<Excess | undefined> {
  const effort = isMutation(operation) ? 'CHANGE' : 'QUERY';
  const retryAfterS = await limits.take(operation.contextValue.viewer, effort);
  return retryAfterS === undefined ? undefined : new Excess(retryAfterS);
}
