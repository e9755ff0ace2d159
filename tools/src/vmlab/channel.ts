import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { EndMarkFilter } from './endmark.ts';
import { type Channel, channelSocket } from './machine.ts';
import type { UndoStack } from './undo.ts';

/** A channel that is listened on; QEMU connects to it as it starts. */
export interface OpenChannel {
  readonly connected: Promise<Socket>;
}

/** QEMU is gone: the run ends by that, not by the end of one of its channels. */
async function never(): Promise<never> {
  return await new Promise<never>(() => {});
}

/** Listens on a channel's socket before QEMU starts, so that no byte can be lost. */
export async function openChannel(folder: string, channel: Channel, undo: UndoStack): Promise<OpenChannel> {
  // Half-open: the end of standard input must not end QEMU's side of the channel.
  const server = createServer({ allowHalfOpen: true });
  let open: Socket | undefined;
  const connected = new Promise<Socket>((resolve) => {
    server.once('connection', (socket) => {
      open = socket;
      // QEMU's death resets the connection; the run hears of that from QEMU itself.
      socket.on('error', () => {});
      resolve(socket);
    });
  });
  server.listen(channelSocket(folder, channel));
  await once(server, 'listening');
  await undo.add(() => {
    open?.destroy();
    server.close();
  });
  return { connected };
}

/** Passes one of the guest's streams on until its end mark; the slowest reader sets the pace. */
export async function forward(channel: OpenChannel, to: Writable, endMark: string): Promise<void> {
  const filter = new EndMarkFilter(endMark);
  for await (const chunk of await channel.connected) {
    const bytes = filter.push(chunk);
    if (bytes.length > 0 && !to.write(bytes)) await once(to, 'drain');
    if (filter.ended) return;
  }
  await never();
}

/** Gives the guest a stream to read; `undefined` is at its end from the start. */
export async function feed(channel: OpenChannel, from: Readable | undefined): Promise<void> {
  const socket = await channel.connected;
  if (from === undefined) socket.end();
  else from.pipe(socket);
}

/** Hands on every text that comes, for as long as QEMU runs. */
export async function collect(channel: OpenChannel, take: (text: string) => void): Promise<void> {
  const socket = await channel.connected;
  socket.on('data', (chunk) => take(chunk.toString()));
}

/** The guest's account of itself, a line each: `started`, then `exit STATUS`. */
export async function exitStatus(channel: OpenChannel, onStart: () => void): Promise<number> {
  let text = '';
  let started = false;
  for await (const chunk of await channel.connected) {
    text += String(chunk);
    if (!started && text.startsWith('started\n')) {
      started = true;
      onStart();
    }
    const status = /^exit ([0-9]+)\n/m.exec(text)?.[1];
    if (status !== undefined) return Number(status);
  }
  return await never();
}
