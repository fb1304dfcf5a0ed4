import { parentPort } from 'node:worker_threads';

parentPort?.postMessage('begins');
const hoard: object[] = [];
for (;;) hoard.push({ held: hoard.length });
