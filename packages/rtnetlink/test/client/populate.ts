import { NetlinkSocket, type Netns } from '@iplink-ts/socket';
import { Reader } from '../../src/bytes/reader.ts';
import { Writer } from '../../src/bytes/writer.ts';
import { NetlinkError } from '../../src/client/error.ts';
import type { RouteRequest } from '../../src/client/routes.ts';
import {
  beginMessage,
  endMessage,
  forEachMessage,
  NLM_F_DUMP,
  NLM_F_REQUEST,
  NLMSG_DONE,
  NLMSG_ERROR,
  NLMSG_HDRLEN,
} from '../../src/message/header.ts';
import type { syncHost } from '../live.ts';
import type { Body } from '../seeds.ts';

/** The bodies of a dump, as the kernel sent them. */
export function dumpBytes(netns: Netns, body: Body, family: number): Uint8Array[] {
  using socket = new NetlinkSocket({ netns, strict: true, extendedAck: true });
  const writer = new Writer({ isRequest: true });
  const start = beginMessage(writer, body.get, NLM_F_REQUEST | NLM_F_DUMP, 1);
  body.write(writer, { ...body.ask, family });
  endMessage(writer, start);
  socket.send(writer.written);
  const found: Uint8Array[] = [];
  const buffer = new ArrayBuffer(1 << 16);
  const reader = new Reader(buffer);
  for (let isOver = false; !isOver; ) {
    const length = socket.receive(reader.u8, 5000);
    if (length === 0) throw new Error('the kernel does not answer');
    forEachMessage(reader, 0, length, ({ type, start: at, end }) => {
      if (type === NLMSG_DONE) isOver = true;
      else if (type === NLMSG_ERROR) throw new Error(`the kernel refuses the dump of ${body.name}`);
      else found.push(reader.bytes(at + NLMSG_HDRLEN, end));
    });
  }
  return found;
}

const segments = ['2001:db8:a::1', '2001:db8:b::1'];

const encapsulated: readonly RouteRequest[] = [
  { dst: '10.4.0.0/16', encap: { type: 'ip', id: 7n, dst: '192.0.2.9', flags: ['key'] } },
  { dst: '10.5.0.0/16', encap: { type: 'seg6', srh: { mode: 'l2encap', segments } } },
  { dst: '2001:db8:4::/48', encap: { type: 'ip6', id: 7n, dst: '2001:db8::9', tc: 4 } },
  { dst: '2001:db8:5::/48', encap: { type: 'seg6', srh: { mode: 'encap', segments } } },
];

/** One of everything that the kernels of the development machines have. */
export function populate(netns: Netns, host: ReturnType<typeof syncHost>, other: Netns): void {
  host.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
  for (const dev of ['lo', 'v0', 'v1']) host.links.set(dev, { up: true });
  host.links.addAltnames('v0', ['an-alternative-name']);
  host.links.set('v0', { ifalias: 'an alias' });
  host.links.add({ ifname: 'br0', kind: 'bridge', up: true });
  host.links.add({ ifname: 'p0', kind: 'veth', data: { peer: { ifname: 'p1' } } });
  host.links.set('p0', { master: 'br0' });
  host.links.add({ ifname: 'mv0', link: 'v0', kind: 'macvlan', data: { mode: 'bridge' } });
  host.links.add({
    ifname: 'mv1',
    link: 'v0',
    kind: 'macvlan',
    data: { mode: 'source', macaddrMode: 'set', macaddrData: ['02:00:00:00:00:02'] },
  });
  host.links.add({ ifname: 'mt0', link: 'v1', kind: 'macvtap', data: { mode: 'private' } });
  host.links.add({
    ifname: 'vx0',
    kind: 'vxlan',
    data: { id: 1, group: '192.0.2.9', port: 4789, gbp: true },
  });
  host.links.add({ ifname: 'vx6', kind: 'vxlan', data: { id: 2, group6: '2001:db8::9', port: 4790 } });
  host.links.add({ ifname: 'ifb9', kind: 'ifb' });
  host.addresses.add({ dev: 'v0', address: '192.0.2.1/24', label: 'v0:l', rtPriority: 9 });
  host.addresses.add({ dev: 'v0', local: '192.0.2.50', address: '192.0.2.51/32' });
  host.addresses.add({ dev: 'v0', address: '2001:db8::1/64', flags: ['nodad'] });
  host.routes.add({ dst: 'default', via: '192.0.2.2', dev: 'v0' });
  host.routes.add({ dst: '10.0.0.0/8', dev: 'v0', table: 100_000, metrics: { mtu: 1400, ccAlgo: 'reno' } });
  host.routes.add({
    dst: '10.1.0.0/16',
    multipath: [
      { via: '192.0.2.2', dev: 'v0' },
      { via: '2001:db8::2', dev: 'v0', weight: 9 },
    ],
  });
  host.routes.add({ dst: '10.2.0.0/16', type: 'blackhole', tos: 0 });
  host.routes.add({ dst: '2001:db8:1::/48', via: '2001:db8::2', dev: 'v0', expires: 600, pref: 'low' });
  host.routes.add({ dst: '2001:db8:2::/48', type: 'prohibit' });
  host.routes.add({ dst: '10.3.0.0/16', dev: 'v0', flow: 0x30007, metrics: { lock: ['mtu'], mtu: 1300 } });
  for (const route of encapsulated)
    try {
      host.routes.add({ ...route, dev: 'v0' });
    } catch (error) {
      // Each is an option of the kernel.
      if (!(error instanceof NetlinkError) || error.code !== 'EOPNOTSUPP') throw error;
    }
  host.neighbours.add({ dev: 'v0', dst: '192.0.2.7', lladdr: '02:00:00:00:00:07' });
  host.neighbours.add({ dev: 'v0', dst: '2001:db8::7', lladdr: '02:00:00:00:00:07', protocol: 4 });
  host.neighbours.append({
    family: 7,
    dev: 'vx0',
    lladdr: '00:00:00:00:00:00',
    dst: '192.0.2.20',
    port: 4790,
    vni: 5,
    flags: ['self'],
  });
  host.rules.add({ src: '192.0.2.0/24', dst: '198.51.100.0/24', table: 1000, priority: 500, fwmark: 1 });
  host.rules.add({
    src: '2001:db8::/32',
    action: 'prohibit',
    priority: 501,
    flags: ['invert'],
    iifname: 'v0',
  });
  host.nexthops.add({ id: 1, via: '192.0.2.2', dev: 'v0' });
  host.nexthops.add({ id: 2, via: 'fe80::2', dev: 'v0', protocol: 4 });
  host.nexthops.add({ id: 3, group: [{ id: 1, weight: 2 }] });
  host.nexthops.add({
    id: 4,
    group: [{ id: 1 }, { id: 2 }],
    groupType: 'res',
    resGroup: { buckets: 4, idleTimer: 100 },
  });
  host.links.add({ ifname: 'br1', kind: 'bridge' });
  host.links.set('br0', { kind: 'bridge', data: { mcastIgmpVersion: 3, mcastStatsEnabled: 1 } });
  host.links.set('p0', { slaveKind: 'bridge', slaveData: { multicastRouter: 2 } });
  for (const dev of ['p0', 'p1']) host.links.set(dev, { up: true });
  host.nsids.set({ fd: other.fd }, 3);
  host.nsids.set({ fd: netns.fd });
}
