import { Reader } from '../../src/bytes/reader.ts';
import type { LinkRequest } from '../../src/client/links.ts';
import type { RtnlSync } from '../../src/client/rtnl.ts';
import { kinds } from '../../src/link/kinds/index.ts';
import { linkMessage, RTM_GETLINK, RTM_NEWLINK } from '../../src/link/link.ts';
import { NLMSG_HDRLEN } from '../../src/message/header.ts';
import type { Attributes } from '../../src/schema/attributes.ts';
import type { Codec } from '../../src/schema/codec.ts';
import { ack, data, done, message, TestTransport } from '../../src/testing.ts';

/** Takes every request, and answers one for an object with that object. */
export function obedient(): TestTransport {
  return new TestTransport((request) => {
    if (request.isDump) return [done(request)];
    if (request.type === RTM_GETLINK) {
      const link = { ...request.read(linkMessage), index: 5 };
      return [data(request, RTM_NEWLINK, linkMessage, link), ack(request)];
    }
    if ((request.type & 3) !== 2) return [ack(request)];
    const same = (writer: { bytes(value: Uint8Array): void }): void =>
      writer.bytes(request.bytes.subarray(NLMSG_HDRLEN));
    return [message(request, request.type - 2, 0, same), ack(request)];
  });
}

/** A value of a layout: what it reads from the shortest bytes that fit, all 1. */
function sample(codec: Codec<unknown>): unknown {
  if ('attributes' in codec) return everything(codec.attributes as Attributes);
  for (const length of [1, 2, 4, 6, 8, 12, 16, 0, ...Array.from({ length: 300 }, (_, index) => index)]) {
    const bytes = Reader.copy(new Uint8Array(length).fill(1));
    const value = codec.read(bytes, 0, length);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** A value for every attribute that can be sent. */
function everything(attributes: Attributes): object {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([, { reported }]) => !reported)
      .map(([name, { codec, many }]) => [name, many ? [sample(codec)] : sample(codec)])
      .filter(([, value]) => value !== undefined),
  );
}

/** Operations on each object and each kind, none of which needs an answer of the kernel. */
export function operate(host: RtnlSync): void {
  for (const [kind, layout] of Object.entries(kinds)) {
    // `data` belongs to `kind`: both come from the same row.
    const all = { ifname: 'x0', link: 'p0', kind, data: everything(layout.attributes) } as LinkRequest;
    const none = { ifname: 'x1', kind } as LinkRequest;
    host.links.add(none);
    host.links.add(all);
    host.links.set('x0', { kind: all.kind, data: all.data } as LinkRequest);
    host.links.delete('x0');
  }
  for (const group of Object.values(host))
    if (typeof group === 'object' && group !== null && 'stream' in group && 'list' in group) group.list();
  links(host);
  addresses(host);
  routes(host);
  neighboursAndRules(host);
  bridges(host);
  settings(host);
}

function links(host: RtnlSync): void {
  host.links.list({ kind: 'ipvlan' });
  host.links.list({ family: 7, master: 'br0', extMask: 2 });
  host.links.get('lo', { extMask: 9 });
  host.links.add({
    ifname: 'a0',
    kind: 'ipvlan',
    link: 'p0',
    data: { mode: 'l3s', flags: ['private'] },
    address: '02:00:00:00:00:01',
    mtu: 1400,
    txqlen: 500,
    numTxQueues: 4,
    group: 7,
    ifalias: 'an alias',
    up: true,
    netNsPid: 1,
  });
  host.links.set('a0', { up: false, master: 0, ifname: 'a1', promiscuity: 0, gsoMaxSize: 65_536 });
  host.links.set('p0', { slaveKind: 'bridge', slaveData: { cost: 5, isolated: 1 } });
  host.links.addAltnames('a0', ['an-alternative-name', 'another']);
  host.links.deleteAltnames('a0', ['another']);
  host.links.delete({ group: 7 });
}

function addresses(host: RtnlSync): void {
  host.addresses.add({
    dev: 'a0',
    address: '192.0.2.1/24',
    broadcast: '192.0.2.255',
    label: 'a0:x',
    rtPriority: 9,
  });
  host.addresses.replace({ dev: 'a0', local: '192.0.2.9', address: '192.0.2.10/32', scope: 253 });
  host.addresses.change({
    dev: 'a0',
    address: '2001:db8::1/64',
    flags: ['nodad', 'noprefixroute'],
    cacheinfo: { prefered: 1000, valid: 2000, cstamp: 0, tstamp: 0 },
  });
  host.addresses.delete({ dev: 'a0', address: '2001:db8::1/64' });
  host.addresses.list({ dev: 'a0', family: 2 });
}

function routes(host: RtnlSync): void {
  host.routes.add({ dst: 'default', via: '203.0.113.1', dev: 'a0', onlink: true });
  host.routes.add({
    dst: '198.51.100.0/24',
    dev: 'a0',
    table: 100_000,
    metrics: { mtu: 1400, lock: ['mtu'] },
  });
  host.routes.append({
    dst: '10.0.0.0/8',
    multipath: [
      { via: '192.0.2.2', dev: 'a0', weight: 2 },
      { via: '2001:db8::3', dev: 'a0' },
    ],
  });
  host.routes.replace({ dst: '10.1.0.0/16', via: '2001:db8::2', dev: 'a0', prefsrc: '192.0.2.1' });
  host.routes.prepend({ dst: '10.2.0.0/16', type: 'blackhole' });
  host.routes.change({ dst: '2001:db8:1::/48', src: '2001:db8::/32', via: '2001:db8::2', pref: 'high' });
  host.routes.add({ dst: '10.3.0.0/16', nhId: 10 });
  host.routes.get({ dst: '10.0.0.1', mark: 3, uid: 0, ipProto: 6, sport: 1, dport: 2 });
  host.routes.get({ dst: '2001:db8::1', fibMatch: true });
  host.routes.delete({ dst: '10.2.0.0/16' });
  host.routes.list({ table: 1000, family: 10, oif: 'a0', protocol: 4 });
  host.nexthops.add({ id: 1, via: '192.0.2.2', dev: 'a0' });
  host.nexthops.replace({ id: 2, via: '2001:db8::2', dev: 'a0', onlink: true });
  host.nexthops.add({ id: 3, blackhole: true });
  host.nexthops.add({ id: 10, group: [{ id: 1, weight: 4 }] });
  host.nexthops.list({ groups: true });
  host.nexthops.get(1);
  host.nexthops.delete(1);
}

function neighboursAndRules(host: RtnlSync): void {
  const lladdr = '02:00:00:00:00:07';
  host.neighbours.add({ dev: 'a0', dst: '192.0.2.7', lladdr, state: ['permanent'] });
  host.neighbours.replace({ dev: 'a0', dst: '2001:db8::7', lladdr, flags: ['router'] });
  host.neighbours.add({ dev: 'a0', dst: '192.0.2.8', flags: ['proxy'] });
  host.neighbours.append({
    family: 7,
    dev: 'vx0',
    lladdr,
    dst: '192.0.2.20',
    port: 4790,
    vni: 5,
    flags: ['self'],
  });
  host.neighbours.get({ dev: 'a0', dst: '192.0.2.7' });
  host.neighbours.delete({ dev: 'a0', dst: '192.0.2.7' });
  host.neighbours.list({ dev: 'a0', proxy: true, family: 2 });
  host.rules.add({ src: '10.0.0.0/8', table: 100_000, priority: 500, iifname: 'a0' });
  host.rules.add({
    dst: '2001:db8::/32',
    action: 'prohibit',
    flags: ['invert'],
    fwmark: 0x10,
    fwmask: 0xf0,
    uidRange: { start: 1, end: 2 },
  });
  host.rules.delete({ priority: 500 });
  host.rules.list({ family: 10 });
  host.nsids.list();
}

function bridges(host: RtnlSync): void {
  host.vlans.list();
  host.vlans.add({ dev: 'p0', vid: 10, vidEnd: 20, flags: ['untagged'], tunnelId: 3000 });
  host.vlans.add({ dev: 'br0', vid: 5, self: true });
  host.vlans.delete({ dev: 'p0', vid: 10, vidEnd: 20 });
  host.vlans.setOptions({ dev: 'p0', vid: 10, vidEnd: 20, state: 'blocking', mcastRouter: 'perm' });
  host.vlans.listOptions({ stats: true });
  host.vlans.setGlobalOptions({ dev: 'br0', vid: 5, mcastQuerier: 1, mcastQueryIntvl: 6000n });
  host.vlans.listGlobalOptions({ dev: 'br0' });
  const lladdr = '02:00:00:00:00:0a';
  host.fdb.add({ dev: 'p0', lladdr, vlan: 5, fdbExtAttrs: { activityNotify: ['notify'] } });
  host.fdb.append({ dev: 'vx0', lladdr, dst: '192.0.2.20', port: 4790, srcVni: 6, flags: ['self'] });
  host.fdb.get({ master: 'br0', lladdr });
  host.fdb.delete({ dev: 'p0', lladdr });
  host.fdb.flush({ dev: 'br0', port: 'p0', state: { permanent: true }, flags: { sticky: false } });
  host.mdb.add({ dev: 'br0', port: 'p0', address: '239.1.1.1', groupMode: 'include', rtprot: 17 });
  host.mdb.add({ dev: 'br0', port: 'p0', address: 'ff05::1', source: '2001:db8::1', vid: 5 });
  host.mdb.replace({ dev: 'br0', port: 'p0', address: '01:00:00:00:00:05' });
  host.mdb.get({ dev: 'br0', address: '239.1.1.1' });
  host.mdb.delete({ dev: 'br0', port: 'p0', address: '239.1.1.1' });
  host.mdb.flush({ dev: 'br0', state: 'permanent' });
  host.mdb.list();
}

function settings(host: RtnlSync): void {
  host.stats.list({ filterMask: ['linkXstats', 'linkOffloadXstats'] });
  host.stats.get('p0', { getFilters: { linkOffloadXstats: ['l3Stats'] } });
  host.stats.set('p0', { l3Stats: true });
  host.neighbourTables.list();
  host.neighbourTables.set('arp_cache', { thresh1: 256, gcInterval: 20_000n });
  host.neighbourTables.set('ndisc_cache', { dev: 'p0', parms: { retransTime: 500n, queueLen: 50 } });
  host.netconf.get(2, 'all');
  host.addressLabels.list();
  host.addressLabels.add({ address: '2001:db8::/32', dev: 'p0', label: 99 });
  host.addressLabels.get('2001:db8::1');
  host.addressLabels.delete({ address: '2001:db8::/32' });
}
