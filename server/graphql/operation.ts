import type { IncomingMessage } from 'node:http';
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
import { trustedDocument } from './trusted-documents.ts';
import type { Yoga } from './yoga.ts';

/** What a client sends. */
export interface OperationRequest {
  /** The document; absent where `documentId` names one. */
  query?: string | null | undefined;
  /** Of one of the dashboard's own documents. */
  documentId?: string | null | undefined;
  variables?: Record<string, unknown> | null | undefined;
  operationName?: string | null | undefined;
}

const operationRequest = z.object({
  query: z.string().nullish(),
  documentId: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
  extensions: z.record(z.string(), z.unknown()).nullish(),
});

/** @throws {GraphQLError} when it is not what the GraphQL-over-HTTP specification calls a request */
export function readOperationRequest(body: unknown): OperationRequest {
  const result = operationRequest.safeParse(body);
  const isNamed = result.data?.query ?? result.data?.documentId;
  if (result.success && typeof isNamed === 'string') return result.data;
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

/**
 * The request in a POST's body or in the address.
 *
 * @throws {GraphQLError}
 */
export async function readRequest(request: IncomingMessage): Promise<OperationRequest> {
  if (request.method === 'POST') return readOperationRequest(parseJson(await readText(request)));
  const { searchParams } = new URL(request.url ?? '', 'http://localhost');
  return readOperationRequest({
    query: searchParams.get('query'),
    documentId: searchParams.get('documentId'),
    variables: parseJson(searchParams.get('variables') ?? 'null'),
    operationName: searchParams.get('operationName'),
  });
}

/** Events rather than the stream's iterator, which takes several times as long for a small body. */
function readText(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
    request.on('error', reject);
  });
}

/** An operation that passed yoga's limits, with what carries it out. */
export interface Operation extends ExecutionArgs {
  contextValue: GraphQLContext;
  variableValues: Record<string, unknown>;
  execute: ReturnType<Yoga['getEnveloped']>['execute'];
  /** The context anew: with the clock, and what the caller may see, as they are by then. */
  freshContext: () => Promise<GraphQLContext>;
  definition: OperationDefinitionNode;
  /** Whether it is one of the dashboard's own, reviewed with the product. */
  isTrusted: boolean;
  /** The document as it was sent. */
  text: string;
}

/** Parses and validates a request that comes through another door than yoga's; errors if it does not fit. */
export async function prepareOperation(
  yoga: Yoga,
  caller: Caller,
  { query, documentId, variables, operationName }: OperationRequest,
): Promise<Operation | readonly GraphQLError[]> {
  const { schema, execute, contextFactory, parse, validate } = yoga.getEnveloped({ caller });
  try {
    const isTrusted = typeof documentId === 'string';
    const text = isTrusted ? trustedDocument(documentId) : query!; // one or the other
    const document = parse(text);
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
      text,
      isTrusted,
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
