import { altered } from '../schema/altered.ts';
import type { FixedCodec } from '../schema/codec.ts';
import { u64 } from '../schema/scalar.ts';
import type { Shape } from '../schema/shape.ts';
import { type StructCodec, type StructValue, struct } from '../schema/struct.ts';

/** Counters that this kernel has, by name; `num` says how many places there are, this one included. */
type Counters<N extends string> = StructCodec<
  StructValue<{ num: FixedCodec<bigint> }, Record<N, FixedCodec<bigint>>>
>;

/** An array of 64-bit counters that grows with kernels: those that are newer than the names are in `tail`. */
function counters<const N extends string>(names: readonly N[]): Counters<N> {
  // fromEntries forgets the names that it is given.
  const later = () => Object.fromEntries(names.map((name) => [name, u64])) as Record<N, FixedCodec<bigint>>;
  const counters = struct(() => ({ num: u64 }), later);
  return altered(counters, {
    get shape(): Shape {
      return {
        of: 'settings',
        words: Object.fromEntries(counters.fields.map((name, index) => [name, index])),
      };
    },
  });
}

/**
 * `IPSTATS_MIB_*` (linux/snmp.h; RFC 4293): packets and octets of IPv6 on the link. `outrequests` was called OUTPKTS
 * before Linux 6.8, which counts under this name what is transmitted.
 */
export const inet6Stats = counters([
  'inpkts',
  'inoctets',
  'indelivers',
  'outforwdatagrams',
  'outrequests',
  'outoctets',
  'inhdrerrors',
  'intoobigerrors',
  'innoroutes',
  'inaddrerrors',
  'inunknownprotos',
  'intruncatedpkts',
  'indiscards',
  'outdiscards',
  'outnoroutes',
  'reasmtimeout',
  'reasmreqds',
  'reasmoks',
  'reasmfails',
  'fragoks',
  'fragfails',
  'fragcreates',
  'inmcastpkts',
  'outmcastpkts',
  'inbcastpkts',
  'outbcastpkts',
  'inmcastoctets',
  'outmcastoctets',
  'inbcastoctets',
  'outbcastoctets',
  'csumerrors',
  'noectpkts',
  'ect1pkts',
  'ect0pkts',
  'cepkts',
  'reasmOverlaps',
  'outpkts',
]);

/** `ICMP6_MIB_*` (linux/snmp.h; RFC 4293): messages of ICMPv6 on the link */
export const icmp6Stats = counters([
  'inmsgs',
  'inerrors',
  'outmsgs',
  'outerrors',
  'csumerrors',
  'ratelimithost',
]);
