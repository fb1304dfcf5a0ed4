import {
  getDirectiveValues,
  getNamedType,
  GraphQLError,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  typeFromAST,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { FieldCost } from './field-cost.ts';

/** A field of an operation that may cost something, or leads to one that does. */
export interface CostedField {
  /** Where it is in the answer, e.g. `queue.edges.node`. */
  path: string;
  definition: GraphQLField<unknown, unknown>;
  /** Any of its occurrences; where arguments are concerned they are all alike. */
  node: FieldNode;
  cost: FieldCost;
  isIncluded: (variables: Variables) => boolean;
  /** What is asked of what it leads to, for each type that may be; it is of one of them. */
  alternatives: CostedField[][];
}

export type Variables = Record<string, unknown>;

/** What was spread into one another goes round more often than anybody writes by hand. */
const MAX_VISITS = 10_000;

export class TooComplex extends GraphQLError {
  constructor() {
    super('The fragments of this document spread into one another too often; write it plainer.', {
      extensions: { code: 'BAD_REQUEST' },
    });
  }
}

/** A selection set under the directives that it takes to get there. */
interface Part {
  selectionSet: SelectionSetNode;
  conditions: readonly SelectionNode[];
}

/** One of a field's occurrences. */
interface Occurrence {
  node: FieldNode;
  conditions: readonly SelectionNode[];
}

/**
 * What of an operation costs anything, as graphql-js will collect it: fields of one name are one, and a
 * directive counts where its variable is known, later.
 *
 * @throws {TooComplex}
 */
export function planCosts(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CostedField[] {
  const root = schema.getRootType(operation.operation)!; // it was validated
  return new Planning(schema, document).fields(root, [
    { selectionSet: operation.selectionSet, conditions: [] },
  ]);
}

class Planning {
  readonly #schema: GraphQLSchema;
  readonly #fragments: Map<string, FragmentDefinitionNode>;
  #visits = 0;

  constructor(schema: GraphQLSchema, { definitions }: DocumentNode) {
    this.#schema = schema;
    this.#fragments = new Map(
      definitions.flatMap((definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
      ),
    );
  }

  fields(type: GraphQLObjectType, parts: readonly Part[], path = ''): CostedField[] {
    const collected = new Map<string, Occurrence[]>();
    const visited = new Set<string>();
    for (const part of parts) this.#collect(type, part, collected, visited);
    return [...collected].flatMap(([key, occurrences]) =>
      this.#field(type, occurrences, path === '' ? key : `${path}.${key}`),
    );
  }

  #collect(
    type: GraphQLObjectType,
    { selectionSet, conditions }: Part,
    collected: Map<string, Occurrence[]>,
    visited: Set<string>,
  ): void {
    for (const selection of selectionSet.selections) {
      this.#visits += 1;
      if (this.#visits > MAX_VISITS) throw new TooComplex();
      const under = selection.directives?.length ? [...conditions, selection] : conditions;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const occurrences = collected.get(key) ?? [];
        occurrences.push({ node: selection, conditions: under });
        collected.set(key, occurrences);
        continue;
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? this.#fragments.get(selection.name.value)! // it was validated
          : selection;
      if (!this.#isOf(type, fragment.typeCondition)) continue;
      if (selection.kind === Kind.FRAGMENT_SPREAD && under.length === 0) {
        if (visited.has(selection.name.value)) continue;
        visited.add(selection.name.value);
      }
      const part = { selectionSet: fragment.selectionSet, conditions: under };
      this.#collect(type, part, collected, visited);
    }
  }

  #isOf(type: GraphQLObjectType, condition: FragmentDefinitionNode['typeCondition'] | undefined) {
    if (!condition) return true;
    const named = typeFromAST(this.#schema, condition);
    return named === type || (isAbstractType(named) && this.#schema.isSubType(named, type));
  }

  #field(type: GraphQLObjectType, occurrences: Occurrence[], path: string): CostedField[] {
    const [{ node }] = occurrences as [Occurrence]; // a name is collected with its field
    const definition = type.getFields()[node.name.value];
    if (!definition) return []; // what the schema says of itself
    const target = getNamedType(definition.type);
    const cost = (definition.extensions['cost'] ?? {}) as FieldCost; // costs() made it
    const alternatives = isCompositeType(target)
      ? this.#alternatives(target, occurrences, path)
      : [];
    // what a change itself costs is bounded by how many somebody may make
    const isRead = isCompositeType(target) && type !== this.#schema.getMutationType();
    const rows = cost.rows ?? (isRead ? 1 : 0);
    if (rows === 0 && alternatives.length === 0) return [];
    const isIncluded = inclusion(occurrences);
    return [{ path, definition, node, cost: { ...cost, rows }, isIncluded, alternatives }];
  }

  #alternatives(
    target: GraphQLCompositeType,
    occurrences: Occurrence[],
    path: string,
  ): CostedField[][] {
    const parts = occurrences.flatMap(({ node: { selectionSet }, conditions }) =>
      selectionSet ? [{ selectionSet, conditions }] : [],
    );
    const types = isObjectType(target) ? [target] : this.#schema.getPossibleTypes(target);
    return types.map((one) => this.fields(one, parts, path)).filter((fields) => fields.length > 0);
  }
}

/** Whether any of the occurrences is there; one without directives always is. */
function inclusion(occurrences: readonly Occurrence[]): CostedField['isIncluded'] {
  if (occurrences.some(({ conditions }) => conditions.length === 0)) return () => true;
  return (variables) =>
    occurrences.some(({ conditions }) => conditions.every((node) => isThere(node, variables)));
}

function isThere(node: SelectionNode, variables: Variables): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, node, variables);
  const include = getDirectiveValues(GraphQLIncludeDirective, node, variables);
  return skip?.['if'] !== true && include?.['if'] !== false;
}
