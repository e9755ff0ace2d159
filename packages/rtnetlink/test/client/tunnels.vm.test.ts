import test from 'ava';
import type { LinkData, LinkKind } from '../../src/link/linkinfo.ts';
import { syncHost, type Trial, tryKindOrSkip } from '../live.ts';

/** A tunnel whose every change says all of it: the kernel takes what is left out of a change for 0. */
function tunnel<K extends LinkKind>(ifname: string, kind: K, data: LinkData[K], changed: LinkData[K]): Trial {
  // The compiler does not see that each K goes with its own LinkData[K].
  const link = (value: LinkData[K]): Trial['create'] => ({ ifname, kind, data: value }) as Trial['create'];
  return { create: link(data), change: link({ ...data, ...changed }) };
}

const v4 = { local: '192.0.2.1', remote: '192.0.2.2' } as const;
const v6 = { local: '2001:db8::1', remote: '2001:db8::2' } as const;

const trials: readonly Trial[] = [
  tunnel(
    'gre1',
    'gre',
    {
      ...v4,
      iflags: ['key'],
      oflags: ['key', 'csum'],
      ikey: 1,
      okey: 0xc0000202,
      ttl: 64,
      pmtudisc: 1,
    },
    { ttl: 32, tos: 16 },
  ),
  { create: { ifname: 'gre2', kind: 'gre', data: { ...v4, ttl: 0, pmtudisc: 0, ignoreDf: 1, fwmark: 7 } } },
  tunnel(
    'gt0',
    'gretap',
    { ...v4, iflags: ['seq', 'key'], oflags: ['seq', 'key'], ikey: 5, okey: 5 },
    { ttl: 9 },
  ),
  { create: { ifname: 'gt1', kind: 'gretap', data: { collectMetadata: true } } },
  {
    create: {
      ifname: 'er1',
      kind: 'erspan',
      data: {
        ...v4,
        iflags: ['seq', 'key'],
        oflags: ['seq', 'key'],
        ikey: 7,
        okey: 7,
        erspanVer: 1,
        erspanIndex: 123,
      },
    },
    shown: { ...v4, ikey: 7, erspanVer: 1, erspanIndex: 123 },
  },
  {
    create: {
      ifname: 'er2',
      kind: 'erspan',
      data: {
        ...v4,
        iflags: ['seq', 'key'],
        oflags: ['seq', 'key'],
        ikey: 8,
        okey: 8,
        erspanVer: 2,
        erspanDir: 1,
        erspanHwid: 9,
      },
    },
    shown: { ...v4, okey: 8, erspanVer: 2, erspanDir: 1, erspanHwid: 9 },
  },
  tunnel(
    'g6',
    'ip6gre',
    {
      ...v6,
      ttl: 64,
      encapLimit: 3,
      flowinfo: 0x12345,
      iflags: ['key'],
      oflags: ['key'],
      ikey: 1,
      okey: 1,
    },
    { ttl: 32 },
  ),
  {
    create: {
      ifname: 'gt6',
      kind: 'ip6gretap',
      address: '02:00:00:00:00:01',
      data: { ...v6, flags: ['ignEncapLimit', 'useOrigTclass'], fwmark: 3 },
    },
    shown: { ...v6, fwmark: 3 },
  },
  {
    create: {
      ifname: 'er6',
      kind: 'ip6erspan',
      data: {
        ...v6,
        iflags: ['seq', 'key'],
        oflags: ['seq', 'key'],
        ikey: 1,
        okey: 1,
        erspanVer: 2,
        erspanDir: 0,
        erspanHwid: 3,
      },
    },
    shown: { ...v6, erspanVer: 2, erspanHwid: 3 },
  },
  tunnel('ti0', 'ipip', { ...v4, ttl: 64, proto: 4, pmtudisc: 1 }, { ttl: 32 }),
  tunnel('si0', 'sit', { ...v4, ttl: 64, proto: 41 }, { ttl: 32 }),
  {
    create: {
      ifname: 'si1',
      kind: 'sit',
      data: {
        local: '192.0.2.1',
        '6rdPrefix': '2001:db8::',
        '6rdPrefixlen': 32,
        '6rdRelayPrefix': '192.0.2.0',
        '6rdRelayPrefixlen': 24,
      },
    },
  },
  { create: { ifname: 'si2', kind: 'sit', data: { local: '192.0.2.1', flags: ['isatap'], ttl: 64 } } },
  tunnel(
    't6',
    'ip6tnl',
    { ...v6, ttl: 64, encapLimit: 5, proto: 41, flags: ['useOrigTclass', 'rcvDscpCopy'] },
    { ttl: 32 },
  ),
  tunnel('vt0', 'vti', { ...v4, ikey: 1, okey: 2 }, { okey: 3 }),
  tunnel('vt6', 'vti6', { ...v6, ikey: 7, okey: 7 }, { fwmark: 5 }),
  {
    create: {
      ifname: 'ge0',
      kind: 'geneve',
      data: { id: 42, remote: '192.0.2.2', ttl: 64, df: 'set', port: 6082 },
    },
    change: { kind: 'geneve', data: { id: 42, remote: '192.0.2.2', ttl: 32, df: 'inherit' } },
  },
  {
    create: {
      ifname: 'ge6',
      kind: 'geneve',
      data: { id: 43, remote6: '2001:db8::2', label: 0x12345, udpZeroCsum6Tx: 1, ttlInherit: 1 },
    },
  },
  { create: { ifname: 'xf0', kind: 'xfrm', link: 'v0', data: { ifId: 7 } }, shown: { ifId: 7 } },
  { create: { ifname: 'xf1', kind: 'xfrm', data: { collectMetadata: true } } },
  {
    create: {
      ifname: 'bu0',
      kind: 'bareudp',
      data: { port: 6635, ethertype: 0x8847, srcportMin: 1024, multiprotoMode: true },
    },
  },
  { create: { ifname: 'amt0', kind: 'amt', data: { mode: 'relay', localIp: '192.0.2.1', relayPort: 2268 } } },
  { create: { ifname: 'gtp0', kind: 'gtp', data: { role: 'sgsn', pdpHashsize: 1024 } } },
];

for (const trial of trials)
  test(`${trial.create.kind} ${trial.create.ifname}`, async (t) => {
    const host = syncHost(t);
    host.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
    await tryKindOrSkip(t, host, trial);
  });
