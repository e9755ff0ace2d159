import test from 'ava';
import { operations } from '../../src/client/objects.ts';
import { isRequest, type Operation, type Step } from '../../src/client/request.ts';
import { RTM_NEWLINK } from '../../src/link/link.ts';
import { asyncHost, batchOf, type Host, ownNetns, syncHost } from '../live.ts';

const drivers = [
  ['sync', async (t, netns) => syncHost(t, netns)],
  ['async', (t, netns) => asyncHost(t, netns)],
] as const satisfies readonly (readonly [
  string,
  (t: Parameters<typeof syncHost>[0], netns: ReturnType<typeof ownNetns>) => Promise<Host>,
])[];

/** An operation with something done before each of its steps. */
function* watched<R>(operation: Operation<R>, before: (step: Step) => void): Operation<R> {
  let next = operation.next();
  while (next.done !== true) {
    before(next.value);
    let answer: Parameters<typeof operation.next>[0];
    try {
      answer = yield next.value;
    } catch (error) {
      next = operation.throw(error);
      continue;
    }
    next = operation.next(answer);
  }
  return next.value;
}

for (const [name, open] of drivers) {
  test(`${name}: a name that is taken between the look and the move brings the link back`, async (t) => {
    const [here, there] = [ownNetns(t), ownNetns(t)];
    const host = await open(t, here);
    const other = syncHost(t, there);
    await host.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
    await host.links.set('v0', { up: true, ifalias: 'its own' });
    const { index, address } = await host.links.get('v0');
    let moves = 0;
    let elsewhere = 0;
    const [result] = await batchOf(host)([
      watched(operations.links.move('v0', there, { ifname: 'eth0', ifalias: 'was v0' }), (step) => {
        if (!isRequest(step)) elsewhere++;
        else if (step.type === RTM_NEWLINK && moves++ === 0) other.links.add({ ifname: 'eth0', kind: 'ifb' });
      }),
    ]);
    t.is(moves, 1);
    t.is(elsewhere, 1, 'it is brought back from there');
    t.like(result, { status: 'rejected', reason: { code: 'EEXIST' } });
    t.like(await host.links.get('v0'), { index, address, ifalias: 'its own' });
    t.true((await host.links.get('v0')).flags.includes('up'));
    t.deepEqual(
      other.links.list().map(({ ifname, kind }) => [ifname, kind]),
      [
        ['lo', undefined],
        ['eth0', 'ifb'],
      ],
    );
  });

  test(`${name}: a link is moved, renamed, and found`, async (t) => {
    const [here, there] = [ownNetns(t), ownNetns(t)];
    const [host, other] = [await open(t, here), await open(t, there)];
    await host.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
    await host.links.addAltnames('v0', ['a-name-beside-the-other']);
    const { index } = await host.links.get('v0');
    // An up link, by its alternative name, to a free index.
    await host.links.set('v0', { up: true });
    t.deepEqual(await host.links.move('a-name-beside-the-other', there, { ifname: 'eth0', up: true }), {
      index,
      ifname: 'eth0',
    });
    t.like(await other.links.get('eth0'), { index, ifname: 'eth0' });
    t.true((await other.links.get('a-name-beside-the-other')).flags.includes('up'));
    await t.throwsAsync(async () => host.links.get('v0'), { code: 'ENODEV' });

    // Its index is taken here by now.
    await host.links.add({ ifname: 'ifb0', kind: 'ifb', index });
    const back = await other.links.move('eth0', here);
    t.is(back.ifname, 'eth0');
    t.not(back.index, index);
    t.is((await host.links.get('eth0')).index, back.index);
    t.false((await host.links.get('eth0')).flags.includes('up'));
    t.deepEqual(await host.links.move('eth0', there, { index: 777 }), { index: 777, ifname: 'eth0' });
  });

  test(`${name}: an alias is given with the move, and taken away`, async (t) => {
    const [here, there] = [ownNetns(t), ownNetns(t)];
    const [host, other] = [await open(t, here), await open(t, there)];
    await host.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
    await host.links.move('v0', there, { ifname: 'eth0', ifalias: 'was v0' });
    t.is((await other.links.get('eth0')).ifalias, 'was v0');
    await other.links.move('eth0', here, { ifname: 'v0' });
    t.is((await host.links.get('v0')).ifalias, 'was v0');
    await host.links.move('v0', there, { ifalias: '' });
    t.is((await other.links.get('v0')).ifalias, undefined);
  });

  test(`${name}: a taken name or index keeps the link where it is`, async (t) => {
    const [here, there] = [ownNetns(t), ownNetns(t)];
    const [host, other] = [await open(t, here), await open(t, there)];
    await host.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
    await host.links.set('v0', { up: true });
    await host.addresses.add({ dev: 'v0', address: '192.0.2.1/24' });
    await other.links.add({ ifname: 'taken', kind: 'ifb', index: 500 });
    await t.throwsAsync(async () => host.links.move('v0', there, { ifname: 'taken' }), {
      code: 'EEXIST',
      message: 'move link v0: the name taken is taken in the other namespace (EEXIST)',
    });
    await t.throwsAsync(async () => host.links.move('v0', there, { index: 500 }), { code: 'EBUSY' });
    await t.throwsAsync(async () => host.links.move('nothing', there), { code: 'ENODEV' });
    await t.throwsAsync(async () => host.links.move('lo', there, { ifname: 'lo1' }), { code: 'EINVAL' });
    t.true((await host.links.get('v0')).flags.includes('up'));
    t.is((await host.addresses.list({ dev: 'v0', family: 2 })).length, 1);
  });

  test(`${name}: what another namespace has, by its id here`, async (t) => {
    const [here, there] = [ownNetns(t), ownNetns(t)];
    const [host, other] = [await open(t, here), await open(t, there)];
    t.is(await host.nsids.get(there), undefined);
    await host.nsids.set(there, 7);
    t.is(await host.nsids.get(there), 7);
    await t.throwsAsync(async () => host.nsids.set(there, 8), { code: 'EEXIST' });
    await host.links.add({ ifname: 'made', kind: 'ifb', targetNetnsid: 7 });
    await other.links.set('made', { up: true });
    await other.addresses.add({ dev: 'made', address: '192.0.2.1/24' });

    t.deepEqual(
      (await host.links.list({ targetNetnsid: 7 })).map(({ ifname, targetNetnsid }) => [
        ifname,
        targetNetnsid,
      ]),
      [
        ['lo', 7],
        ['made', 7],
      ],
    );
    t.deepEqual((await host.links.list({ targetNetnsid: 7, kind: 'ifb' })).length, 1);
    t.is((await host.links.get('made', { targetNetnsid: 7 })).kind, 'ifb');
    await t.throwsAsync(async () => host.links.get('made'), { code: 'ENODEV' });
    t.deepEqual(
      (await host.addresses.list({ targetNetnsid: 7, family: 2 })).map(({ address }) => address),
      ['192.0.2.1/24'],
    );

    // The other one knows a third: its ids by their names here.
    const third = ownNetns(t);
    await other.nsids.set(third, 3);
    await host.nsids.set(third, 30);
    t.deepEqual((await host.nsids.list()).map(({ nsid }) => nsid).sort(), [30, 7]);
    t.like(await host.nsids.list({ targetNsid: 7 }), { 0: { nsid: 3, currentNsid: 30 } });
    t.is(await host.nsids.get(third, { targetNsid: 7 }), 3);
    t.like(await host.nsids.translate(30, 7), { nsid: 3 });
  });
}

test('a namespace without a name is passed around', async (t) => {
  const host = await asyncHost(t);
  using made = await host.netns.unshare();
  await host.links.add({ ifname: 'ifb7', kind: 'ifb', netns: made });
  using again = await host.netns.open(made);
  t.true(again.equals(made));
  const inside = syncHost(t, again);
  t.deepEqual(
    inside.links.list({ kind: 'ifb' }).map(({ ifname }) => ifname),
    ['ifb7'],
  );
  t.deepEqual(await host.netns.identify(made), []);
});

test('a pair with an end in each of two namespaces, made from a third', (t) => {
  const [first, second] = [ownNetns(t), ownNetns(t)];
  const host = syncHost(t);
  const ends = { ifname: 'eth0', data: { peer: { ifname: 'eth0', mtu: 1400 } } };
  host.links.add({ ...ends, kind: 'veth', netns: first, peerNetns: second });
  t.deepEqual(
    host.links.list().map(({ ifname }) => ifname),
    ['lo'],
  );
  t.is(syncHost(t, first).links.get('eth0').mtu, 1500);
  t.is(syncHost(t, second).links.get('eth0').mtu, 1400);
  t.throws(() => host.links.add({ ifname: 'i0', kind: 'ifb', peerNetns: second }), {
    instanceOf: TypeError,
    message: 'peerNetns: a link of kind ifb has no peer',
  });
});
