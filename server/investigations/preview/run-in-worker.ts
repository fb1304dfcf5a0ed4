import { Worker } from 'node:worker_threads';

/** What became of a task: its answer, or why there is none. */
export type Outcome<Answer> =
  | { state: 'ANSWERED'; answer: Answer }
  | { state: 'TIMED_OUT' | 'OUT_OF_MEMORY' }
  | { state: 'CRASHED'; error: unknown };

export interface WorkerLimits {
  /** From when the script has said that it begins; on a busy machine the thread may be slow to start. */
  timeoutMs: number;
  /** Of what JavaScript allocates; buffers are beside it, so that scripts bound those themselves. */
  heapMb: number;
}

const START_MS = 30_000;

/**
 * Runs a script in a thread of its own, which ends with it: nothing that one task does to its globals
 * or memory reaches the next. The script posts a message when it begins and its answer as another.
 *
 * @param Answer what the script posts; nobody checks it, the script is ours
 */
export async function runInWorker<Answer>(
  script: URL,
  task: unknown,
  limits: WorkerLimits,
): Promise<Outcome<Answer>> {
  const worker = new Worker(script, {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: 16 },
    env: {}, // it needs none of our secrets
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  for (const chatter of [worker.stdout, worker.stderr]) chatter.resume(); // of libraries; our log is ours
  try {
    return await outcomeOf<Answer>(worker, limits);
  } finally {
    await worker.terminate(); // before its caller closes a file that it still reads
  }
}

function outcomeOf<Answer>(worker: Worker, { timeoutMs }: WorkerLimits): Promise<Outcome<Answer>> {
  return new Promise((resolve) => {
    const giveUp = () => end({ state: 'TIMED_OUT' });
    let timer = setTimeout(giveUp, START_MS);
    const end = (outcome: Outcome<Answer>) => {
      clearTimeout(timer);
      resolve(outcome);
    };
    worker.once('message', () => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, timeoutMs);
      worker.once('message', (answer: Answer) => end({ state: 'ANSWERED', answer }));
    });
    worker.once('error', (error) => end(failed(error)));
    worker.once('exit', (code) =>
      end({ state: 'CRASHED', error: new Error(`The worker ended with code ${code}.`) }),
    );
  });
}

function failed(error: unknown): Outcome<never> {
  const isOutOfMemory = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
  return isOutOfMemory ? { state: 'OUT_OF_MEMORY' } : { state: 'CRASHED', error };
}
