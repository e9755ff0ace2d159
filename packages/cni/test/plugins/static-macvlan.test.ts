import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RtnlSync } from '@iplink-ts/rtnetlink';
import test, { type ExecutionContext } from 'ava';
import { atLeast, supportedVersions } from '../../src/version.ts';
import { temporaryFolder } from '../folder.ts';
import { ip, linkNames, netnsPath, OURS, Rig, type Run, state } from '../rig.ts';

const SUBNET = { name: 'lan', master: 'm0', vlan: 0, cidr: '192.168.1.0/24' };

/** A host of the test's own, and what its network is called and where its records are. */
class Network {
  readonly rig: Rig;
  readonly dataDir: string;

  constructor(t: ExecutionContext) {
    this.rig = new Rig(t);
    this.dataDir = join(temporaryFolder(t), 'data');
  }

  conf(changes: object = {}): Record<string, unknown> {
    return {
      cniVersion: '1.0.0',
      name: 'net',
      type: 'static-macvlan',
      subnets: [SUBNET],
      dataDir: this.dataDir,
      ...changes,
    };
  }

  run(pod: string, command: string, changes: object = {}, env: Readonly<Record<string, string>> = {}): Run {
    return this.rig.call('static-macvlan', command, this.conf(changes), {
      CNI_NETNS: netnsPath(pod),
      CNI_CONTAINERID: pod,
      CNI_IFNAME: 'net1',
      ...env,
    });
  }

  /** The records as they are on the disk. */
  records(): Record<string, unknown>[] {
    const file = join(this.dataDir, 'records.json');
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).attachments : [];
  }
}

const cni = (args: object): object => ({ args: { cni: args } });

const kubernetes = (name: string, more = ''): { CNI_ARGS: string } => ({
  CNI_ARGS: `IgnoreUnknown=1;K8S_POD_NAMESPACE=default;K8S_POD_NAME=${name};K8S_POD_UID=uid-of-${name};K8S_POD_INFRA_CONTAINER_ID=c${more}`,
});

interface Printed {
  readonly ips: readonly { readonly address: string }[];
  readonly interfaces: readonly { readonly mac: string }[];
}
const printed = ({ stdout }: Run): Printed => JSON.parse(stdout);
const addressOf = (run: Run): unknown => printed(run).ips[0]?.address;
const macOf = (run: Run): unknown => printed(run).interfaces[0]?.mac;
const indexOf = (netns: string, device: string): unknown => ip(netns, 'link', 'show', device)[0]?.['ifindex'];

for (const cniVersion of supportedVersions) {
  test.serial(`${cniVersion}: STATUS, ADD, CHECK, GC and DEL`, (t) => {
    const network = new Network(t);
    const pod = network.rig.container();
    const before = [state(network.rig.host), state(pod)];
    const conf = {
      cniVersion,
      ...cni({ 'static-ip': '192.168.1.100/24', 'static-mac': '0a:00:27:00:00:00' }),
    };
    if (atLeast(cniVersion, '1.1.0')) t.is(network.run(pod, 'STATUS', { cniVersion }).status, 0);
    const add = network.run(pod, 'ADD', conf, kubernetes('samplepod1'));
    t.is(add.status, 0, add.stdout);
    t.like(ip(pod, '-d', '-4', 'addr', 'show', 'net1')[0], {
      link_index: indexOf(network.rig.host, 'm0'),
      address: '0a:00:27:00:00:00',
      operstate: 'UP',
      linkinfo: { info_kind: 'macvlan', info_data: { mode: 'bridge' } },
      addr_info: [{ local: '192.168.1.100', prefixlen: 24, broadcast: '192.168.1.255' }],
    });
    // The default route is eth0's.
    t.deepEqual(
      ip(pod, 'route').map(({ dst }) => dst),
      ['192.168.1.0/24'],
    );
    if (atLeast(cniVersion, '0.3.0'))
      t.like(add.output, {
        cniVersion,
        interfaces: [{ name: 'net1', mac: '0a:00:27:00:00:00', sandbox: netnsPath(pod) }],
        ips: [{ interface: 0, address: '192.168.1.100/24', gateway: '192.168.1.1' }],
      });
    else t.like(add.output, { ip4: { ip: '192.168.1.100/24', gateway: '192.168.1.1' } });
    t.deepEqual(network.records(), [
      {
        network: 'net',
        containerID: pod,
        ifname: 'net1',
        podNamespace: 'default',
        podName: 'samplepod1',
        podUID: 'uid-of-samplepod1',
        subnet: 'lan',
        master: 'm0',
        vlan: 0,
        parent: 'm0',
        ip: '192.168.1.100/24',
        mac: '0a:00:27:00:00:00',
        routes: [],
      },
    ]);
    if (atLeast(cniVersion, '0.4.0')) {
      const check = network.run(pod, 'CHECK', { ...conf, prevResult: add.output }, kubernetes('samplepod1'));
      t.deepEqual([check.status, check.stdout], [0, '']);
    }
    if (atLeast(cniVersion, '1.1.0')) {
      const valid = [{ containerID: pod, ifname: 'net1' }];
      t.is(network.run(pod, 'GC', { cniVersion, 'cni.dev/valid-attachments': valid }).status, 0);
      t.is(network.records().length, 1);
    }
    for (const prevResult of [add.output, undefined]) {
      const del = network.run(pod, 'DEL', { ...conf, prevResult });
      t.deepEqual([del.status, del.stdout], [0, '']);
      t.deepEqual([state(network.rig.host), state(pod)], before);
      t.deepEqual(network.records(), []);
    }
  });
}

test.serial('auto: the lowest address that is free, and what was given back is given again', (t) => {
  const network = new Network(t);
  const subnets = [
    {
      ...SUBNET,
      cidr: '192.168.1.0/29',
      gateway: '192.168.1.3',
      exclude: ['192.168.1.1'],
    },
  ];
  const pods = Array.from({ length: 4 }, () => network.rig.container());
  const given = pods.map((pod) => network.run(pod, 'ADD', { subnets, ...cni({ 'static-ip': 'auto' }) }));
  t.deepEqual(
    given.map((run) => (run.status === 0 ? addressOf(run) : run.output?.['msg'])),
    ['192.168.1.2/29', '192.168.1.4/29', '192.168.1.5/29', '192.168.1.6/29'],
  );
  const late = network.rig.container();
  const before = state(late);
  t.like(network.run(late, 'ADD', { subnets }).output, {
    msg: 'no address is free in subnet "lan" (192.168.1.0/29)',
  });
  t.deepEqual(state(late), before);
  t.like(network.run(late, 'STATUS', { cniVersion: '1.1.0', subnets }).output, {
    code: 50,
    msg: 'no address is free in subnet "lan" (192.168.1.0/29)',
  });
  t.is(network.run(pods[1] ?? '', 'DEL', { subnets }).status, 0);
  t.is(network.run(late, 'STATUS', { cniVersion: '1.1.0', subnets }).status, 0);
  t.is(addressOf(network.run(late, 'ADD', { subnets })), '192.168.1.4/29');
});

test.serial('an address that another holds: the error names the holder, nothing is left', (t) => {
  const network = new Network(t);
  const [one, two, three] = [network.rig.container(), network.rig.container(), network.rig.container()];
  const wish = cni({ 'static-ip': '192.168.1.100/24', 'static-mac': '0a:00:27:00:00:00' });
  t.is(network.run(one, 'ADD', wish, kubernetes('samplepod1')).status, 0);
  const before = [state(two), network.records()];
  t.deepEqual(network.run(two, 'ADD', wish, kubernetes('samplepod2')).output, {
    code: 999,
    msg: `address 192.168.1.100 of subnet "lan" is held by pod default/samplepod1 (container ${one}, net1)`,
    details: `192.168.1.100/24 by pod default/samplepod1 (container ${one}, net1)`,
  });
  t.like(network.run(two, 'ADD', cni({ 'static-mac': '0A-00-27-00-00-00' })).output, {
    msg: `MAC address 0a:00:27:00:00:00 is held by pod default/samplepod1 (container ${one}, net1)`,
  });
  // The same network in another configuration, by another name.
  const alias = [{ ...SUBNET, name: 'alias' }];
  t.like(network.run(two, 'ADD', { name: 'other', subnets: alias, ...wish }).output, {
    msg: `address 192.168.1.100 of subnet "alias" is held by pod default/samplepod1 (container ${one}, net1)`,
  });
  t.deepEqual([state(two), network.records()], before);
  t.is(network.run(three, 'ADD', { 'static-ip': '192.168.1.101' }).status, 0);
  t.like(network.run(two, 'ADD', cni({ 'static-ip': '192.168.1.101' })).output, {
    msg: `address 192.168.1.101 of subnet "lan" is held by container ${three} (net1)`,
  });
});

test.serial('a list has an address for each replica, with its MAC address', (t) => {
  const network = new Network(t);
  const wish = cni({
    'static-ip': '192.168.1.10-192.168.1.11/24',
    'static-mac': '02:00:00:00:00:10-02:00:00:00:00:11',
  });
  const [one, two, three] = [network.rig.container(), network.rig.container(), network.rig.container()];
  const first = network.run(one, 'ADD', wish);
  t.deepEqual([addressOf(first), macOf(first)], ['192.168.1.10/24', '02:00:00:00:00:10']);
  const second = network.run(two, 'ADD', wish);
  t.deepEqual([addressOf(second), macOf(second)], ['192.168.1.11/24', '02:00:00:00:00:11']);
  t.deepEqual(network.run(three, 'ADD', wish).output, {
    code: 999,
    msg: 'none of the addresses of static-ip is free in subnet "lan"',
    details: `192.168.1.10/24 by container ${one} (net1), 192.168.1.11/24 by container ${two} (net1)`,
  });
  t.is(network.run(one, 'DEL', wish).status, 0);
  t.is(addressOf(network.run(three, 'ADD', wish)), '192.168.1.10/24');
});

test.serial('a pod that starts anew keeps its address while its record is there', (t) => {
  const network = new Network(t);
  const [old, fresh, other] = [network.rig.container(), network.rig.container(), network.rig.container()];
  const auto = cni({ 'static-ip': 'auto' });
  t.is(addressOf(network.run(other, 'ADD', auto, kubernetes('other'))), '192.168.1.2/24');
  const first = network.run(old, 'ADD', auto, kubernetes('web-0'));
  t.is(addressOf(first), '192.168.1.3/24');
  t.is(network.run(other, 'DEL', auto).status, 0);
  network.rig.remove(old);
  const second = network.run(fresh, 'ADD', auto, kubernetes('web-0'));
  t.deepEqual([addressOf(second), macOf(second)], [addressOf(first), macOf(first)]);
  t.is(network.records().length, 1);
  // The DEL of the container that is gone comes late.
  t.is(network.run(old, 'DEL', auto, kubernetes('web-0')).status, 0);
  t.like(network.records(), [{ containerID: fresh, ip: '192.168.1.3/24' }]);
  // A pod that fails to start anew has its record back.
  const failing = network.rig.container();
  {
    using rtnl = RtnlSync.open({ netns: failing });
    rtnl.links.add({ kind: 'veth', ifname: 'net1', data: { peer: { ifname: 'x' } } });
  }
  const records = network.records();
  t.like(network.run(failing, 'ADD', auto, kubernetes('web-0')).output, {
    msg: 'failed to rename macvlan to "net1": file exists',
  });
  t.deepEqual(network.records(), records);
});

test.serial('several interfaces of one pod', (t) => {
  const network = new Network(t);
  const pod = network.rig.container();
  {
    using host = RtnlSync.open({ netns: network.rig.host });
    host.links.add({ kind: 'veth', ifname: 'n0', data: { peer: { ifname: 'n1' } } });
    host.links.set('n0', { up: true });
    host.links.set('n1', { up: true });
  }
  const subnets = { lan: SUBNET, san: { master: 'n0', vlan: 0, cidr: 'fd00:1::/64', mode: 'private' } };
  const env = (ifName: string): Record<string, string> => ({ ...kubernetes('p'), CNI_IFNAME: ifName });
  const add = (ifName: string, vlan: string): Run =>
    network.run(pod, 'ADD', { subnets, ...cni({ vlan }) }, env(ifName));
  t.deepEqual([add('net1', 'lan'), add('net2', 'san'), add('net3', 'lan')].map(addressOf), [
    '192.168.1.2/24',
    'fd00:1::2/64',
    '192.168.1.3/24',
  ]);
  t.like(ip(pod, '-d', 'link', 'show', 'net2')[0], {
    link_index: indexOf(network.rig.host, 'n0'),
    linkinfo: { info_data: { mode: 'private' } },
  });
  t.is(network.run(pod, 'DEL', { subnets }, env('net2')).status, 0);
  t.deepEqual(linkNames(pod), ['lo', 'net1', 'net3']);
  t.deepEqual(
    network.records().map(({ ifname }) => ifname),
    ['net1', 'net3'],
  );
});

test.serial(
  'a default route when the network or the subnet asks for it, and the routes of the subnet',
  (t) => {
    const network = new Network(t);
    const routes = [{ dst: '10.9.0.0/16', gw: '192.168.1.9' }, { dst: '10.8.0.0/16' }];
    for (const changes of [
      { isDefaultGateway: true, subnets: [{ ...SUBNET, routes }] },
      { subnets: [{ ...SUBNET, routes, gateway: '192.168.1.1', podDefaultGateway: { enable: true } }] },
    ]) {
      const pod = network.rig.container();
      const add = network.run(pod, 'ADD', changes);
      t.is(add.status, 0, add.stdout);
      t.deepEqual(
        ip(pod, 'route')
          .map(({ dst, gateway }) => `${dst} ${gateway ?? ''}`)
          .sort(),
        ['10.8.0.0/16 192.168.1.1', '10.9.0.0/16 192.168.1.9', '192.168.1.0/24 ', 'default 192.168.1.1'],
      );
      t.is(network.run(pod, 'CHECK', { ...changes, prevResult: add.output }).status, 0);
    }
  },
);

/** A pod with `eth0` of another network, and its default routes. */
function podWithEth0(network: Network): string {
  const pod = network.rig.container();
  using rtnl = RtnlSync.open({ netns: pod });
  rtnl.links.add({ kind: 'veth', ifname: 'eth0', data: { peer: { ifname: 'peer' } } });
  for (const name of ['eth0', 'peer']) rtnl.links.set(name, { up: true });
  rtnl.addresses.add({ dev: 'eth0', address: '10.244.0.101/24' });
  rtnl.addresses.add({ dev: 'eth0', address: 'fd00:244::101/64', flags: ['nodad'] });
  rtnl.routes.add({ dst: 'default', via: '10.244.0.1', dev: 'eth0' });
  rtnl.routes.add({ dst: 'default', via: 'fd00:244::1', dev: 'eth0' });
  return pod;
}

const routeTo = (pod: string, address: string): string => {
  const [route] = ip(pod, 'route', 'get', address);
  return `${route?.['dev']} ${route?.['gateway'] ?? ''}`;
};

test.serial('a default route comes before that of eth0, services go by eth0 all the same', (t) => {
  const network = new Network(t);
  const podDefaultGateway = { enable: true, serviceCidr: '10.43.0.0/16' };
  const routes = [
    { dst: '172.16.0.0/12', iface: 'eth0' },
    { dst: '172.30.0.0/16', gw: '10.244.0.7', dev: 'eth0' },
    { dst: '10.9.0.0/16', iface: 'net1' },
  ];
  const changes = { subnets: [{ ...SUBNET, routes, podDefaultGateway }] };
  const pod = podWithEth0(network);
  const before = state(pod);
  const add = network.run(pod, 'ADD', changes);
  t.is(add.status, 0, add.stdout);
  t.deepEqual(
    ['8.8.8.8', '10.43.0.1', '172.16.5.5', '172.30.5.5', '10.9.0.1'].map((address) => routeTo(pod, address)),
    ['net1 192.168.1.1', 'eth0 10.244.0.1', 'eth0 10.244.0.1', 'eth0 10.244.0.7', 'net1 192.168.1.1'],
  );
  const check = (): unknown =>
    network.run(pod, 'CHECK', { ...changes, prevResult: add.output }).output?.['msg'];
  t.is(check(), undefined);
  {
    using rtnl = RtnlSync.open({ netns: pod });
    rtnl.routes.delete({ dst: '10.43.0.0/16', dev: 'eth0' });
  }
  t.is(check(), 'Expected Route {Dst:10.43.0.0/16 GW:<nil>} not found in routing table');
  t.is(network.run(pod, 'DEL', changes).status, 0);
  t.deepEqual(state(pod), before);
});

test.serial('a default route of IPv6 does not share the traffic with that of eth0', (t) => {
  const network = new Network(t);
  const pod = podWithEth0(network);
  const add = network.run(pod, 'ADD', {
    subnets: [{ ...SUBNET, cidr: 'fd00:1::/64' }],
    isDefaultGateway: true,
  });
  t.is(add.status, 0, add.stdout);
  t.is(routeTo(pod, '2001:db8::1'), 'net1 fd00:1::1');
  t.is(network.run(pod, 'DEL').status, 0);
  t.is(routeTo(pod, '2001:db8::1'), 'eth0 fd00:244::1');
});

test.serial('GC takes back what containers of the network hold that are gone', (t) => {
  const network = new Network(t);
  const [one, two, other] = [network.rig.container(), network.rig.container(), network.rig.container()];
  for (const pod of [one, two]) t.is(network.run(pod, 'ADD').status, 0);
  t.is(network.run(other, 'ADD', { name: 'other' }).status, 0);
  const gc = (changes: object): Run => network.run(one, 'GC', { cniVersion: '1.1.0', ...changes });
  t.like(gc({}).output, { code: 7, msg: 'missing cni.dev/valid-attachments' });
  const nowhere = join(network.dataDir, 'nowhere');
  t.is(gc({ 'cni.dev/valid-attachments': [], dataDir: nowhere }).status, 0);
  t.false(existsSync(nowhere));
  t.is(network.records().length, 3);
  t.is(gc({ 'cni.dev/valid-attachments': [{ containerID: two, ifname: 'net1' }] }).status, 0);
  t.deepEqual(
    network.records().map(({ containerID }) => containerID),
    [two, other],
  );
  t.is(gc({ 'cni.dev/valid-attachments': null }).status, 0);
  t.deepEqual(
    network.records().map(({ containerID }) => containerID),
    [other],
  );
});

test.serial('CHECK finds what is not as it was', (t) => {
  const network = new Network(t);
  const pod = network.rig.container();
  const { output: good } = network.run(pod, 'ADD');
  const check = (prevResult: unknown, changes: object = {}, env = {}): unknown =>
    network.run(pod, 'CHECK', { prevResult, ...changes }, env).output?.['msg'];
  const changed = (from: string, to: string): object => JSON.parse(JSON.stringify(good).replaceAll(from, to));
  t.is(check(good), undefined);
  t.is(check(undefined), 'required prevResult missing');
  t.is(check(good, {}, { CNI_CONTAINERID: 'c9' }), 'no address is recorded for container c9 (net1)');
  t.is(check(good, { subnets: [] }), 'there is no subnet "lan"');
  t.is(check(good, { mode: 'vepa' }), 'container macvlan mode bridge does not match expected value: vepa');
  t.is(check(good, { subnets: [{ ...SUBNET, master: 'm1' }] }), 'Container interface net1 is not on "m1"');
  t.is(
    check(changed('192.168.1.2', '192.168.1.7')),
    'prevResult lacks address 192.168.1.2/24, which is recorded for net1',
  );
  using rtnl = RtnlSync.open({ netns: pod });
  rtnl.addresses.delete({ dev: 'net1', address: '192.168.1.2/24' });
  t.is(check(good), 'Failed to match addr 192.168.1.2/24 on interface net1');
  rtnl.links.set('net1', { address: '02:00:00:00:00:09' });
  t.regex(String(check(good)), /^Interface net1 Mac .* doesn't match container Mac: 02:00:00:00:00:09$/);
  rtnl.links.delete('net1');
  t.is(check(good), 'Container Interface name in prevResult: net1 not found');
});

test.serial('STATUS: the master is missing; one subnet that works is enough', (t) => {
  const network = new Network(t);
  const nope = { ...SUBNET, name: 'nope', master: 'nope' };
  const status = (changes: object): unknown =>
    network.run('', 'STATUS', { cniVersion: '1.1.0', ...changes }, { CNI_NETNS: '' }).output;
  t.is(status({}), undefined);
  t.is(status({ subnets: [nope, SUBNET] }), undefined);
  for (const changes of [{ subnets: [nope] }, { subnets: [nope, SUBNET], vlan: 'nope' }])
    t.like(status(changes), { code: 50, msg: 'failed to lookup master "nope": Link not found' });
  t.like(status({ subnets: [] }), { code: 7, msg: 'no subnet was asked for' });
});

interface Fault {
  readonly changes?: object;
  readonly env?: Readonly<Record<string, string>>;
  readonly output: object;
}

const faults: Readonly<Record<string, Fault>> = {
  'the subnet is unknown': {
    changes: { ...cni({ vlan: 'mv1.100' }), subnets: [SUBNET, { ...SUBNET, name: 'dmz' }] },
    output: {
      code: 7,
      msg: 'there is no subnet "mv1.100"',
      details: 'known are "lan", "dmz"; describe it in "subnets" or in a file of /etc/cni/static-macvlan',
    },
  },
  'no subnet is named, and there are several': {
    changes: { subnets: [SUBNET, { ...SUBNET, name: 'dmz' }] },
    output: {
      code: 7,
      msg: 'no subnet was asked for',
      details: 'known are "lan", "dmz"; "vlan" must name one',
    },
  },
  'the master is missing': {
    changes: { subnets: [{ ...SUBNET, master: 'nope' }] },
    output: { code: 999, msg: 'failed to lookup master "nope": Link not found' },
  },
  'the address is of another network': {
    changes: cni({ 'static-ip': '10.0.0.1/24' }),
    output: { code: 7, msg: 'address 10.0.0.1/24 is not in subnet "lan" (192.168.1.0/24)' },
  },
  'the address is the gateway': {
    changes: cni({ 'static-ip': '192.168.1.1/24' }),
    output: { code: 7, msg: 'address 192.168.1.1/24 of subnet "lan" is not for pods' },
  },
  'the MAC address is multicast': {
    changes: cni({ 'static-mac': '01:00:5e:00:00:01' }),
    output: { code: 999, msg: 'failed to create macvlan: cannot assign requested address' },
  },
  'another IPAM plugin is asked for': {
    changes: { ipam: { type: 'host-local' } },
    output: {
      code: 7,
      msg: 'static-macvlan finds addresses itself, IPAM plugin "host-local" cannot be used',
    },
  },
  'CNI_ARGS has unknown arguments': {
    env: { CNI_ARGS: 'K8S_POD_NAME=x;OTHER=y' },
    output: { code: 999, msg: 'ARGS: unknown args ["OTHER=y"]' },
  },
  'a route cannot be set': {
    changes: { subnets: [{ ...SUBNET, routes: [{ dst: '10.9.0.0/16', gw: '99.9.9.9' }] }] },
    output: {
      msg: "failed to add route '10.9.0.0/16 via 99.9.9.9 dev net1 metric 0 (Scope: universe, Table: 254)': network is unreachable",
    },
  },
  'a route is by an interface that is missing': {
    changes: { subnets: [{ ...SUBNET, routes: [{ dst: '10.9.0.0/16', iface: 'eth0' }] }] },
    output: { msg: 'failed to add route "10.9.0.0/16" by "eth0": Link not found' },
  },
  'the records cannot be written': {
    changes: { dataDir: '/dev/null/x' },
    output: { msg: 'failed to open /dev/null/x/lock: not a directory' },
  },
};

for (const [title, { changes, env, output }] of Object.entries(faults)) {
  test.serial(`nothing is left when ${title}`, (t) => {
    const network = new Network(t);
    const pod = network.rig.container();
    const before = [state(network.rig.host), state(pod)];
    t.like(network.run(pod, 'ADD', changes, env).output, output);
    t.deepEqual([state(network.rig.host), state(pod)], before);
    t.deepEqual(network.records(), []);
  });
}

test.serial('DEL needs nothing: no namespace, no master, no subnets', (t) => {
  const network = new Network(t);
  const pod = network.rig.container();
  t.is(network.run(pod, 'ADD').status, 0);
  network.rig.remove(pod);
  {
    using host = RtnlSync.open({ netns: network.rig.host });
    host.links.delete('m0');
  }
  const changes = { subnets: 5, vlan: {}, ipam: 7, args: { cni: 3 } };
  t.is(network.run(pod, 'DEL', changes, { CNI_ARGS: 'nonsense', CNI_NETNS: '' }).status, 0);
  t.deepEqual(network.records(), []);
  t.is(network.run(pod, 'DEL', changes).status, 0);
});

test.serial(
  'sixteen ADDs at once: every pod has an address of its own, and DELs at once leave nothing',
  async (t) => {
    const network = new Network(t);
    const pods = Array.from({ length: 16 }, () => network.rig.container());
    const all = (command: string): Promise<(number | null)[]> =>
      Promise.all(
        pods.map((pod) => {
          const env = {
            CNI_NETNS: netnsPath(pod),
            CNI_CONTAINERID: pod,
            CNI_IFNAME: 'net1',
            ...kubernetes(pod),
          };
          return network.rig.start(OURS, 'static-macvlan', command, network.conf(), env).status;
        }),
      );
    t.deepEqual(await all('ADD'), Array(16).fill(0));
    const held = new Set(network.records().map(({ ip }) => ip));
    t.deepEqual(held, new Set(Array.from({ length: 16 }, (_, at) => `192.168.1.${at + 2}/24`)));
    t.deepEqual(await all('DEL'), Array(16).fill(0));
    t.deepEqual(network.records(), []);
  },
);
