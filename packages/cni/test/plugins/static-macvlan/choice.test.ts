import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { netnsPath, OURS, state } from '../../rig.ts';
import { addressOf, cni, kubernetes, macOf, Network, SUBNET } from './lab.ts';

/** Which address a pod gets. */

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
