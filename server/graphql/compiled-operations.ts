import {
  getOperationAST,
  getVariableValues,
  Kind,
  visit,
  type DocumentNode,
  type execute,
  type ExecutionArgs,
} from 'graphql';
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
  const document = withVariablesAsTheyCome(args.document);
  const compiled = compileQuery(args.schema, document, args.operationName ?? undefined);
  return isCompiledQuery(compiled) ? compiled : 'not to be compiled';
}

/**
 * The document with variables of a type that takes anything: graphql-js makes of them what their types
 * say. The compiler would write that out for every place of an input type, and for a filter, which has
 * itself for its parts, do so for half a minute in which the server does nothing else.
 */
function withVariablesAsTheyCome(document: DocumentNode): DocumentNode {
  return visit(document, {
    VariableDefinition: ({ kind, variable }) => ({
      kind,
      variable,
      type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'JSON' } },
    }),
  });
}

function runner({ query }: CompiledQuery, interpret: typeof execute): typeof execute {
  return (args) => {
    const { schema, document, operationName, variableValues = {} } = args;
    const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
    const { coerced } = getVariableValues(schema, definitions, variableValues ?? {});
    // Variables that do not fit are refused before anything has run, and graphql-js words it.
    return coerced ? query(args.rootValue, args.contextValue, coerced) : interpret(args);
  };
}
