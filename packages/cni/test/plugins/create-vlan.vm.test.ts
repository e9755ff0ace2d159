import { setTimeout } from 'node:timers/promises';
import { RtnlSync } from '@iplink-ts/rtnetlink';
import test, { type ExecutionContext } from 'ava';
import { ip, linkNames, netnsPath, OURS, ping, Rig, type Run, state } from '../rig.ts';

/** Key `createVlan`: the VLAN interface that is the master is made for the first container, and gone with the last. */

const PARENT = 'm0.100';

type Type = 'macvlan' | 'ipvlan';
const types: readonly Type[] = ['macvlan', 'ipvlan'];

class Network {
  readonly rig: Rig;
  readonly before: unknown;

  constructor(t: ExecutionContext) {
    this.rig = new Rig(t);
    this.before = state(this.rig.host);
  }

  run(type: Type, pod: string, command: string, changes: object = {}): Run {
    return this.rig.call(type, command, conf(type, changes), environment(pod));
  }

  start(type: Type, pod: string, command: string) {
    return this.rig.start(OURS, type, command, conf(type), environment(pod));
  }

  gc(type: Type): Run {
    return this.run(type, 'x', 'GC', { 'cni.dev/valid-attachments': [] });
  }

  hasParent(): boolean {
    return linkNames(this.rig.host).includes(PARENT);
  }

  host(work: (rtnl: RtnlSync) => void): void {
    using rtnl = RtnlSync.open({ netns: this.rig.host });
    work(rtnl);
  }
}

const environment = (pod: string) => ({ CNI_NETNS: netnsPath(pod), CNI_CONTAINERID: pod });

const addressed = (address: string) => ({ type: 'static', addresses: [{ address }] });

const conf = (type: string, changes: object = {}): object => ({
  cniVersion: '1.1.0',
  name: 'net',
  type,
  master: PARENT,
  createVlan: true,
  ipam: addressed('10.1.2.3/24'),
  ...changes,
});

for (const type of types) {
  test.serial(`${type}: made for the first container, shared, and gone with the last`, (t) => {
    const network = new Network(t);
    const [one, two] = [network.rig.container(), network.rig.container()];
    t.is(network.run(type, one, 'STATUS').status, 0);
    const add = network.run(type, one, 'ADD');
    t.is(add.status, 0, add.stdout);
    const [parent] = ip(network.rig.host, '-d', 'link', 'show', PARENT);
    t.true(String(parent?.['flags']).includes('UP'));
    t.like(parent, {
      link: 'm0',
      ifalias: 'cni createVlan',
      linkinfo: { info_kind: 'vlan', info_data: { id: 100 } },
    });
    t.is(ip(one, 'link', 'show', 'eth0')[0]?.['link_index'], parent?.['ifindex']);
    t.deepEqual([network.run(type, one, 'CHECK', { prevResult: add.output }).stdout], ['']);
    // Of another network, and down: it counts all the same.
    const other = { name: 'other', ipam: addressed('10.1.2.4/24') };
    t.is(network.run(type, two, 'ADD', other).status, 0);
    t.true(ping(two, '10.1.2.3'));
    using container = RtnlSync.open({ netns: two });
    container.links.set('eth0', { up: false });
    t.is(network.run(type, one, 'DEL').status, 0);
    t.true(network.hasParent());
    t.is(network.gc(type).status, 0);
    t.true(network.hasParent());
    t.is(network.run(type, two, 'DEL', other).status, 0);
    t.deepEqual(state(network.rig.host), network.before);
    t.is(network.run(type, two, 'DEL', other).status, 0);
  });

  test.serial(`${type}: a container that is gone as a whole leaves it to GC at the latest`, async (t) => {
    const network = new Network(t);
    const pod = network.rig.container();
    t.is(network.run(type, pod, 'ADD').status, 0);
    network.rig.remove(pod);
    t.is(network.run(type, pod, 'DEL').status, 0);
    for (let tries = 0; network.hasParent() && tries < 50; tries++) {
      await setTimeout(100);
      t.is(network.gc(type).status, 0);
    }
    t.deepEqual(state(network.rig.host), network.before);
  });

  test.serial(`${type}: nothing is left of an ADD that fails; the VLAN of another stays`, (t) => {
    const network = new Network(t);
    const [one, two] = [network.rig.container(), network.rig.container()];
    const broken = {
      ipam: { ...addressed('10.1.2.3/24'), routes: [{ dst: '10.9.0.0/16', gw: '99.9.9.9' }] },
    };
    t.not(network.run(type, one, 'ADD', broken).status, 0);
    t.deepEqual(state(network.rig.host), network.before);
    t.is(network.run(type, two, 'ADD').status, 0);
    t.not(network.run(type, one, 'ADD', broken).status, 0);
    t.true(network.hasParent());
  });
}

test.serial('one that was there before stays, and one that the host came to use', (t) => {
  const network = new Network(t);
  const pod = network.rig.container();
  network.host((rtnl) => {
    rtnl.links.add({ kind: 'vlan', ifname: PARENT, link: 'm0', data: { id: 100 } });
    rtnl.links.set(PARENT, { up: true });
  });
  for (const command of ['ADD', 'DEL']) t.is(network.run('macvlan', pod, command).status, 0);
  t.is(network.gc('macvlan').status, 0);
  t.true(network.hasParent());
  network.host((rtnl) => rtnl.links.delete(PARENT));
  t.is(network.run('macvlan', pod, 'ADD').status, 0);
  network.host((rtnl) => rtnl.addresses.add({ dev: PARENT, address: '192.168.1.9/24' }));
  t.is(network.run('macvlan', pod, 'DEL').status, 0);
  t.true(network.hasParent());
  network.host((rtnl) => rtnl.addresses.delete({ dev: PARENT, address: '192.168.1.9/24' }));
  t.is(network.gc('macvlan').status, 0);
  t.deepEqual(state(network.rig.host), network.before);
});

test.serial('what is in the way', (t) => {
  const network = new Network(t);
  const pod = network.rig.container();
  const failing = (changes: object) => network.run('macvlan', pod, 'ADD', changes).output;
  for (const master of ['', 'm0', 'm0.', '.5', 'm0.0', 'm0.4095', 'm0.x'])
    t.like(
      failing({ master }),
      {
        code: 7,
        msg: `"createVlan" needs a "master" that names an interface and one of its VLANs, not "${master}"`,
      },
      master,
    );
  t.like(failing({ linkInContainer: true }), {
    code: 7,
    msg: '"createVlan" needs "linkInContainer": false',
  });
  t.like(failing({ master: 'nosuch.5' }), { msg: 'failed to lookup master "nosuch": Link not found' });
  t.like(network.run('macvlan', pod, 'STATUS', { master: 'nosuch.5' }).output, {
    code: 50,
    msg: 'failed to lookup master "nosuch": Link not found',
  });
  network.host((rtnl) => {
    rtnl.links.add({ kind: 'dummy', ifname: PARENT });
    rtnl.links.add({ kind: 'vlan', ifname: 'other', link: 'm0', data: { id: 7 } });
  });
  t.deepEqual(failing({}), {
    code: 7,
    msg: 'interface "m0.100" is not VLAN 100 of "m0"',
    details: 'remove it, or leave out "createVlan" to use it as it is',
  });
  t.like(failing({ master: 'm0.7' }), {
    msg: 'failed to create "m0.7", VLAN 7 of "m0": file exists',
    details:
      '8021q: VLAN device already exists; the master has that VLAN under another name: name that one as "master", without "createVlan"',
  });
  for (const master of ['', 'm0', 'nosuch.5', PARENT])
    t.is(network.run('macvlan', pod, 'DEL', { master }).status, 0);
  t.deepEqual(linkNames(network.rig.host), ['lo', 'm1', 'm0', PARENT, 'other']);
});

test.serial('hostAccess on top of it: gone with the last container', (t) => {
  const network = new Network(t);
  const pod = network.rig.container();
  const changes = { hostAccess: true };
  t.is(network.run('macvlan', pod, 'ADD', changes).status, 0);
  t.is(network.run('macvlan', pod, 'DEL', changes).status, 0);
  t.deepEqual(state(network.rig.host), network.before);
});

test.serial('whenever ADD or DEL is killed, DEL leaves nothing on the host', async (t) => {
  const network = new Network(t);
  const pod = network.rig.container();
  const KILLS = 6;
  let killed = 0;
  for (const command of ['ADD', 'DEL'])
    for (let at = 0; at <= KILLS; at++) {
      if (command === 'DEL') t.is(network.run('macvlan', pod, 'ADD').status, 0);
      const started = performance.now();
      const run = network.start('macvlan', pod, command);
      if (at > 0) setTimeout((duration(command) * at) / KILLS).then(run.kill);
      if ((await run.status) === null) killed++;
      if (at === 0) durations.set(command, performance.now() - started);
      t.is(network.run('macvlan', pod, 'DEL').status, 0);
      t.deepEqual([linkNames(pod), state(network.rig.host)], [['lo'], network.before]);
    }
  t.true(killed > 0, `${killed} of ${2 * KILLS} were killed`);
});

/** Milliseconds of a whole run. */
const durations = new Map<string, number>();
const duration = (command: string): number => durations.get(command) ?? 0;

test.serial('containers that come and go at once: no ADD loses the VLAN to the DEL of another', async (t) => {
  const network = new Network(t);
  const pods = Array.from({ length: 4 }, () => network.rig.container());
  const life = async (pod: string): Promise<unknown> => {
    const added = await network.start('macvlan', pod, 'ADD').status;
    const names = linkNames(pod);
    return [added, names, await network.start('macvlan', pod, 'DEL').status];
  };
  t.deepEqual(await Promise.all(pods.map(life)), Array(4).fill([0, ['lo', 'eth0'], 0]));
  t.deepEqual(state(network.rig.host), network.before);
});
