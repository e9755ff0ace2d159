/**
 * Shows in a browser what happens to interfaces and addresses: `node web-monitor.js [NETNS]`, then open the address it
 * prints. Only reads; listens on the loopback address alone. With bufferutil beside it, ws unmasks faster.
 */
import { createServer } from 'node:http';
import { type Event, Rtnl } from '@iplink-ts/rtnetlink';
import { WebSocketServer } from 'ws';

const PAGE = `<!doctype html><meta charset="utf-8"><title>links</title><pre id="log"></pre><script>
new WebSocket('ws://' + location.host).onmessage = ({ data }) => log.append(data + '\\n');
</script>`;

/** One line of JSON; counters are bigint, which JSON does not have. */
const line = (event: Event): string =>
  JSON.stringify(event, (_name, value) => (typeof value === 'bigint' ? String(value) : value));

const [netns] = process.argv.slice(2);
await using host = await Rtnl.open({ netns });
const server = createServer((_request, response) =>
  response.setHeader('content-type', 'text/html').end(PAGE),
);
const sockets = new WebSocketServer({ server });

sockets.on('connection', async (socket) => {
  const left = new AbortController();
  socket.on('close', () => left.abort());
  // What is there comes first, marked as listed, and then each change; a browser that is slow is given a new listing.
  for await (const event of host.monitor(['link', 'address'], { initial: true, signal: left.signal })) {
    await new Promise((sent) => socket.send(line(event), sent));
  }
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object') console.log(`http://127.0.0.1:${address?.port}/`);
});
await new Promise((stop) => process.once('SIGTERM', stop).once('SIGINT', stop));
for (const socket of sockets.clients) socket.terminate();
server.close();
