import { attr, attributes } from '../schema/attributes.ts';
import { deferred } from '../schema/deferred.ts';
import { enumeration, flagset } from '../schema/names.ts';
import { ipv6, u8, u32 } from '../schema/scalar.ts';
import { struct } from '../schema/struct.ts';
import { inet6Conf, inetConf } from './devconf.ts';
import { icmp6Stats, inet6Stats } from './inet6_stats.ts';

/** `struct ifla_cacheinfo` (linux/if_link.h); times in ms, `tstamp` in 1/100 s since boot */
export const inet6Cacheinfo = struct(() => ({
  maxReasmLen: u32,
  tstamp: u32,
  reachableTime: u32,
  retransTime: u32,
}));

/** `IF_RA_*`, `IF_RS_SENT` and `IF_READY` of the kernel's net/if_inet6.h: router discovery on the link */
const inet6Flags = flagset(u32, () => ({
  rsSent: 0x10,
  raRcvd: 0x20,
  raManaged: 0x40,
  raOtherconf: 0x80,
  ready: 0x80000000,
}));

/** `IFLA_INET_*` within `IFLA_AF_SPEC`: settings, which a request changes by name; new kernels want the flag */
export const inet = attributes(() => ({ conf: attr(1, inetConf, { nested: 'requests' }) }));

/** `IFLA_INET6_*` within `IFLA_AF_SPEC`. Settings of IPv6 are changed in /proc/sys/net/ipv6/conf. */
export const inet6 = attributes(() => ({
  flags: attr(1, inet6Flags, { reported: true }),
  conf: attr(2, deferred(inet6Conf), { reported: true }),
  stats: attr(3, deferred(inet6Stats), { reported: true }),
  cacheinfo: attr(5, inet6Cacheinfo, { reported: true }),
  icmp6stats: attr(6, deferred(icmp6Stats), { reported: true }),
  /** The last 64 bits of addresses that are made of what routers announce; `::` for none. */
  token: attr(7, ipv6),
  addrGenMode: attr(
    8,
    enumeration(u8, () => ({ eui64: 0, none: 1, stablePrivacy: 2, random: 3 })),
  ),
  /** MTU that a router announced. */
  raMtu: attr(9, u32, { reported: true }),
}));

/** What connects an MCTP interface (DMTF DSP0239) */
const physBinding = enumeration(u8, () => ({
  unspec: 0,
  smbus: 1,
  pcieVdm: 2,
  usb: 3,
  kcs: 4,
  serial: 5,
  i3c: 6,
}));

/** `IFLA_MCTP_*` (linux/if_link.h; `physBinding` of later kernels) */
const mctp = attributes(() => ({ net: attr(1, u32), physBinding: attr(2, physBinding, { reported: true }) }));

/** `IFLA_AF_SPEC` of a link message of family AF_UNSPEC: attributes numbered by address family. */
export const afSpec = attributes(() => ({
  inet: attr(2, inet),
  inet6: attr(10, inet6),
  mctp: attr(45, mctp),
}));
