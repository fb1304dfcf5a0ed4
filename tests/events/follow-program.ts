import http from 'node:http';
import { WebSocket } from 'ws';

// node tests/events/follow-program.ts WebSocket|SSE <server's address> <key>: follows the log from
// now on, in a process of its own and with nothing of the server's in it.

const QUERY = 'subscription { events { cursor } }';
const [door, url, key] = process.argv.slice(2) as [string, string, string];
const headers = { authorization: `Bearer ${key}` };

if (door === 'WebSocket') {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    headers,
  });
  socket.on('open', () => socket.send('{"type":"connection_init"}'));
  socket.once('message', () => {
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: QUERY } }));
  });
} else {
  http
    .get(`${url}/graphql?${new URLSearchParams({ query: QUERY })}`, {
      headers: { ...headers, accept: 'text/event-stream' },
    })
    .on('response', (response) => response.resume());
}
