import {
  getArgumentValues,
  getNamedType,
  getNullableType,
  getVariableValues,
  GraphQLError,
  isCompositeType,
  isListType,
  isObjectType,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import type { CompanyStatistics } from '../core/statistics.ts';
import { planCosts, type CostedField, type Variables } from './cost-plan.ts';
import type { Asked, FieldCost } from './field-cost.ts';
import type { Operation } from './operation.ts';

/** What one field of an operation is reckoned to cost, however often it is answered. */
export interface FieldEstimate {
  path: string;
  rows: number;
  narrow?: string | undefined;
}

/** What an operation is reckoned to cost, before any of it is done. */
export interface Estimate {
  /** Rows that the databases touch for it. */
  rows: number;
  /** Where they come from, the dearest first; what costs nothing is not among them. */
  fields: FieldEstimate[];
}

export const FREE: Estimate = { rows: 0, fields: [] };

type Priced = Pick<
  Operation,
  'schema' | 'document' | 'definition' | 'operationName' | 'variableValues'
>;

/** Plans by document and name; yoga keeps parsed documents, so that the same text is the same document. */
const plans = new WeakMap<DocumentNode, Map<string, CostedField[]>>();

/**
 * Reckons from the document, its variables and what is known of the tables; asks nobody. What is to run
 * never costs more than this by any writing of the document: fragments, aliases and directives count for
 * what they come to. Variables that do not fit cost nothing, since nothing runs.
 *
 * @throws {TooComplex}
 */
export function estimate(operation: Priced, statistics: CompanyStatistics, now: number): Estimate {
  const plan = planOf(operation);
  if (plan.length === 0) return FREE;
  const { schema, definition, variableValues } = operation;
  const { coerced } = getVariableValues(
    schema,
    definition.variableDefinitions ?? [],
    variableValues,
  );
  if (!coerced) return FREE;
  const fields = plan.flatMap((field) => reckon(field, coerced, { statistics, now, times: 1 }));
  fields.sort((a, b) => b.rows - a.rows);
  return { rows: totalOf(fields), fields };
}

function planOf({ schema, document, definition, operationName }: Priced): CostedField[] {
  const ofDocument = plans.get(document) ?? new Map<string, CostedField[]>();
  plans.set(document, ofDocument);
  const name = operationName ?? '';
  const plan = ofDocument.get(name) ?? planCosts(schema, document, definition);
  ofDocument.set(name, plan);
  return plan;
}

interface Around {
  statistics: CompanyStatistics;
  now: number;
  parent?: Asked;
  /** How often the field is answered. */
  times: number;
}

function reckon(
  { path, node, definition, cost, isIncluded, alternatives }: CostedField,
  variables: Variables,
  { statistics, now, parent, times }: Around,
): FieldEstimate[] {
  if (!isIncluded(variables)) return [];
  const args = argumentsOf(definition, node, variables);
  if (!args) return [];
  const asked: Asked = { args, parent, statistics, now };
  const own = Math.ceil(times * amount(cost.rows, asked));
  const inside: Around = {
    statistics,
    now,
    parent: asked,
    times: times * amount(cost.size ?? 1, asked),
  };
  const below = alternatives
    .map((fields) => fields.flatMap((field) => reckon(field, variables, inside)))
    .reduce((dearest, one) => (totalOf(one) > totalOf(dearest) ? one : dearest), []);
  return own > 0 ? [{ path, rows: own, narrow: cost.narrow }, ...below] : below;
}

/** undefined where they do not fit, so that the field is not answered. */
function argumentsOf(
  definition: CostedField['definition'],
  node: CostedField['node'],
  variables: Variables,
): Variables | undefined {
  if (definition.args.length === 0) return {};
  try {
    return getArgumentValues(definition, node, variables);
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}

const amount = (of: FieldCost['rows'], asked: Asked) =>
  typeof of === 'function' ? of(asked) : (of ?? 0);

const totalOf = (fields: readonly FieldEstimate[]) =>
  fields.reduce((total, { rows }) => total + rows, 0);

/**
 * The schema, once every list of objects says how long it gets.
 *
 * @throws naming a field that does not
 */
export function costed(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const { name, type: output, extensions } of Object.values(type.getFields())) {
      if (!isListType(getNullableType(output)) || !isCompositeType(getNamedType(output))) continue;
      const { size } = (extensions['cost'] ?? {}) as FieldCost; // costs() made it
      if (size !== undefined) continue;
      throw new Error(
        `${type.name}.${name} does not say how long it gets: give it costs({ size }).`,
      );
    }
  }
  return schema;
}
