import { parentPort } from 'node:worker_threads';

parentPort?.postMessage('begins');
for (;;) Math.random();
