import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/**
 * Calls a document that cannot be read for its brackets what it is: graphql-js reads them by recursion,
 * and less than the tokens a document may have are too many for the stack.
 */
export function useReadableDocuments(): Plugin {
  return {
    onParse: ({ parseFn, setParseFn }) => {
      setParseFn((source, options) => {
        try {
          return parseFn(source, options);
        } catch (error) {
          if (error instanceof RangeError) throw new GraphQLError(TOO_DEEP, { extensions: BAD });
          throw error;
        }
      });
    },
  };
}

const TOO_DEEP = 'The document has brackets within brackets, too many to be read.';
const BAD = { code: 'BAD_REQUEST', http: { status: 400 } };
