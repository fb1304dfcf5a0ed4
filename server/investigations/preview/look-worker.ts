import { parentPort, workerData } from 'node:worker_threads';
import { lookInto, type LookTask } from './look-into.ts';

parentPort?.postMessage('begins');
// What a worker is started with is untyped; run-in-worker.ts is given it as a LookTask.
parentPort?.postMessage(await lookInto(workerData as LookTask));
