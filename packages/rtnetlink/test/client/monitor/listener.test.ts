import test from 'ava';
import { Listener, monitorGroups } from '../../../src/client/monitor/index.ts';
import { ownNetns, syncHost } from '../../live.ts';

const LIMIT = 10_000;

test('what happens between the opening and the first call is heard, with the namespace it is from', (t) => {
  const own = ownNetns(t);
  const other = ownNetns(t);
  const kernel = syncHost(t, own);
  kernel.nsids.set({ fd: other.fd }, 7);
  using listener = new Listener(monitorGroups('link'), { netns: { fd: own.fd }, allNetns: true });
  syncHost(t, other).links.add({ ifname: 'there', kind: 'bridge' });
  kernel.links.add({ ifname: 'here', kind: 'bridge' });
  const heard: string[] = [];
  while (!heard.includes('here')) {
    const messages = listener.receive(LIMIT);
    if (messages === 'lost' || messages.length === 0) break;
    for (const message of messages)
      if (message.object === 'link') heard.push(`${message.nsid ?? ''}${message.body.ifname}`);
  }
  t.true(heard.includes('7there'), heard.join(' '));
  t.true(heard.includes('here'), heard.join(' '));
});

test('a loss is told once, and what the kernel kept follows', (t) => {
  const own = ownNetns(t);
  const kernel = syncHost(t, own);
  using listener = new Listener(monitorGroups('link'), { netns: { fd: own.fd }, receiveBuffer: 1 });
  for (let n = 0; n < 50; n++) kernel.links.set('lo', { mtu: 1400 + n });
  t.is(listener.receive(LIMIT), 'lost');
  const [first] = listener.receive(LIMIT);
  t.like(first, { object: 'link', name: 'RTM_NEWLINK' });
  t.deepEqual(drain(listener), []);
});

function drain(listener: Listener): unknown {
  for (;;) {
    const messages = listener.receive(0);
    if (messages === 'lost' || messages.length === 0) return messages;
  }
}

test('the groups of a subject are those of all families, or of some', (t) => {
  t.deepEqual(monitorGroups('address'), [5, 9]);
  t.deepEqual(monitorGroups('address', [10]), [9]);
  t.deepEqual(monitorGroups('route', [2, 10, 28]), [7, 11, 27]);
  t.deepEqual(monitorGroups('neighbour'), [3]);
  t.deepEqual(monitorGroups('prefix', [2]), []);
});
