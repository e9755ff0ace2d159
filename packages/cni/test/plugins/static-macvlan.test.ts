import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { atLeast, supportedVersions } from '../../src/version.ts';
import { ip, linkNames, netnsPath, type Run, state } from '../rig.ts';
import { addressOf, cni, indexOf, kubernetes, Network, SUBNET } from './static-macvlan/lab.ts';

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

test.serial('what an ADD leaves that is killed while it writes the records goes with DEL', (t) => {
  const network = new Network(t);
  const pod = network.rig.container();
  t.is(network.run(pod, 'ADD').status, 0);
  const beside = join(network.dataDir, 'records.json.new');
  writeFileSync(beside, '{"attach');
  t.is(network.run(pod, 'DEL', {}, { CNI_CONTAINERID: 'never-added' }).status, 0);
  t.false(existsSync(beside));
  t.is(network.records().length, 1);
});
