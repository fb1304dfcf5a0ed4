import type { Connections, Contestant, Round } from './contest.ts';
import type { Operation } from './operations.ts';

const COLUMNS = [
  ['operation', 34],
  ['conns', 6],
  ['server', 9],
  ['req/s', 8],
  ['p50 ms', 8],
  ['p99 ms', 8],
  ['CPU µs', 8],
  ['product/floor', 14],
  ['target', 9],
] as const;

/** The table's head. */
export function headLine(): string {
  return line(COLUMNS.map(([title]) => title));
}

/** An operation's lines: the medians of its rounds, and the median of the rounds' own ratios. */
export function operationLines({ title, target }: Operation, rounds: readonly Round[]): string {
  const lines: string[] = [];
  for (const connections of [1, 64] as const) {
    for (const contestant of ['product', 'floor'] as const) {
      const own = select(rounds, contestant, connections);
      const mid = (read: (round: Round) => number) => median(own.map(read));
      lines.push(
        line([
          title,
          `${connections}`,
          contestant,
          mid((round) => round.requestsPerSecond).toFixed(0),
          mid((round) => round.p50).toFixed(2),
          mid((round) => round.p99).toFixed(2),
          mid((round) => round.cpuMicros).toFixed(0),
          ...(contestant === 'product' ? verdict(rounds, connections, target) : []),
        ]),
      );
    }
  }
  return lines.join('\n');
}

/** Targets are for 64 connections. */
function verdict(rounds: readonly Round[], connections: Connections, target: number | undefined) {
  const floor = select(rounds, 'floor', connections);
  const ratios = select(rounds, 'product', connections).map(
    (round, i) => round.requestsPerSecond / floor[i]!.requestsPerSecond, // as many rounds each
  );
  const ratio = median(ratios);
  if (target === undefined || connections !== 64) return [ratio.toFixed(2)];
  return [ratio.toFixed(2), `≥ ${target} ${ratio >= target ? '✓' : '✗'}`];
}

function select(rounds: readonly Round[], contestant: Contestant, connections: Connections) {
  return rounds.filter(
    (round) => round.contestant === contestant && round.connections === connections,
  );
}

function line(cells: readonly string[]): string {
  return cells
    .map((cell, i) => {
      const width = COLUMNS[i]![1]; // no line has more cells
      return i === 0 || i === 2 ? cell.padEnd(width) : cell.padStart(width);
    })
    .join(' ')
    .trimEnd();
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
