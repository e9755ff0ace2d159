import { attr, attributes } from './schema/attributes.ts';
import { headed, type PartOf, type WholeOf } from './schema/headed.ts';
import { enumeration } from './schema/names.ts';
import { s32, u8 } from './schema/scalar.ts';

/** Message types of `RTNLGRP_IPV4_NETCONF`, `RTNLGRP_IPV6_NETCONF` and `RTNLGRP_MPLS_NETCONF` (linux/rtnetlink.h) */
export const RTM_NEWNETCONF = 80;
/** `RTM_DELNETCONF` (linux/rtnetlink.h) */
export const RTM_DELNETCONF = 81;
/** `RTM_GETNETCONF` (linux/rtnetlink.h) */
export const RTM_GETNETCONF = 82;

/** `NETCONFA_IFINDEX_ALL` (linux/netconf.h): the settings called `all` in /proc/sys/net */
export const NETCONFA_IFINDEX_ALL = -1;
/** `NETCONFA_IFINDEX_DEFAULT` (linux/netconf.h): those that a new interface begins with */
export const NETCONFA_IFINDEX_DEFAULT = -2;

/** `NETCONFA_*` (linux/netconf.h): a setting of the family for an interface. Switches are 0 or 1. */
const definitions = () => ({
  /** Index of the interface, {@link NETCONFA_IFINDEX_ALL} or {@link NETCONFA_IFINDEX_DEFAULT}. */
  ifindex: attr(1, s32),
  forwarding: attr(2, s32),
  /** RFC 3704, IPv4 only */
  rpFilter: attr(
    3,
    enumeration(s32, () => ({ off: 0, strict: 1, loose: 2 })),
  ),
  /** Whether a multicast routing daemon has the interface. */
  mcForwarding: attr(4, s32),
  /** Proxy ARP, proxy NDP. */
  proxyNeigh: attr(5, s32),
  ignoreRoutesWithLinkdown: attr(6, s32),
  /** MPLS only: labelled packets are taken. */
  input: attr(7, s32),
  /** Directed broadcasts are forwarded, IPv4 only. */
  bcForwarding: attr(8, s32),
});

export const netconfAttributes = attributes(definitions);

/**
 * The body of netconf messages: `struct netconfmsg` and `NETCONFA_*` (linux/netconf.h). The kernel reports settings
 * and takes no changes this way; links take those of IPv4 in `afSpec`.
 */
export const netconfMessage = headed(() => ({ family: u8 }), netconfAttributes);

/** Settings of an address family for one interface, as `RTM_NEWNETCONF` reports them. */
export type Netconf = WholeOf<typeof netconfMessage>;

/** What {@link netconfMessage} writes. */
export type NetconfMessage = PartOf<typeof netconfMessage>;
