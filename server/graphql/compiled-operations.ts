import type { DocumentNode, execute, ExecutionArgs } from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import type { Plugin } from 'graphql-yoga';

/** What became of a document's operations so far, by their names. */
type Operations = Map<string, State>;
type State = 'seen once' | CompiledQuery | 'not to be compiled';

/**
 * Compiles an operation into a function when it comes the second time, and runs that from then on: a
 * page of fifty cases has over six hundred fields, and walking the document for each took most of the
 * time. What is asked only once is not worth compiling.
 *
 * Yoga keeps parsed documents, so that the same text is the same document here.
 */
export function useCompiledOperations(): Plugin {
  const documents = new WeakMap<DocumentNode, Operations>();
  return {
    onExecute: ({ args, executeFn, setExecuteFn }) => {
      const operations: Operations = documents.get(args.document) ?? new Map();
      documents.set(args.document, operations);
      const name = args.operationName ?? '';
      const state = nextState(operations.get(name), args);
      operations.set(name, state);
      if (typeof state === 'object') setExecuteFn(runner(state, executeFn));
    },
  };
}

function nextState(state: State | undefined, args: ExecutionArgs): State {
  if (state === undefined) return 'seen once';
  if (state !== 'seen once') return state;
  const compiled = compileQuery(args.schema, args.document, args.operationName ?? undefined);
  return isCompiledQuery(compiled) ? compiled : 'not to be compiled';
}

function runner({ query }: CompiledQuery, interpret: typeof execute): typeof execute {
  return (args) => {
    const result = query(args.rootValue, args.contextValue, args.variableValues ?? {});
    // Variables that do not fit are refused before anything has run, and graphql-js words it better.
    return 'then' in result || 'data' in result ? result : interpret(args);
  };
}
