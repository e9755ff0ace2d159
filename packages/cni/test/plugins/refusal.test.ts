import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { netnsPath, Rig, state } from '../rig.ts';

/** An error names the remedy. What needs ipvlan or vlan in the kernel is in refusal.vm.test.ts. */

/** Each on a master of its own, `d0`. */
interface Refusal {
  readonly config?: object;
  /** `sibling` is the namespace of another container. */
  readonly prepare?: (host: RtnlSync, sibling: string) => void;
  readonly msg: string;
  readonly details: (sibling: string) => string;
}

const refusals: Readonly<Record<string, Refusal>> = {
  'a bridge port': {
    prepare: (host) => {
      host.links.add({ kind: 'bridge', ifname: 'br0' });
      host.links.set('d0', { master: 'br0' });
    },
    msg: 'failed to create macvlan: device or resource busy',
    details: () => '"d0" is a port of the bridge "br0": set "master": "br0", or use another',
  },
  'the loopback interface': {
    config: { master: 'lo' },
    msg: 'failed to create macvlan: invalid argument',
    details: () => '"lo" is a loopback interface: use another master',
  },
  'passthru where a container is already': {
    config: { mode: 'passthru' },
    prepare: (host, netns) => host.links.add({ kind: 'macvlan', ifname: 'net1', link: 'd0', netns }),
    msg: 'failed to create macvlan: invalid argument',
    details: (sibling) =>
      `"d0" carries "net1" in ${netnsPath(sibling)}, and mode passthru needs it alone: use another master or mode`,
  },
  'a container by mode passthru': {
    prepare: (host, netns) =>
      host.links.add({ kind: 'macvlan', ifname: 'net1', link: 'd0', netns, data: { mode: 'passthru' } }),
    msg: 'failed to create macvlan: invalid argument',
    details: (sibling) =>
      `"net1" in ${netnsPath(sibling)} has "d0" to itself, by mode passthru: use another master`,
  },
  'an MTU that is larger than that of the master': {
    config: { mtu: 9000 },
    msg: 'invalid MTU 9000, must be [0, master MTU(1500)]',
    details: () => 'lower "mtu", or raise that of the master: ip link set d0 mtu 9000',
  },
  'a negative MTU': {
    config: { mtu: -1 },
    msg: 'invalid MTU -1, must be [0, master MTU(1500)]',
    details: () => 'leave "mtu" out for that of the master',
  },
  'a MAC address of many': {
    config: { mac: '01:00:5e:00:00:01' },
    msg: 'failed to create macvlan: cannot assign requested address',
    details: () => 'a MAC address must be that of one interface, and not zero',
  },
  'an MTU too small for IPv6': {
    config: { mtu: 1000, ipam: { type: 'static', addresses: [{ address: '2001:db8::3/64' }] } },
    msg: 'failed to add IP addr 2001:db8::3/64 to "eth0": invalid argument',
    details: () => 'IPv6 needs an MTU of at least 1280, and this interface has 1000: raise "mtu"',
  },
};

test.serial('what macvlan is refused leaves nothing, and the remedy is named', (t) => {
  const rig = new Rig(t);
  const [pod, sibling] = [rig.container(), rig.container()];
  const before = state(pod);
  using host = RtnlSync.open({ netns: rig.host });
  for (const [title, { config = {}, prepare, msg, details }] of Object.entries(refusals)) {
    host.links.add({ kind: 'veth', ifname: 'd0', data: { peer: { ifname: 'd1' } } });
    host.links.set('d0', { up: true });
    prepare?.(host, sibling);
    const ipam = { type: 'static', addresses: [{ address: '10.1.2.3/24' }] };
    const conf = { cniVersion: '1.0.0', name: 'net', type: 'macvlan', master: 'd0', ipam, ...config };
    const { output } = rig.call('macvlan', 'ADD', conf, { CNI_NETNS: netnsPath(pod) });
    t.is(output?.['msg'], msg, title);
    const said = String(output?.['details']);
    const expected = details(sibling);
    // Before it stands what the kernel says, in the words of its version.
    t.true(said === expected || said.endsWith(`; ${expected}`), `${title}: ${said}`);
    // And with it what it carries.
    host.links.delete('d0');
  }
  t.deepEqual(state(pod), before);
});

for (const [type, module] of [
  ['dummy', 'dummy'],
  ['ipvlan', 'ipvlan'],
  ['vlan', '8021q'],
] as const) {
  test.serial(`a kernel without ${type} is told of`, (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    const before = state(pod);
    const ipam = { type: 'static', addresses: [{ address: '10.1.2.3/24' }] };
    const conf = { cniVersion: '1.0.0', name: 'net', type, master: 'm0', ipam };
    const add = rig.call(type, 'ADD', conf, { CNI_NETNS: netnsPath(pod) });
    if (add.status === 0) {
      t.log(`skipped: this kernel has ${type}`);
      t.pass();
      return;
    }
    t.is(add.output?.['msg'], `failed to create ${type}: operation not supported`);
    t.regex(
      String(add.output?.['details']),
      new RegExp(`this kernel has no ${type} \\(modprobe ${module}\\)$`),
    );
    t.deepEqual(state(pod), before);
  });
}
