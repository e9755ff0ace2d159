/*
 * Numbers that stay numbers in routes, rules, addresses and nexthop objects, because daemons and administrators add
 * their own (/etc/iproute2). Each field says which table it is of.
 */

/** `RTPROT_*` (linux/rtnetlink.h): who made a route, rule or nexthop object. */
export const RTPROT = {
  unspec: 0,
  redirect: 1,
  kernel: 2,
  boot: 3,
  static: 4,
  gated: 8,
  ra: 9,
  mrt: 10,
  zebra: 11,
  bird: 12,
  dnrouted: 13,
  xorp: 14,
  ntk: 15,
  dhcp: 16,
  mrouted: 17,
  keepalived: 18,
  babel: 42,
  openr: 99,
  bgp: 186,
  isis: 187,
  ospf: 188,
  rip: 189,
  eigrp: 192,
} as const;

/** `RT_SCOPE_*` (linux/rtnetlink.h): how far a destination or an address reaches. */
export const RT_SCOPE = { universe: 0, site: 200, link: 253, host: 254, nowhere: 255 } as const;

/** `RT_TABLE_*` (linux/rtnetlink.h): the reserved tables; any other number up to 2^32 - 1 is a table too. */
export const RT_TABLE = { unspec: 0, compat: 252, default: 253, main: 254, local: 255 } as const;
