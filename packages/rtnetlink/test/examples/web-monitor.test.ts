import { spawn } from 'node:child_process';
import { on, once } from 'node:events';
import test from 'ava';
import { WebSocket } from 'ws';
import { asyncHost, ownNetns } from '../live.ts';
import { fileOf } from './run.ts';

test('web-monitor: a page, what is there, and what happens', async (t) => {
  const netns = ownNetns(t);
  const host = await asyncHost(t, netns);
  const path = `/proc/${process.pid}/fd/${netns.fd}`;
  const program = spawn(process.execPath, [fileOf('web-monitor'), path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.teardown(() => program.kill('SIGKILL'));
  const [printed] = await once(program.stdout, 'data');
  const url = String(printed).trim();

  const page = await fetch(url);
  t.is(page.headers.get('content-type'), 'text/html');
  t.regex(await page.text(), /new WebSocket/);

  const socket = new WebSocket(url.replace('http', 'ws'));
  t.teardown(() => socket.terminate());
  const messages = on(socket, 'message', { signal: AbortSignal.timeout(60_000) });
  const events: { subject: string; action?: string; link?: { ifname: string } }[] = [];
  const seen = (action: string, ifname: string): boolean =>
    events.some((event) => event.action === action && event.link?.ifname === ifname);
  const until = async (ready: () => boolean): Promise<void> => {
    while (!ready()) {
      const { value } = await messages.next();
      events.push(JSON.parse(String(value[0])));
    }
  };
  await until(() => events.some((event) => event.subject === 'resync' && seen('new', 'lo')));
  await host.links.add({ ifname: 'veth0', kind: 'veth', data: { peer: { ifname: 'veth1' } } });
  await until(() => seen('new', 'veth0'));
  await host.links.delete('veth0');
  await until(() => seen('delete', 'veth0'));

  program.kill('SIGTERM');
  const [code, signal] = await once(program, 'exit');
  t.deepEqual([code, signal], [0, null]);
});
