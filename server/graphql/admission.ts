import type { ExecutionResult } from 'graphql';
import type { Accounts } from '../accounts/accounts.ts';
import type { Budget } from '../accounts/budget.ts';
import type { Statistics } from '../core/statistics.ts';
import { estimate, type Estimate } from './estimate.ts';
import { isMutation, type Operation } from './operation.ts';
import { Refused } from './refused.ts';

/** What an operation costs, and what whoever sent it has left. */
export interface Cost extends Estimate {
  budget: Budget;
}

/** What decides on an operation before it is carried out. */
export interface Gate {
  accounts: Accounts;
  statistics: Statistics;
}

/**
 * Lets an operation in: it is counted, and its cost taken out of the budget. The dashboard's own are
 * reviewed with the product and their answers kept, so they cost nothing.
 *
 * @throws {Refused} for one too many in a second or in a minute, and for one that costs too much
 */
export async function admit(gate: Gate, operation: Operation): Promise<Cost> {
  await count(gate, operation);
  const cost = reckon(gate, operation);
  return operation.isTrusted ? cost : charge(gate, operation, cost);
}

/**
 * Counts an operation among those of this second.
 *
 * @throws {Refused} for one too many
 */
export async function count({ accounts }: Gate, operation: Operation): Promise<void> {
  const effort = isMutation(operation) ? 'CHANGE' : 'QUERY';
  const waitS = await accounts.limits.take(operation.contextValue.viewer, effort);
  if (waitS !== undefined) throw tooMany(waitS);
}

/**
 * Takes what it costs out of the budget of whoever sent it.
 *
 * @returns the cost with what is left then
 * @throws {Refused} for more than is left
 */
export function charge({ accounts }: Gate, operation: Operation, cost: Cost): Cost {
  if (cost.rows === 0) return cost;
  const { budgets } = accounts;
  const { viewer } = operation.contextValue;
  const missingS = budgets.take(viewer, cost.rows);
  if (missingS !== undefined) throw overBudget(operation, cost, missingS);
  return { ...cost, budget: budgets.of(viewer) };
}

/** What it would cost; nothing is counted. */
export function reckon({ accounts, statistics }: Gate, operation: Operation): Cost {
  const { viewer, company, now } = operation.contextValue;
  const reckoned = estimate(operation, statistics.of(company.id), now().getTime());
  return { ...reckoned, budget: accounts.budgets.of(viewer) };
}

/** The answer with its cost, where it has any. */
export function withCost(result: ExecutionResult, { rows, budget }: Cost): ExecutionResult {
  if (rows === 0) return result;
  return { ...result, extensions: { ...result.extensions, cost: { rows, budget } } };
}

function tooMany(waitS: number): Refused {
  return new Refused(`Too many operations in a second; go on in ${waitS} s.`, 429, {
    code: 'TOO_MANY_REQUESTS',
    retryAfter: waitS,
  });
}

function overBudget(operation: Operation, cost: Cost, missingS: number): Refused {
  const { role } = operation.contextValue.viewer;
  const { perMinute, left } = cost.budget;
  const isEverTooMuch = missingS === Infinity;
  const sentences = [
    `This would touch about ${shown(cost.rows)} rows, and ${role} may have ${shown(perMinute)} touched in ` +
      `a minute${isEverTooMuch ? '' : `, of which ${shown(left)} are left; go on in ${missingS} s`}.`,
    howToNarrow(cost),
  ];
  return new Refused(sentences.join(' '), isEverTooMuch ? 422 : 429, {
    code: 'OVER_BUDGET',
    cost,
    ...(isEverTooMuch ? {} : { retryAfter: missingS }),
  });
}

function howToNarrow({ fields: [dearest] }: Cost): string {
  const { path, rows, narrow = 'ask for fewer by `first`' } = dearest!; // rows come from somewhere
  return `Most of them are for ${path} (${shown(rows)}): ${narrow}.`;
}

const shown = (rows: number) => rows.toLocaleString('en-US');
