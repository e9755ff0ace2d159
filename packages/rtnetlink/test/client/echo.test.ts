import test from 'ava';
import type { Event } from '../../src/client/monitor/index.ts';
import { operations } from '../../src/client/objects.ts';
import { RtnlSync } from '../../src/client/rtnl.ts';
import { RTM_NEWADDR, RTM_NEWLINK } from '../../src/codec.ts';
import { NLM_F_ECHO } from '../../src/message/header.ts';
import { TestTransport } from '../../src/testing.ts';
import { asyncHost, hosts } from '../live.ts';
import { withDevice } from './device.ts';
import { kernel, link } from './kernel.ts';

const told = (events: readonly Event[]): unknown[] =>
  events.map((event) =>
    event.subject === 'other' || event.subject === 'resync' ? event : [event.subject, event.action],
  );

for (const [name, open] of hosts) {
  test(`${name}: the kernel tells what was changed`, async (t) => {
    const host = await open(t);
    await withDevice(host);
    const events: Event[] = [];
    const talkative = host.with({ onEcho: (event) => void events.push(event) });
    await talkative.addresses.add({ dev: 'v0', address: '192.0.2.1/24' });
    await talkative.routes.add({ dst: '198.51.100.0/24', via: '192.0.2.2' });
    await talkative.routes.delete({ dst: '198.51.100.0/24' });
    await talkative.rules.add({ table: 77, priority: 7 });
    t.deepEqual(told(events), [
      ['address', 'new'],
      ['route', 'new'],
      ['route', 'delete'],
      ['rule', 'new'],
    ]);
    const [added] = events;
    t.is(added?.subject === 'address' && added.address.local, '192.0.2.1');
    await host.routes.add({ dst: '198.51.100.0/24', via: '192.0.2.2' });
    t.is(events.length, 4);
  });
}

test('of a batch, each change is told of; a refusal is still one', async (t) => {
  const host = await asyncHost(t);
  await withDevice(host);
  const events: Event[] = [];
  const talkative = host.with({ onEcho: (event) => void events.push(event) });
  const add = (address: string) => operations.addresses.add({ dev: 'v0', address });
  const results = await talkative.batch([add('192.0.2.1/24'), add('192.0.2.1/24'), add('192.0.2.3/24')]);
  t.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  t.deepEqual(told(events), [
    ['address', 'new'],
    ['address', 'new'],
  ]);
  await t.throwsAsync(async () => talkative.links.set('nosuch', { up: true }), { code: 'ENODEV' });
});

test('only changes are asked to be told of, and an error of who is told is that of the call', (t) => {
  const transport = new TestTransport((request) =>
    request.type === RTM_NEWLINK ? [link(request, 'a'), ...kernel(request)] : kernel(request),
  );
  using host = new RtnlSync(transport);
  const talkative = host.with({
    onEcho: () => {
      throw new RangeError('no room');
    },
  });
  talkative.links.list();
  talkative.addresses.add({ index: 2, address: '192.0.2.1/24' });
  t.throws(() => talkative.links.set('a', { up: true }), { instanceOf: RangeError });
  t.deepEqual(
    transport.sent.flat().map(({ type, flags }) => [type, (flags & NLM_F_ECHO) !== 0]),
    [
      [18, false],
      [RTM_NEWADDR, true],
      [RTM_NEWLINK, true],
    ],
  );
});
