import type { Socket } from 'node:net';
import { layPostgresWire } from '../support/postgres-wire.ts';

/** The way from the product's processes to Postgres. */
export interface Network {
  /** Postgres at its far end. */
  url: string;
  /** From now on every so-manieth commit is made, and its answer lost with the connection; 0: none. */
  loseAnswers: (every: number) => void;
  /** How many were lost so far. */
  lostAnswers: () => number;
  /** Whether what is sent is lost from now on, and nobody told. */
  swallow: (isSilent: boolean) => void;
  /** Cuts every connection there is. */
  dropAll: () => void;
  close: () => void;
}

const COMMIT = 'COMMIT\0'; // both the statement and what Postgres answers, as they are sent

export async function layNetwork(postgresUrl: string): Promise<Network> {
  const ends = new Set<Socket>();
  let isSilent = false;
  let every = 0;
  let commits = 0;
  let lost = 0;
  const isToBeLost = () => every > 0 && ++commits % every === 0;
  const wire = await layPostgresWire(postgresUrl, (near, reach) => {
    const far = reach();
    let isCommitting = false;
    ends.add(near);
    near.on('close', () => ends.delete(near));
    near.on('data', (data) => {
      if (isSilent) return;
      isCommitting = data.includes(COMMIT);
      far.write(data);
    });
    far.on('data', (data) => {
      if (isSilent) return;
      if (isCommitting && data.includes(COMMIT) && isToBeLost()) {
        lost += 1;
        near.destroy();
      } else near.write(data);
    });
  });
  const dropAll = () => ends.forEach((end) => end.destroy());
  return {
    url: wire.url,
    loseAnswers: (rate) => (every = rate),
    lostAnswers: () => lost,
    swallow: (silent) => {
      isSilent = silent;
      // a stream with a hole in it is of no use to anybody
      if (!silent) dropAll();
    },
    dropAll,
    close: () => {
      wire.close();
      dropAll();
    },
  };
}
