import { NetlinkSocket, type Netns } from '@iplink-ts/socket';
import test, { type ExecutionContext } from 'ava';
import { Reader } from '../../src/bytes/reader.ts';
import { Writer } from '../../src/bytes/writer.ts';
import { NetlinkError } from '../../src/client/error.ts';
import type { NewLink } from '../../src/client/links.ts';
import { AF_BRIDGE, type Link, type LinkMessage, linkMessage, RTM_SETLINK } from '../../src/link/link.ts';
import {
  beginMessage,
  endMessage,
  forEachMessage,
  NLM_F_ACK,
  NLM_F_REQUEST,
} from '../../src/message/header.ts';
import { ownNetns, syncHost } from '../live.ts';
import { bodies } from '../seeds.ts';
import { checkDumps, checkNotifications, notificationsOf } from './notifications.ts';
import { dumpBytes } from './populate.ts';
import { rewritten, SAME } from './rewritten.ts';

const v4 = { local: '192.0.2.1', remote: '192.0.2.2' } as const;
const v6 = { local: '2001:db8::1', remote: '2001:db8::2' } as const;
const keyed = { iflags: ['seq', 'key'], oflags: ['seq', 'key'], ikey: 1, okey: 1 } as const;

/** One link of each kind; a kernel makes those that it has. */
const creations: readonly (NewLink & { readonly ifname: string })[] = [
  { ifname: 'bo0', kind: 'bond', data: { mode: '802.3ad', miimon: 100 } },
  {
    ifname: 'bo1',
    kind: 'bond',
    data: { mode: 'activeBackup', arpInterval: 100, arpIpTarget: ['192.0.2.9'] },
  },
  { ifname: 'vrf0', kind: 'vrf', data: { table: 100 } },
  { ifname: 'te0', kind: 'team' },
  { ifname: 'wg0', kind: 'wireguard' },
  { ifname: 'nl0', kind: 'nlmon' },
  { ifname: 'vl0', link: 'd0', kind: 'vlan', data: { id: 5, ingressQos: { mapping: [{ from: 1, to: 2 }] } } },
  { ifname: 'iv0', link: 'd1', kind: 'ipvlan', data: { mode: 'l3', flags: ['private'] } },
  { ifname: 'ms0', link: 'd0', kind: 'macsec', data: { port: 11, encrypt: 1 } },
  { ifname: 'gre1', kind: 'gre', data: { ...v4, ttl: 64 } },
  { ifname: 'gt0', kind: 'gretap', data: { ...v4, ...keyed } },
  { ifname: 'er2', kind: 'erspan', data: { ...v4, ...keyed, ikey: 2, okey: 2, erspanVer: 2, erspanHwid: 9 } },
  { ifname: 'g6', kind: 'ip6gre', data: { ...v6, ttl: 64, encapLimit: 3 } },
  { ifname: 'er6', kind: 'ip6erspan', data: { ...v6, ...keyed, erspanVer: 1, erspanIndex: 3 } },
  { ifname: 'ti0', kind: 'ipip', data: { ...v4, ttl: 64 } },
  { ifname: 'si1', kind: 'sit', data: { ...v4, '6rdPrefix': '2001:db8::', '6rdPrefixlen': 32 } },
  { ifname: 't6', kind: 'ip6tnl', data: { ...v6, flags: ['useOrigTclass'] } },
  { ifname: 'vt0', kind: 'vti', data: { ...v4, ikey: 1, okey: 2 } },
  { ifname: 'vt6', kind: 'vti6', data: { ...v6, ikey: 1, okey: 2 } },
  { ifname: 'ge0', kind: 'geneve', data: { id: 42, remote: '192.0.2.2', df: 'set' } },
  { ifname: 'ge1', kind: 'geneve', data: { collectMetadata: true, port: 6099 } },
  { ifname: 'xf0', kind: 'xfrm', link: 'd0', data: { ifId: 7 } },
  { ifname: 'vx0', kind: 'vxlan', data: { id: 1, group: '192.0.2.9', port: 4789, gbp: true } },
  { ifname: 'vn0', kind: 'vxlan', data: { port: 4799, collectMetadata: 1, vnifilter: 1 } },
  {
    ifname: 'mv0',
    link: 'd2',
    kind: 'macvlan',
    data: { mode: 'source', macaddrData: ['02:00:00:00:00:02'] },
  },
  { ifname: 'gtp0', kind: 'gtp', data: { role: 'sgsn' } },
  { ifname: 'bat0', kind: 'batadv' },
  { ifname: 'vc0', kind: 'vcan' },
  { ifname: 'vxc0', kind: 'vxcan' },
  { ifname: 'nk0', kind: 'netkit' },
  { ifname: 'amt0', kind: 'amt', data: { mode: 'relay', localIp: '192.0.2.1', relayPort: 2268 } },
  { ifname: 'bu0', kind: 'bareudp', data: { port: 6635, ethertype: 0x8847 } },
];

/** `RTM_SETLINK` of family AF_BRIDGE. */
function setOfBridge(netns: Netns, message: LinkMessage): void {
  using socket = new NetlinkSocket({ netns, strict: true, extendedAck: true });
  const writer = new Writer({ isRequest: true });
  const start = beginMessage(writer, RTM_SETLINK, NLM_F_REQUEST | NLM_F_ACK, 1);
  linkMessage.write(writer, { family: AF_BRIDGE, ...message });
  endMessage(writer, start);
  socket.send(writer.written);
  const reader = new Reader(new ArrayBuffer(1 << 12));
  const length = socket.receive(reader.u8, 5000);
  forEachMessage(reader, 0, length, ({ start: at }) => {
    const errno = reader.s32[(at + 16) >> 2] ?? 0;
    if (errno !== 0) throw new Error(`the kernel answers ${errno}`);
  });
}

/** Makes one of everything. @returns the kinds that the kernel has */
function populate(t: ExecutionContext, netns: Netns): Set<string> {
  const host = syncHost(t, netns);
  for (const ifname of ['d0', 'd1', 'd2', 'p0', 'p1', 'p2']) host.links.add({ ifname, kind: 'dummy' });
  const made = new Set<string>();
  for (const creation of creations)
    try {
      host.links.add(creation);
      made.add(creation.kind ?? '');
    } catch (error) {
      if (!(error instanceof NetlinkError) || error.kernelMessage !== 'Unknown device type') throw error;
      t.log(`skipped: the kernel has no ${creation.kind}`);
    }
  host.links.add({
    ifname: 'br0',
    kind: 'bridge',
    up: true,
    data: {
      vlanFiltering: 1,
      vlanDefaultPvid: 0,
      mcastQuerier: 1,
      multiBoolopt: { optval: ['mstEnable'], optmask: ['mstEnable'] },
    },
  });
  host.links.set('p0', { master: 'br0', up: true });
  host.links.set('p1', { master: 'bo0' });
  host.links.set('p2', { master: 'vrf0', up: true });
  host.addresses.add({ dev: 'd0', address: '192.0.2.1/24' });
  host.links.set('p0', { slaveKind: 'bridge', slaveData: { vlanTunnel: 1 } });
  host.vlans.add({ dev: 'p0', vid: 10, flags: ['pvid', 'untagged'] });
  host.vlans.add({ dev: 'p0', vid: 20, vidEnd: 22, tunnelId: 300 });
  host.vlans.add({ dev: 'br0', vid: 10, self: true });
  host.vlans.setGlobalOptions({ dev: 'br0', vid: 10, msti: 1 });
  host.mdb.add({ dev: 'br0', port: 'p0', address: '239.1.1.1' });
  host.fdb.add({ dev: 'p0', lladdr: '02:00:00:00:02:01', vlan: 10 });
  setOfBridge(netns, {
    index: host.links.get('p0').index,
    bridgeAfSpec: { mst: { entry: [{ msti: 1, state: 'blocking' }] } },
  });
  return made;
}

/** `RTEXT_FILTER_*`: VF, BRVLAN, BRVLAN_COMPRESSED, MST. A bridge without MRP or CFM leaves out MST if they are asked for. */
const EXT_MASK = 0x87;

/** The links of a dump, each of which is checked to be written back, and to have nothing that the tables do not know. */
function checkLinks(t: ExecutionContext, netns: Netns, family: number): Link[] {
  const body = bodies.find(({ name }) => name === 'link');
  if (body === undefined) throw new Error('no body of links');
  return dumpBytes(netns, { ...body, ask: { extMask: EXT_MASK } }, family).flatMap((bytes) => {
    const link = linkMessage.read(Reader.copy(bytes), 0, bytes.length);
    if (link === undefined) return [];
    t.deepEqual(rewritten(body, bytes), SAME, `${link.ifname} of family ${family}`);
    t.is(link.linkinfoUnknown, undefined, link.ifname);
    t.deepEqual(link.unknown?.map(({ type }) => type) ?? [], [], `${link.ifname} of family ${family}`);
    return [link];
  });
}

test('what a kernel with every kind sends is written back as it was, and read whole', (t) => {
  const netns = ownNetns(t);
  let made = new Set<string>();
  const notifications = notificationsOf(netns, () => {
    made = populate(t, netns);
  });
  t.true(made.size > 20, [...made].join());
  const types = checkNotifications(t, notifications);
  for (const type of ['RTM_NEWLINK', 'RTM_NEWMDB', 'RTM_NEWVLAN', 'RTM_NEWNEIGH'])
    t.true(types.has(type), type);
  const count = checkDumps(t, netns);
  const links = checkLinks(t, netns, 0);
  t.true(links.length > made.size);
  const port = checkLinks(t, netns, AF_BRIDGE).find(({ ifname }) => ifname === 'p0');
  // VLAN 10 is in tree 1, the others in tree 0.
  t.deepEqual(port?.bridgeAfSpec?.mst?.entry, [
    { msti: 1, state: 'blocking' },
    { msti: 0, state: 'forwarding' },
  ]);
  t.true(port?.bridgeAfSpec?.vlanInfo?.some(({ vid, flags }) => vid === 10 && flags.includes('pvid')));
  t.is(port?.bridgeAfSpec?.vlanTunnelInfo?.[0]?.id, 300);
  t.is(port?.protinfo?.vlanTunnel, 1);
  t.log(`${made.size} kinds, ${notifications.length} notifications, ${count} messages of dumps`);
});
