import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { WebSocketServer } from 'ws';

// The least a fan-out can be: what is posted goes as it is to every WebSocket, in a loop.

const server = createServer((request, response) => {
  void text(request).then((body) => {
    for (const frame of JSON.parse(body) as string[]) {
      for (const socket of sockets.clients) socket.send(frame);
    }
    response.end();
  });
});
const sockets = new WebSocketServer({ server });
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo; // it listens on TCP
  process.stdout.write(`The broadcast is at http://127.0.0.1:${port}\n`);
});
process.once('SIGINT', stop).once('SIGTERM', stop);

function stop(): void {
  for (const socket of sockets.clients) socket.terminate();
  server.close();
}
