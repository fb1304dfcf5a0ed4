import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';
import { z } from 'zod';

/** Changes that are meant, each in graphql-inspector's words and with its reason. */
export const acceptedChanges = z.array(
  z.object({ change: z.string(), because: z.string().min(1) }),
);

/**
 * How the schema breaks who wrote against the released one without anybody having meant it, and what is
 * said to be meant but is no change.
 */
export async function findFaults(
  released: string,
  current: string,
  accepted: z.output<typeof acceptedChanges>,
): Promise<string[]> {
  const meant = new Set(accepted.map(({ change }) => change));
  const changes = await diff(buildSchema(released), buildSchema(current));
  const breaking = changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ message }) => message);
  return [
    ...breaking
      .filter((change) => !meant.has(change))
      .map(
        (change) => `Breaks callers: ${change}. If it is meant, list it in breaking-changes.json.`,
      ),
    ...[...meant]
      .filter((change) => !breaking.includes(change))
      .map((change) => `Is in breaking-changes.json, and no change: ${change}`),
  ];
}
