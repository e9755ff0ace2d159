import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { netnsPath, Rig } from '../rig.ts';

/** Each on a master of its own, `d0`. */
interface Refusal {
  readonly type: 'ipvlan' | 'macvlan' | 'vlan';
  readonly config?: object;
  /** `sibling` is the namespace of another container. */
  readonly prepare?: (host: RtnlSync, sibling: string) => void;
  readonly msg: string;
  readonly details: (sibling: string) => string;
}

const refusals: Readonly<Record<string, Refusal>> = {
  'ipvlan on a master with macvlan': {
    type: 'ipvlan',
    prepare: (host, netns) => host.links.add({ kind: 'macvlan', ifname: 'net1', link: 'd0', netns }),
    msg: 'failed to create ipvlan: device or resource busy',
    details: (sibling) =>
      `"d0" carries the macvlan "net1" in ${netnsPath(sibling)}: ipvlan and macvlan exclude each other on one master; use plugin "macvlan", or another master`,
  },
  'macvlan on a master with ipvlan': {
    type: 'macvlan',
    prepare: (host) => host.links.add({ kind: 'ipvlan', ifname: 'iv0', link: 'd0' }),
    msg: 'failed to create macvlan: device or resource busy',
    details: () =>
      '"d0" carries the ipvlan "iv0" in the namespace of the master: ipvlan and macvlan exclude each other on one master; use plugin "ipvlan", or another master',
  },
  'macvlan on an ipvlan': {
    type: 'macvlan',
    config: { master: 'iv0' },
    prepare: (host) => host.links.add({ kind: 'ipvlan', ifname: 'iv0', link: 'd0' }),
    msg: 'failed to create macvlan: invalid argument',
    details: () => '"iv0" is an ipvlan itself: use the master that it has',
  },
  'ipvlan on a port of a bond': {
    type: 'ipvlan',
    prepare: (host) => {
      host.links.add({ kind: 'bond', ifname: 'bond0' });
      host.links.set('d0', { up: false });
      host.links.set('d0', { master: 'bond0' });
    },
    msg: 'failed to create ipvlan: device or resource busy',
    details: () => '"d0" is a port of the bond "bond0": set "master": "bond0", or use another',
  },
  'ipvlan on the loopback interface': {
    type: 'ipvlan',
    config: { master: 'lo' },
    msg: 'failed to create ipvlan: invalid argument',
    details: () => '"lo" is a loopback interface: use another master',
  },
  'a VLAN that another container has': {
    type: 'vlan',
    prepare: (host, netns) =>
      host.links.add({ kind: 'vlan', ifname: 'net1', link: 'd0', netns, data: { id: 100 } }),
    msg: 'failed to create vlan: file exists',
    details: (sibling) =>
      `"net1" in ${netnsPath(sibling)} has VLAN 100 of "d0", which only one can have: use another "vlanId" or master, or plugin "macvlan" with that interface as its master`,
  },
  'a VLAN of a master that is down': {
    type: 'vlan',
    prepare: (host) => host.links.set('d0', { up: false }),
    msg: 'failed to set "eth0" UP: network is down',
    details: () => 'its master is down: ip link set <master> up',
  },
  'a VLAN of the loopback interface': {
    type: 'vlan',
    config: { master: 'lo' },
    msg: 'failed to create vlan: operation not supported',
    details: () => '8021q: VLANs not supported on device',
  },
};

test.serial('what is refused leaves nothing, and the remedy is named', (t) => {
  const rig = new Rig(t);
  const [pod, sibling] = [rig.container(), rig.container()];
  using host = RtnlSync.open({ netns: rig.host });
  using container = RtnlSync.open({ netns: pod });
  for (const [title, { type, config = {}, prepare, msg, details }] of Object.entries(refusals)) {
    host.links.add({ kind: 'dummy', ifname: 'd0' });
    host.links.set('d0', { up: true });
    prepare?.(host, sibling);
    const ipam = { type: 'static', addresses: [{ address: '10.1.2.3/24' }] };
    const conf = { cniVersion: '1.0.0', name: 'net', type, master: 'd0', vlanId: 100, ipam, ...config };
    const { output } = rig.call(type, 'ADD', conf, { CNI_NETNS: netnsPath(pod) });
    t.is(output?.['msg'], msg, title);
    const said = String(output?.['details']);
    const expected = details(sibling);
    t.true(said === expected || said.endsWith(`; ${expected}`), `${title}: ${said}`);
    t.deepEqual(
      container.links.list().map(({ ifname }) => ifname),
      ['lo'],
      title,
    );
    // And with it what it carries.
    host.links.delete('d0');
  }
});
