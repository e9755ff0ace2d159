import test from 'ava';
import { state } from '../../rig.ts';
import { cni, Network, SUBNET } from './lab.ts';

/** ADDs that fail. */

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
  'the host is to be reached': {
    changes: { hostAccess: true },
    output: { code: 2, msg: 'static-macvlan does not support "hostAccess": true' },
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
