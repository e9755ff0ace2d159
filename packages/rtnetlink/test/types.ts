/** What must not compile, and what must: the build is the test. Nothing here runs. */
import type { Link, LinkRequest, NewLink, Route, Rtnl, RtnlSync } from '../src/index.ts';
import { otherKind, slaveDataOf } from '../src/index.ts';

export function kindsAndData(host: RtnlSync): void {
  host.links.add({ ifname: 'a', link: 'eth0', kind: 'ipvlan', data: { mode: 'l3s', flags: ['vepa'] } });
  host.links.add({ ifname: 'a', kind: 'ipvlan', data: { mode: 7 } });
  host.links.add({ ifname: 'a', kind: otherKind('wireguard2') });
  host.links.set('a', { slaveKind: 'bridge', slaveData: { cost: 4 } });
  host.links.add({ ifname: 'a', kind: 'wireguard' });
  host.links.add({ ifname: 'a', kind: 'macsec', data: { cipherSuite: 'gcmAes256', sci: 1n } });
  host.links.add({ ifname: 'a', kind: 'gre', data: { iflags: ['key'], encapType: 'fou' } });
  host.links.add({
    ifname: 'a',
    kind: 'bridge',
    data: { multiBoolopt: { optval: [], optmask: ['mstEnable'] } },
  });
  host.links.set('a', { afSpec: { inet: { conf: { rpFilter: 2 } }, inet6: { token: '::1' } } });

  // @ts-expect-error a word that no spanning tree has
  host.links.set('a', { slaveKind: 'bridge', slaveData: { state: 'forward' } });
  // @ts-expect-error no port has this field
  host.links.set('a', { slaveKind: 'bridge', slaveData: { costs: 4 } });
  // @ts-expect-error a cipher that macsec does not have
  host.links.add({ ifname: 'a', kind: 'macsec', data: { cipherSuite: 'aes' } });
  // @ts-expect-error a flag that GRE does not have
  host.links.add({ ifname: 'a', kind: 'gre', data: { iflags: ['checksum'] } });
  // @ts-expect-error wireguard has no data
  host.links.add({ ifname: 'a', kind: 'wireguard', data: { table: 1 } });
  // @ts-expect-error no setting of IPv4 has this name
  host.links.set('a', { afSpec: { inet: { conf: { rpFiltre: 2 } } } });
  // @ts-expect-error a word that ipvlan's modes do not have
  host.links.add({ ifname: 'a', kind: 'ipvlan', data: { mode: 'bridge' } });
  // @ts-expect-error data of another kind
  host.links.add({ ifname: 'a', kind: 'ipvlan', data: { macaddr: '02:00:00:00:00:01' } });
  // @ts-expect-error a flag that ipvlan does not have
  host.links.add({ ifname: 'a', kind: 'ipvlan', data: { flags: ['nopromisc'] } });
  // @ts-expect-error no kind has this name; one that the tables do not know goes through otherKind
  host.links.add({ ifname: 'a', kind: 'ipvlam' });
  // @ts-expect-error data without a kind
  host.links.set('a', { data: { mode: 'l2' } });
  // @ts-expect-error a field that links do not have
  host.links.add({ ifname: 'a', ifnam: 'b' });
  // @ts-expect-error counters are bigint
  host.links.add({ ifname: 'a', kind: 'bridge', data: { mcastQueryIntvl: 100 } });
  // @ts-expect-error dummy has no data
  host.links.add({ ifname: 'a', kind: 'dummy', data: { mode: 1 } });
  // @ts-expect-error the kernel takes it for links that exist
  host.links.add({ ifname: 'a', kind: 'dummy', afSpec: { inet6: { addrGenMode: 'none' } } });
}

export function whatIsReadCanBeWritten(host: RtnlSync, link: Link): void {
  const request: LinkRequest = link;
  const creation: NewLink = link;
  host.links.add(link);
  host.links.set('a', request);
  host.links.add(creation);
  for (const address of host.addresses.list()) host.addresses.add(address);
  for (const route of host.routes.list()) host.routes.add(route);
  for (const neighbour of host.neighbours.list()) host.neighbours.add(neighbour);
  for (const entry of host.fdb.list()) host.fdb.add(entry);
  for (const entry of host.mdb.list()) host.mdb.add(entry);
  for (const vlan of host.vlans.list()) host.vlans.add(vlan);
  for (const options of host.vlans.listOptions()) host.vlans.setOptions(options);
  for (const options of host.vlans.listGlobalOptions()) host.vlans.setGlobalOptions(options);
  for (const label of host.addressLabels.list()) host.addressLabels.add(label);
  for (const table of host.neighbourTables.list()) host.neighbourTables.set('arp_cache', table);
}

export function bridgesAndStatistics(host: RtnlSync): void {
  // @ts-expect-error no VLAN has this flag
  host.vlans.add({ dev: 'a', vid: 5, flags: ['untaged'] });
  // @ts-expect-error no state of STP is called so
  host.vlans.setOptions({ dev: 'a', vid: 5, state: 'blocked' });
  // @ts-expect-error times of more than 32 bits are bigint
  host.vlans.setGlobalOptions({ dev: 'a', vid: 5, mcastQueryIntvl: 100 });
  // @ts-expect-error a member of a group is of some bridge
  host.mdb.add({ port: 'a', address: '239.1.1.1' });
  // @ts-expect-error no entry has this state
  host.fdb.flush({ dev: 'a', state: { static: true } });
  // @ts-expect-error no group of statistics has this name
  host.stats.get('a', { filterMask: ['link32'] });
  // @ts-expect-error all is no number
  host.netconf.get('all', 2);
}

export function encapsulations(host: RtnlSync, route: Route): unknown {
  host.routes.add({ dst: '10.0.0.0/8', encap: { type: 'mpls', dst: [100], ttl: 64 } });
  host.routes.add({ dst: '10.0.0.0/8', encap: { type: 'seg6', srh: { mode: 'inline', segments: ['::'] } } });
  host.routes.add({ dst: '10.0.0.0/8', encap: { type: 77, bytes: new Uint8Array(4) } });
  host.nexthops.add({ id: 1, encap: { type: 'ip', id: 5n, dst: '192.0.2.1', flags: ['csum'] } });
  host.routes.add({ dst: '10.0.0.0/8', metrics: { lock: ['mtu'], mtu: 1400, features: ['ecn'] } });

  // @ts-expect-error no encapsulation has this name
  host.routes.add({ dst: '10.0.0.0/8', encap: { type: 'vxlan' } });
  // @ts-expect-error content of another type
  host.routes.add({ dst: '10.0.0.0/8', encap: { type: 'mpls', src: '192.0.2.1' } });
  // @ts-expect-error a mode that segment routing does not have
  host.routes.add({ dst: '10.0.0.0/8', encap: { type: 'seg6', srh: { mode: 'outline', segments: ['::'] } } });
  // @ts-expect-error no metric has this name
  host.routes.add({ dst: '10.0.0.0/8', metrics: { lock: ['mut'] } });
  // @ts-expect-error keys of tunnels have 64 bits
  host.nexthops.add({ id: 1, encap: { type: 'ip', id: 5 } });

  if (route.encap?.type === 'mpls') {
    const labels: readonly number[] | undefined = route.encap.dst;
    return labels;
  }
  if (route.encap?.type === 'ip6') {
    const destination: string | undefined = route.encap.dst;
    return destination;
  }
  // @ts-expect-error the type is not known here
  return route.encap?.dst;
}

export function narrowing(link: Link): unknown {
  // @ts-expect-error the kind is not known here
  const before: 'l2' | 'l3' | 'l3s' | number | undefined = link.data?.mode;
  if (link.kind === 'ipvlan') {
    const mode: 'l2' | 'l3' | 'l3s' | number | undefined = link.data?.mode;
    return mode;
  }
  if (link.kind === 'bridge') {
    // @ts-expect-error a bridge has no mode
    return link.data?.mode;
  }
  return before;
}

export function ports(link: Link): unknown {
  // @ts-expect-error of which kind the port is is not known here
  const before: number | undefined = link.slaveData?.cost;
  const cost: number | undefined = slaveDataOf(link, 'bridge')?.cost;
  const queue: number | undefined = slaveDataOf(link, 'bond')?.queueId;
  // @ts-expect-error ports of a bond have no cost
  const wrong: number | undefined = slaveDataOf(link, 'bond')?.cost;
  if (link.kind === 'can') return link.xstats?.busOff;
  // @ts-expect-error only CAN has statistics that are known
  return [before, cost, queue, wrong, link.xstats?.busOff];
}

export async function words(sync: RtnlSync, host: Rtnl): Promise<void> {
  // @ts-expect-error no route has this type
  sync.routes.add({ dst: 'default', type: 'blackhol' });
  // @ts-expect-error no address has this flag
  sync.addresses.add({ dev: 'a', address: '192.0.2.1/24', flags: ['up'] });
  // @ts-expect-error no neighbour has this state
  sync.neighbours.add({ dev: 'a', dst: '192.0.2.1', state: ['permanently'] });
  // @ts-expect-error promises are awaited
  const links: Link[] = host.links.list();
  const listed: Link[] = await host.links.list();
  // @ts-expect-error there is no such subject
  host.monitor(['links']);
  for await (const event of host.monitor(['link', 'address'])) {
    // @ts-expect-error which object it is about is not known before `subject` is looked at
    listed.push(event.link);
    if (event.subject === 'link') listed.push(event.link);
  }
  links.length = listed.length;
}
