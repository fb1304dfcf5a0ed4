import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  type ExecutionArgs,
  type OperationDefinitionNode,
} from 'graphql';
import { z } from 'zod';
import type { Caller } from '../accounts/caller.ts';
import type { GraphQLContext } from './builder.ts';
import type { Yoga } from './yoga.ts';

/** What a client sends. */
export interface OperationRequest {
  query: string;
  variables?: Record<string, unknown> | null | undefined;
  operationName?: string | null | undefined;
}

const operationRequest = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
  extensions: z.record(z.string(), z.unknown()).nullish(),
});

/** @throws {GraphQLError} when it is not what the GraphQL-over-HTTP specification calls a request */
export function readOperationRequest(body: unknown): OperationRequest {
  const result = operationRequest.safeParse(body);
  if (result.success) return result.data;
  throw new GraphQLError('Send {"query": "…", "variables": {…}}.', {
    extensions: { code: 'BAD_REQUEST' },
  });
}

/** @throws {GraphQLError} when it is not JSON */
export function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    throw new GraphQLError('The request is not JSON.', { extensions: { code: 'BAD_REQUEST' } });
  }
}

/** An operation that passed yoga's limits, with what carries it out. */
export interface Operation extends ExecutionArgs {
  contextValue: GraphQLContext;
  variableValues: Record<string, unknown>;
  execute: ReturnType<Yoga['getEnveloped']>['execute'];
  /** The context anew: with the clock, and what the caller may see, as they are by then. */
  freshContext: () => Promise<GraphQLContext>;
  definition: OperationDefinitionNode;
  /** The document as it was sent. */
  text: string;
}

/** Parses and validates a request that comes through another door than yoga's; errors if it does not fit. */
export async function prepareOperation(
  yoga: Yoga,
  caller: Caller,
  { query, variables, operationName }: OperationRequest,
): Promise<Operation | readonly GraphQLError[]> {
  const { schema, execute, contextFactory, parse, validate } = yoga.getEnveloped({ caller });
  try {
    const document = parse(query);
    const errors = validate(schema, document);
    if (errors.length > 0) return errors;
    const definition = getOperationAST(document, operationName);
    if (!definition) return [new GraphQLError('Name the operation that is to be run.')];
    return {
      schema,
      document,
      variableValues: variables ?? {},
      operationName: operationName ?? null,
      contextValue: await contextFactory(),
      execute,
      freshContext: async () => contextFactory(),
      definition,
      text: query,
    };
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

export function isErrors(
  operation: Operation | readonly GraphQLError[],
): operation is readonly GraphQLError[] {
  return Array.isArray(operation);
}

export function isMutation({ definition }: Operation): boolean {
  return definition.operation === OperationTypeNode.MUTATION;
}

export function isSubscription({ definition }: Operation): boolean {
  return definition.operation === OperationTypeNode.SUBSCRIPTION;
}
