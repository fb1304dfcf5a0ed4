import { parentPort } from 'node:worker_threads';

parentPort?.postMessage('begins');
const before = Object.keys(Object.prototype);
Object.assign(Object.prototype, { isAdmin: true });
parentPort?.postMessage({ before, env: Object.keys(process.env) });
