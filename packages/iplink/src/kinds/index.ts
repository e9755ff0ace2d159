/** The link kinds by the word behind `type`. Adding a kind is its file and a line here. */
import { bond } from './bond.ts';
import { bondSlave } from './bond_slave.ts';
import { bridge } from './bridge.ts';
import { bridgeSlave } from './bridge_slave.ts';
import { dummy } from './dummy.ts';
import { ifb } from './ifb.ts';
import { ipvlan, ipvtap } from './ipvlan.ts';
import type { LinkKind } from './kind.ts';
import { macvlan, macvtap } from './macvlan.ts';
import { veth } from './veth.ts';
import { vlan } from './vlan.ts';
import { vrf, vrfSlave } from './vrf.ts';
import { vxlan } from './vxlan.ts';

const KINDS: ReadonlyMap<string, LinkKind> = new Map([
  ['bond', bond],
  ['bond_slave', bondSlave],
  ['bridge', bridge],
  ['bridge_slave', bridgeSlave],
  ['dummy', dummy],
  ['ifb', ifb],
  ['ipvlan', ipvlan],
  ['ipvtap', ipvtap],
  ['macvlan', macvlan],
  ['macvtap', macvtap],
  ['veth', veth],
  ['vlan', vlan],
  ['vrf', vrf],
  ['vrf_slave', vrfSlave],
  ['vxlan', vxlan],
]);

/** The words behind `type`, in the order of the alphabet. */
export const KIND_NAMES: readonly string[] = [...KINDS.keys()];

/** Kinds of iproute2 that take words of their own and are not part of this program. */
const ABSENT: ReadonlySet<string> = new Set(
  'amt bareudp can dsa erspan geneve gre gretap gtp hsr ip6erspan ip6gre ip6gretap ip6tnl ipip ipoib lowpan macsec netdevsim nlmon rmnet sit team team_slave vcan virt_wifi vti vti6 vxcan wwan xfrm'.split(
    ' ',
  ),
);

export function findKind(name: string): LinkKind | undefined {
  return KINDS.get(name);
}

export function isAbsentKind(name: string): boolean {
  return ABSENT.has(name);
}
