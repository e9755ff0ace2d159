import { setTimeout } from 'node:timers/promises';
import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { ip, linkNames, netnsPath, OURS, ping, state, sysctl, writeSysctl } from '../rig.ts';
import { conf, hostWithNeighbour, RELAY, relayRoutes, run } from './lab.ts';

const add = (last: number, config: object = {}): object => conf('macvlan', last, config);

test.serial('host to pod and pod to host ping', (t) => {
  const { rig, outside } = hostWithNeighbour(t);
  for (const device of ['all', 'default', 'm0']) writeSysctl(rig.host, `ipv4/conf/${device}/rp_filter`, '1');
  const pod = rig.container();
  const done = run(rig, 'macvlan', 'ADD', pod, add(3));
  t.is(done.status, 0, done.stdout);
  t.like(done.output, { interfaces: [{ name: 'eth0' }] });
  for (const to of ['10.1.2.3', '2001:db8::3']) t.true(ping(rig.host, to), to);
  for (const to of ['10.1.2.1', '2001:db8::1']) t.true(ping(pod, to), to);
  t.true(ping(outside, '10.1.2.1'));
  // To the outside the host is where it was, although the relay hears all questions.
  const [{ lladdr } = {}] = ip(outside, 'neigh', 'show', '10.1.2.1');
  t.is(lladdr, ip(rig.host, 'link', 'show', 'm0')[0]?.['address']);
  t.is(sysctl(rig.host, 'ipv4/conf/m0/rp_filter'), '1');
  t.is(sysctl(rig.host, `ipv6/conf/${RELAY}/accept_ra`), '0');
  t.like(ip(rig.host, 'link', 'show', RELAY)[0], { ifalias: 'host access of CNI network host-access' });
});

test.serial('without hostAccess they do not reach each other', (t) => {
  const { rig } = hostWithNeighbour(t);
  const pod = rig.container();
  t.is(run(rig, 'macvlan', 'ADD', pod, add(3, { hostAccess: false })).status, 0);
  t.false(ping(rig.host, '10.1.2.3'));
  t.false(linkNames(rig.host).includes(RELAY));
});

test.serial(
  'the pods of a network share one relay, and the last takes it away; DEL needs no namespace',
  (t) => {
    const { rig } = hostWithNeighbour(t);
    const before = state(rig.host);
    const [first, second] = [rig.container(), rig.container()];
    t.is(run(rig, 'macvlan', 'ADD', first, add(3)).status, 0);
    const [{ ifindex } = {}] = ip(rig.host, 'link', 'show', RELAY);
    t.is(run(rig, 'macvlan', 'ADD', second, add(4)).status, 0);
    t.is(ip(rig.host, 'link', 'show', RELAY)[0]?.['ifindex'], ifindex);
    t.true(ping(rig.host, '10.1.2.4'));
    t.true(ping(first, '10.1.2.4'));
    t.deepEqual(relayRoutes(rig.host), ['10.1.2.3', '10.1.2.4', '2001:db8::3', '2001:db8::4']);
    rig.remove(first);
    // Neither does it need the key.
    for (const config of [add(3), add(9, { hostAccess: false, ipam: {}, master: 'nope' })])
      t.is(run(rig, 'macvlan', 'DEL', first, config, { CNI_NETNS: '' }).status, 0);
    t.deepEqual(relayRoutes(rig.host), ['10.1.2.4', '2001:db8::4']);
    t.deepEqual(
      ip(rig.host, 'neigh', 'show', 'dev', RELAY, 'nud', 'permanent').map(({ dst }) => dst),
      ['10.1.2.4', '2001:db8::4'],
    );
    t.true(ping(rig.host, '10.1.2.4'));
    for (let times = 0; times < 2; times++) t.is(run(rig, 'macvlan', 'DEL', second, add(4)).status, 0);
    t.deepEqual(state(rig.host), before);
  },
);

test.serial('an address that has gone over to another pod is left to it', (t) => {
  const { rig } = hostWithNeighbour(t);
  const [lost, found] = [rig.container(), rig.container()];
  t.is(run(rig, 'macvlan', 'ADD', lost, add(3)).status, 0);
  rig.remove(lost);
  t.is(run(rig, 'macvlan', 'ADD', found, add(3)).status, 0);
  t.true(ping(rig.host, '10.1.2.3'));
  t.is(run(rig, 'macvlan', 'DEL', lost, add(3), { CNI_NETNS: '' }).status, 0);
  t.true(ping(rig.host, '10.1.2.3'));
  t.deepEqual(relayRoutes(rig.host), ['10.1.2.3', '2001:db8::3']);
});

test.serial('GC takes what no valid attachment has', (t) => {
  const { rig } = hostWithNeighbour(t);
  const [kept, lost] = [rig.container(), rig.container()];
  for (const [pod, last] of [
    [kept, 3],
    [lost, 4],
  ] as const)
    t.is(run(rig, 'macvlan', 'ADD', pod, add(last)).status, 0);
  rig.remove(lost);
  const gc = (...ids: readonly string[]): unknown =>
    run(rig, 'macvlan', 'GC', kept, {
      ...add(3, { hostAccess: false }),
      'cni.dev/valid-attachments': ids.map((containerID) => ({ containerID, ifname: 'eth0' })),
    }).status;
  t.like(run(rig, 'macvlan', 'GC', kept, add(3)).output, { code: 7 }, 'without a list nothing is known');
  t.is(gc(kept), 0);
  t.deepEqual(relayRoutes(rig.host), ['10.1.2.3', '2001:db8::3']);
  t.is(gc(), 0);
  t.deepEqual(linkNames(rig.host), ['lo', 'm0']);
});

test.serial('CHECK finds that the host has no route any more', (t) => {
  const { rig } = hostWithNeighbour(t);
  const pod = rig.container();
  const { output: prevResult } = run(rig, 'macvlan', 'ADD', pod, add(3));
  const check = (): unknown => run(rig, 'macvlan', 'CHECK', pod, add(3, { prevResult })).output;
  t.is(check(), undefined);
  using host = RtnlSync.open({ netns: rig.host });
  host.routes.delete({ dst: '10.1.2.3/32', dev: RELAY });
  const missing = { msg: 'Expected Route {Dst:10.1.2.3/32 GW:<nil>} not found in routing table' };
  t.like(check(), missing);
  host.links.delete(RELAY);
  t.like(check(), { ...missing, details: `of the host, by interface "${RELAY}"` });
});

test.serial('nothing is left when the relay cannot be had', (t) => {
  const { rig } = hostWithNeighbour(t);
  const [first, second] = [rig.container(), rig.container()];
  using host = RtnlSync.open({ netns: rig.host });
  host.links.add({ kind: 'veth', ifname: RELAY, data: { peer: { ifname: 'x' } } });
  const [before, empty] = [state(rig.host), state(first)];
  t.like(run(rig, 'macvlan', 'ADD', first, add(3)).output, {
    msg: `failed to create macvlan "${RELAY}" for host access: file exists`,
  });
  t.deepEqual([state(rig.host), state(first)], [before, empty]);
  t.is(run(rig, 'macvlan', 'DEL', first, add(3)).status, 0);
  t.deepEqual(state(rig.host), before, 'what is not ours is left alone');
  host.links.delete(RELAY);

  t.is(run(rig, 'macvlan', 'ADD', first, add(3)).status, 0);
  host.links.add({ kind: 'veth', ifname: 'n0', data: { peer: { ifname: 'n1' } } });
  const moved = run(rig, 'macvlan', 'ADD', second, add(4, { master: 'n0' }));
  t.like(moved.output, {
    code: 7,
    msg: 'the pods of network "host-access" that have host access have another master than "n0"',
  });
  t.deepEqual(state(second), empty);
  t.true(ping(rig.host, '10.1.2.3'));
});

test.serial('whenever ADD is killed, DEL leaves nothing', async (t) => {
  const { rig } = hostWithNeighbour(t);
  const before = state(rig.host);
  const pod = rig.container();
  const env = { CNI_NETNS: netnsPath(pod), CNI_CONTAINERID: pod };
  for (const [at, pause] of [0, 5, 10, 15, 20, 25, 50, 150].entries()) {
    const started = rig.start(OURS, 'macvlan', 'ADD', add(3), env);
    await setTimeout(pause);
    started.kill();
    await started.status;
    t.is(
      run(rig, 'macvlan', 'DEL', pod, add(3), { CNI_NETNS: at % 2 === 0 ? '' : netnsPath(pod) }).status,
      0,
    );
    t.deepEqual(state(rig.host), before);
    t.is(run(rig, 'macvlan', 'DEL', pod, add(3)).status, 0);
  }
  t.is(run(rig, 'macvlan', 'ADD', pod, add(3)).status, 0);
});

test.serial('what an ADD leaves that is killed inside is taken up by the next', (t) => {
  const { rig } = hostWithNeighbour(t);
  const pod = rig.container();
  using host = RtnlSync.open({ netns: rig.host });
  host.links.add({ kind: 'macvlan', ifname: RELAY, link: 'm0', data: { mode: 'bridge' } });
  t.is(run(rig, 'macvlan', 'ADD', pod, add(3)).status, 0);
  t.true(ping(rig.host, '10.1.2.3'));
  t.is(sysctl(rig.host, `ipv4/conf/${RELAY}/arp_filter`), '1');
});

test.serial('ADDs and DELs at once', async (t) => {
  const { rig } = hostWithNeighbour(t);
  const before = state(rig.host);
  const pods = Array.from({ length: 6 }, () => rig.container());
  const all = async (command: string, which: readonly string[]): Promise<(number | null)[]> =>
    Promise.all(
      which.map((pod) => {
        const env = { CNI_NETNS: netnsPath(pod), CNI_CONTAINERID: pod };
        return rig.start(OURS, 'macvlan', command, add(10 + pods.indexOf(pod)), env).status;
      }),
    );
  const [early, late] = [pods.slice(0, 3), pods.slice(3)];
  t.deepEqual(await all('ADD', early), [0, 0, 0]);
  // The last of the first goes while the first of the others come.
  t.deepEqual(await Promise.all([all('DEL', early), all('ADD', late)]), [
    [0, 0, 0],
    [0, 0, 0],
  ]);
  for (const last of [13, 14, 15]) t.true(ping(rig.host, `10.1.2.${last}`), String(last));
  t.is(relayRoutes(rig.host).length, 6);
  t.deepEqual(await all('DEL', late), [0, 0, 0]);
  t.deepEqual(state(rig.host), before);
});
