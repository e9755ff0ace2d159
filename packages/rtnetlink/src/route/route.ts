import { familyOf, type Prefix, prefixText } from '../prefix.ts';
import { attr, attributes, type Fields } from '../schema/attributes.ts';
import { type Codec, field, type MessageBody } from '../schema/codec.ts';
import { enumeration, type FlagWords, flagset } from '../schema/names.ts';
import { be16, be32, binary, ip, s32, u8, u32, u64 } from '../schema/scalar.ts';
import { struct } from '../schema/struct.ts';
import { type Encap, encapField } from './encap/encap.ts';
import { AF_MPLS, LABEL_LENGTH, labelAddress, labelOf, newDestination } from './labels.ts';
import { metrics } from './metrics.ts';
import { multipath, RTNH_F } from './nexthop.ts';
import { RT_SCOPE, RT_TABLE, RTPROT } from './numbers.ts';
import { isSix, prefixOf, selectorAttributes, writeTable } from './selector.ts';
import { type RouteType, routeType } from './type.ts';
import { via } from './via.ts';

/** Message types of `RTNLGRP_IPV4_ROUTE` and `RTNLGRP_IPV6_ROUTE` (linux/rtnetlink.h) */
export const RTM_NEWROUTE = 24;
/** `RTM_DELROUTE` (linux/rtnetlink.h) */
export const RTM_DELROUTE = 25;
/** `RTM_GETROUTE` (linux/rtnetlink.h) */
export const RTM_GETROUTE = 26;

/** `RTNH_F_*` and `RTM_F_*` (linux/rtnetlink.h): `rtm_flags` */
export const RTM_F = {
  ...RTNH_F,
  notify: 0x100,
  cloned: 0x200,
  equalize: 0x400,
  prefix: 0x800,
  lookupTable: 0x1000,
  fibMatch: 0x2000,
  rtOffload: 0x4000,
  rtTrap: 0x8000,
  offloadFailed: 0x20000000,
} as const;

/** `struct rta_cacheinfo`: `lastuse` and `expires` in 1/100 s (USER_HZ), `error` a negative errno */
const cacheinfo = struct(() => ({
  clntref: u32,
  lastuse: u32,
  expires: s32,
  error: u32,
  used: u32,
  id: u32,
  ts: u32,
  tsage: u32,
}));

/** `ICMPV6_ROUTER_PREF_*` (linux/icmpv6.h) */
const pref = enumeration(u8, () => ({ medium: 0, high: 1, invalid: 2, low: 3 }));

/** `struct rta_mfc_stats` */
const mfcStats = struct(() => ({ packets: u64, bytes: u64, wrongIf: u64 }));

/** `RTA_EXPIRES`: 32 bits of requests, 64 bits where multicast routes are reported */
const expiry: Codec<number | bigint> = {
  read: (reader, start, end) => u32.read(reader, start, end) ?? u64.read(reader, start, end),
  write(writer, value) {
    if (typeof value === 'bigint') u64.write(writer, value);
    else u32.write(writer, value);
  },
};

/**
 * `RTA_*` (linux/rtnetlink.h), without `RTA_DST`, `RTA_SRC` and `RTA_TABLE`, which belong to header fields,
 * `RTA_EXPIRES`, and `RTA_ENCAP_TYPE` and `RTA_ENCAP`, which make the field `encap`.
 */
const definitions = () => ({
  iif: attr(3, u32),
  oif: attr(4, u32),
  gateway: attr(5, ip),
  /** The metric; the lowest wins. */
  priority: attr(6, u32),
  prefsrc: attr(7, ip),
  metrics: attr(8, metrics),
  multipath: attr(9, multipath),
  protoinfo: attr(10, u32),
  /** Realms: from in the high, to in the low 16 bits. */
  flow: attr(11, u32),
  cacheinfo: attr(12, cacheinfo, { reported: true }),
  session: attr(13, binary),
  mpAlgo: attr(14, binary),
  mark: attr(16, u32),
  /** Of multicast routes. */
  mfcStats: attr(17, mfcStats, { reported: true }),
  via: attr(18, via),
  newdst: attr(19, newDestination),
  pref: attr(20, pref),
  uid: attr(25, u32),
  /** MPLS: whether the TTL of the label goes into the packet behind it, 0 or 1. */
  ttlPropagate: attr(26, u8),
  ipProto: attr(27, u8),
  sport: attr(28, be16),
  dport: attr(29, be16),
  /** The nexthop object to use. */
  nhId: attr(30, u32),
  flowlabel: attr(31, be32),
});

const RTA_EXPIRES = 23;
const internal = () => ({ expiry: attr(RTA_EXPIRES, expiry) });

export const routeAttributes = attributes(
  () => ({ ...definitions(), ...selectorAttributes(), ...internal() }),
  encapField(21, 22),
);

/** `struct rtmsg` (linux/rtnetlink.h) with the prefixes that belong to its lengths. */
export interface RouteHeader {
  family: number;
  /** `A/LEN`, or `default` for a prefix of length 0; of family `AF_MPLS` (28) the label, such as `100`. */
  dst: string;
  /** `A/LEN`, for IPv6 source-specific routes. */
  src?: string | undefined;
  tos: number;
  /** {@link RT_TABLE}, or any other table, up to 32 bits (`RTA_TABLE`). */
  table: number;
  /** {@link RTPROT}, or a daemon's number */
  protocol: number;
  /** {@link RT_SCOPE} */
  scope: number;
  type: RouteType;
  flags: FlagWords<typeof RTM_F>;
}

/** The attributes of a route, with those whose layout depends on others. */
export interface RouteFields extends Fields<ReturnType<typeof definitions>> {
  /** What is done to the packet before it is sent. */
  encap?: Encap | undefined;
  /** Lifetime in seconds of an IPv6 route, of requests; `cacheinfo.expires` says what is left. */
  expires?: number | undefined;
  /** Of a multicast route: how long no packet has used it, in 1/100 s (USER_HZ). */
  idle?: bigint | undefined;
}

/** A route, as `RTM_NEWROUTE` reports it. */
export type Route = RouteHeader & RouteFields;

/** What {@link routeMessage} writes. `family` follows from the addresses where it is not given. */
export type RouteMessage = { [K in keyof RouteHeader]?: RouteHeader[K] | undefined } & RouteFields;

const RTMSG_LENGTH = 12;
const routeFlags = flagset(u32, () => RTM_F);

/** The body of route messages: decodes to {@link Route}. */
export const routeMessage: MessageBody<Route, RouteMessage> = {
  shape: {
    of: 'parts',
    parts: {
      table: { shape: { of: 'enumeration', base: u32, words: RT_TABLE } },
      protocol: { shape: { of: 'enumeration', base: u8, words: RTPROT } },
      scope: { shape: { of: 'enumeration', base: u8, words: RT_SCOPE } },
      type: routeType,
      flags: routeFlags,
      attributes: routeAttributes,
    },
  },
  read(reader, start, end) {
    if (end - start < RTMSG_LENGTH) return undefined;
    const family = reader.u8[start] ?? 0;
    const dstLength = reader.u8[start + 1] ?? 0;
    const srcLength = reader.u8[start + 2] ?? 0;
    const route: Route & Fields<ReturnType<typeof internal>> = {
      family,
      dst: '',
      tos: reader.u8[start + 3] ?? 0,
      table: reader.u8[start + 4] ?? 0,
      protocol: reader.u8[start + 5] ?? 0,
      scope: reader.u8[start + 6] ?? 0,
      type: routeType.read(reader, start + 7, start + 8) ?? 0,
      flags: routeFlags.read(reader, start + 8, start + 12) ?? [],
    };
    routeAttributes.readInto(route, reader, start + RTMSG_LENGTH, end);
    if (route.dst !== '') route.dst = destination(family, route.dst, dstLength);
    else if (dstLength === 0) route.dst = 'default';
    else route.dst = prefixText(isSix(family) ? '::' : '0.0.0.0', dstLength);
    if (route.src !== undefined) route.src = prefixText(route.src, srcLength);
    return route.expiry === undefined ? route : withExpiry(route, route.expiry);
  },
  write(writer, route) {
    const dst =
      labelPrefix(route) ?? prefixOf(writer, 'dst', route.dst === 'default' ? undefined : route.dst);
    const src = prefixOf(writer, 'src', route.src);
    field(writer, 'family', u8, route.family ?? familyFrom(route, dst, src));
    writer.u8(dst?.length ?? 0);
    writer.u8(src?.length ?? 0);
    field(writer, 'tos', u8, route.tos ?? 0);
    const wideTable = writeTable(writer, route.table ?? 0);
    field(writer, 'protocol', u8, route.protocol ?? 0);
    field(writer, 'scope', u8, route.scope ?? 0);
    field(writer, 'type', routeType, route.type ?? 'unspec');
    field(writer, 'flags', routeFlags, route.flags ?? []);
    routeAttributes.write(writer, route, {
      // What the kernel only reports is left out of requests.
      expiry: route.expires ?? (writer.isRequest ? undefined : route.idle),
      dst: dst?.address,
      src: src?.address,
      table: wideTable,
    });
  },
  locate(reader, start, end, target, path) {
    const codec = routeAttributes.locate(reader, start + RTMSG_LENGTH, end, target, path);
    if (path[0] === 'expiry') path[0] = 'expires';
    return codec;
  },
  nameOf: (type) => (type === RTA_EXPIRES ? 'expires' : routeAttributes.nameOf(type)),
};

/** What the kernel calls one attribute is the lifetime of a route, or, of multicast, how long it was not used. */
function withExpiry(
  { expiry: _, ...route }: Route & Fields<ReturnType<typeof internal>>,
  expiry: number | bigint,
): Route {
  if (typeof expiry === 'bigint') route.idle = expiry;
  else route.expires = expiry;
  return route;
}

function destination(family: number, address: string, length: number): string {
  const label = family === AF_MPLS && length === LABEL_LENGTH ? labelOf(address) : undefined;
  return label ?? prefixText(address, length);
}

/** A destination that is a label, as the attribute has it: of the size of an IPv4 address. */
function labelPrefix({ family = AF_MPLS, dst = '' }: RouteMessage): Prefix | undefined {
  const address = family === AF_MPLS ? labelAddress(dst) : undefined;
  return address === undefined ? undefined : { address, length: LABEL_LENGTH };
}

function familyFrom(route: RouteMessage, dst: Prefix | undefined, src: Prefix | undefined): number {
  if (labelPrefix(route) !== undefined) return AF_MPLS;
  const address = dst?.address ?? src?.address ?? route.gateway ?? route.prefsrc;
  return address === undefined ? 0 : familyOf(address);
}
