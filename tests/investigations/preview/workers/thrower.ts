import { parentPort } from 'node:worker_threads';

parentPort?.postMessage('begins');
throw new Error('a file that nobody thought of');
