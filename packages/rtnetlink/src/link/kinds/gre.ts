import { altered } from '../../schema/altered.ts';
import { attr, attributes } from '../../schema/attributes.ts';
import { flagset } from '../../schema/names.ts';
import { be16, be32, flag, ip, u8, u16, u32 } from '../../schema/scalar.ts';
import { ip6TnlFlags, tunnelEncap } from './tunnel_encap.ts';

/** `GRE_*` (linux/if_tunnel.h): what the header of a packet has */
export const GRE = {
  ack: 0x0080,
  strict: 0x0800,
  seq: 0x1000,
  key: 0x2000,
  routing: 0x4000,
  csum: 0x8000,
} as const;

const greFlags = flagset(be16, () => GRE);

/**
 * `IFLA_GRE_*` (linux/if_tunnel.h), of kinds `gre`, `gretap`, `erspan` and of `ip6gre`, `ip6gretap`, `ip6erspan`,
 * whose endpoints are IPv6 addresses. A key counts when its flag is set.
 */
const set = attributes(() => ({
  /** Index of the underlying interface. */
  link: attr(1, u32),
  iflags: attr(2, greFlags),
  oflags: attr(3, greFlags),
  ikey: attr(4, be32),
  okey: attr(5, be32),
  local: attr(6, ip),
  remote: attr(7, ip),
  /** 0: that of the packet inside. */
  ttl: attr(8, u8),
  tos: attr(9, u8),
  pmtudisc: attr(10, u8),
  /** Of the IPv6 kinds, as `flowinfo` and `flags`. */
  encapLimit: attr(11, u8),
  flowinfo: attr(12, be32),
  flags: attr(13, ip6TnlFlags),
  ...tunnelEncap(14),
  collectMetadata: attr(18, flag),
  ignoreDf: attr(19, u8),
  fwmark: attr(20, u32),
  /** Of ERSPAN version 1: 20 bits. */
  erspanIndex: attr(21, u32),
  erspanVer: attr(22, u8),
  /** Of ERSPAN version 2, as `erspanHwid`: 0 ingress, 1 egress. */
  erspanDir: attr(23, u8),
  erspanHwid: attr(24, u16),
}));

export const gre: typeof set = altered(set, {
  write(writer, value) {
    // Reported for any address; of a request the kernel refuses it where that is the default.
    const isAny = writer.isRequest && (value.remote === '0.0.0.0' || value.remote === '::');
    set.write(writer, isAny ? { ...value, remote: undefined } : value);
  },
});
