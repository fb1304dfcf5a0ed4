import { GraphQLError, type GraphQLErrorExtensions } from 'graphql';

/** An operation that was understood and is not carried out, before anything has been asked of a database. */
export class Refused extends GraphQLError {
  readonly status: number;
  /** After how many seconds it may be sent again; undefined: not as it is. */
  readonly retryAfterS: number | undefined;

  constructor(message: string, status: number, extensions: GraphQLErrorExtensions) {
    super(message, { extensions });
    this.status = status;
    this.retryAfterS = extensions['retryAfter'] as number | undefined; // those that have one give it there
  }
}
