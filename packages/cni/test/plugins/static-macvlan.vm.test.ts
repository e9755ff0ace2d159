import { existsSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { RtnlSync } from '@iplink-ts/rtnetlink';
import test, { type ExecutionContext } from 'ava';
import { temporaryFolder } from '../folder.ts';
import { ip, linkNames, netnsPath, OURS, Rig, type Run, state } from '../rig.ts';

/** The VLAN interfaces of subnets: made for the first user, gone with the last. */

const SUBNET = { name: 'lan', master: 'm0', vlan: 100, cidr: '192.168.1.0/24' };
const PARENT = 'm0.100';

class Network {
  readonly rig: Rig;
  readonly dataDir: string;
  readonly before: unknown;

  constructor(t: ExecutionContext) {
    this.rig = new Rig(t);
    this.dataDir = temporaryFolder(t);
    this.before = state(this.rig.host);
  }

  conf(changes: object = {}): object {
    return { cniVersion: '1.1.0', name: 'net', subnets: [SUBNET], dataDir: this.dataDir, ...changes };
  }

  run(pod: string, command: string, changes: object = {}): Run {
    const env = { CNI_NETNS: netnsPath(pod), CNI_CONTAINERID: pod, CNI_IFNAME: 'net1' };
    return this.rig.call('static-macvlan', command, this.conf(changes), env);
  }

  gc(): Run {
    return this.run('x', 'GC', { 'cni.dev/valid-attachments': [] });
  }

  hasParent(): boolean {
    return linkNames(this.rig.host).includes(PARENT);
  }

  host(work: (rtnl: RtnlSync) => void): void {
    using rtnl = RtnlSync.open({ netns: this.rig.host });
    work(rtnl);
  }

  records(): unknown {
    const file = `${this.dataDir}/records.json`;
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).attachments : [];
  }
}

test.serial('the VLAN interface is made for the first pod, shared, and gone with the last', (t) => {
  const network = new Network(t);
  const [one, two] = [network.rig.container(), network.rig.container()];
  const add = network.run(one, 'ADD');
  t.is(add.status, 0, add.stdout);
  const [parent] = ip(network.rig.host, '-d', 'link', 'show', PARENT);
  t.true(String(parent?.['flags']).includes('UP'));
  t.like(parent, { link: 'm0', linkinfo: { info_kind: 'vlan', info_data: { id: 100 } } });
  t.is(ip(one, 'link', 'show', 'net1')[0]?.['link_index'], parent?.['ifindex']);
  t.is(network.run(one, 'CHECK', { prevResult: add.output }).status, 0);
  t.is(network.run(two, 'ADD').status, 0);
  t.is(ip(network.rig.host, 'link', 'show', PARENT)[0]?.['ifindex'], parent?.['ifindex']);
  t.is(network.run(one, 'DEL').status, 0);
  t.true(network.hasParent());
  // The other container is gone as a whole before its DEL comes.
  network.rig.remove(two);
  t.is(network.run(two, 'DEL').status, 0);
  t.deepEqual(state(network.rig.host), network.before);
});

test.serial('a VLAN interface that was there before stays', (t) => {
  const network = new Network(t);
  network.host((rtnl) => rtnl.links.add({ kind: 'vlan', ifname: PARENT, link: 'm0', data: { id: 100 } }));
  const pod = network.rig.container();
  network.host((rtnl) => rtnl.links.set(PARENT, { up: true }));
  t.is(network.run(pod, 'ADD').status, 0);
  t.is(network.run(pod, 'DEL').status, 0);
  t.true(network.hasParent());
  t.is(network.gc().status, 0);
  t.true(network.hasParent());
});

test.serial('a VLAN interface stays while somebody else uses it; then GC removes it', (t) => {
  const network = new Network(t);
  const other = network.rig.container();
  using container = RtnlSync.open({ netns: other });
  const uses: Readonly<Record<string, [begin: (rtnl: RtnlSync) => void, end: (rtnl: RtnlSync) => void]>> = {
    'an address': [
      (rtnl) => rtnl.addresses.add({ dev: PARENT, address: '192.168.1.9/24' }),
      (rtnl) => rtnl.addresses.delete({ dev: PARENT, address: '192.168.1.9/24' }),
    ],
    'an interface on it': [
      (rtnl) => rtnl.links.add({ kind: 'macvlan', ifname: 'mine', link: PARENT }),
      (rtnl) => rtnl.links.delete('mine'),
    ],
    'an interface of a container': [
      (rtnl) => {
        rtnl.links.add({ kind: 'macvlan', ifname: 'theirs', link: PARENT, netns: other });
        container.links.set('theirs', { up: true });
      },
      () => container.links.delete('theirs'),
    ],
  };
  for (const [use, [begin, end]] of Object.entries(uses)) {
    const pod = network.rig.container();
    t.is(network.run(pod, 'ADD').status, 0, use);
    network.host(begin);
    t.is(network.run(pod, 'DEL').status, 0, use);
    t.true(network.hasParent(), use);
    network.host(end);
    t.is(network.gc().status, 0, use);
    t.deepEqual(state(network.rig.host), network.before, use);
  }
});

test.serial('nothing is left of an ADD that fails; the VLAN of another pod stays', (t) => {
  const network = new Network(t);
  const [one, two] = [network.rig.container(), network.rig.container()];
  const routes = [{ dst: '10.9.0.0/16', gw: '99.9.9.9' }];
  const broken = { subnets: [{ ...SUBNET, routes }] };
  t.is(network.run(one, 'ADD', broken).status, 1);
  t.deepEqual([state(network.rig.host), network.records()], [network.before, []]);
  t.is(network.run(two, 'ADD').status, 0);
  t.is(network.run(one, 'ADD', broken).status, 1);
  t.true(network.hasParent());
});

test.serial('what is in the way of a VLAN interface', (t) => {
  const network = new Network(t);
  const pod = network.rig.container();
  const failing = (subnet: object): Record<string, unknown> | undefined =>
    network.run(pod, 'ADD', { subnets: [{ ...SUBNET, ...subnet }] }).output;
  network.host((rtnl) => {
    rtnl.links.add({ kind: 'dummy', ifname: PARENT });
    rtnl.links.add({ kind: 'vlan', ifname: 'other', link: 'm0', data: { id: 7 } });
    rtnl.links.set('other', { up: true });
    rtnl.links.add({ kind: 'dummy', ifname: 'down0' });
  });
  const before = state(network.rig.host);
  t.deepEqual(failing({}), {
    code: 7,
    msg: 'interface "m0.100" is not VLAN 100 of "m0"',
    details: 'remove it, or choose another name for that of subnet "lan": "parent"',
  });
  t.like(failing({ vlan: 8, parent: 'other' }), { code: 7, msg: 'interface "other" is not VLAN 8 of "m0"' });
  t.like(failing({ vlan: 7 }), {
    msg: 'failed to create "m0.7", VLAN 7 of "m0": file exists',
    details:
      '8021q: VLAN device already exists; the master has that VLAN under another name: give it in the subnet as "parent"',
  });
  t.deepEqual(failing({ master: 'down0' }), {
    code: 999,
    msg: 'failed to set "down0.100" up: network is down',
    details: 'bring its master up: ip link set down0 up',
  });
  t.deepEqual([state(network.rig.host), network.records()], [before, []]);
  t.is(network.run(pod, 'ADD', { subnets: [{ ...SUBNET, vlan: 7, parent: 'other' }] }).status, 0);
  t.is(network.run(pod, 'DEL').status, 0);
  t.deepEqual(state(network.rig.host), before);
});

test.serial('whenever ADD is killed, DEL leaves nothing on the host, and the next ADD works', async (t) => {
  const network = new Network(t);
  const pod = network.rig.container();
  const env = { CNI_NETNS: netnsPath(pod), CNI_CONTAINERID: pod, CNI_IFNAME: 'net1' };
  const started = performance.now();
  const whole = network.rig.start(OURS, 'static-macvlan', 'ADD', network.conf(), env);
  t.is(await whole.status, 0);
  const duration = performance.now() - started;
  t.is(network.run(pod, 'DEL').status, 0);
  const KILLS = 8;
  let killed = 0;
  for (let at = 1; at <= KILLS; at++) {
    const run = network.rig.start(OURS, 'static-macvlan', 'ADD', network.conf(), env);
    await setTimeout((duration * at) / KILLS);
    run.kill();
    if ((await run.status) === null) killed++;
    t.is(network.run(pod, 'DEL').status, 0);
    t.deepEqual([linkNames(pod), state(network.rig.host), network.records()], [['lo'], network.before, []]);
  }
  t.true(killed > 0, `${killed} of ${KILLS} were killed`);
  t.is(network.run(pod, 'ADD').status, 0);
});

test.serial('pods that come and go at once: no ADD loses the VLAN to the DEL of another', async (t) => {
  const network = new Network(t);
  const pods = Array.from({ length: 4 }, () => network.rig.container());
  const start = (pod: string, command: string): Promise<number | null> => {
    const env = { CNI_NETNS: netnsPath(pod), CNI_CONTAINERID: pod, CNI_IFNAME: 'net1' };
    return network.rig.start(OURS, 'static-macvlan', command, network.conf(), env).status;
  };
  const life = async (pod: string): Promise<unknown> => {
    const added = await start(pod, 'ADD');
    const names = linkNames(pod);
    return [added, names, await start(pod, 'DEL')];
  };
  t.deepEqual(await Promise.all(pods.map(life)), Array(4).fill([0, ['lo', 'net1'], 0]));
  t.deepEqual([state(network.rig.host), network.records()], [network.before, []]);
});
