/** Names of link-layer types: ARPHRD_* (linux/if_arp.h) as `link/TYPE` shows them. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'netrom'],
  [1, 'ether'],
  [2, 'eether'],
  [3, 'ax25'],
  [4, 'pronet'],
  [5, 'chaos'],
  [6, 'ieee802'],
  [7, 'arcnet'],
  [8, 'atalk'],
  [15, 'dlci'],
  [19, 'atm'],
  [23, 'metricom'],
  [24, 'ieee1394'],
  [27, 'eui64'],
  [32, 'infiniband'],
  [256, 'slip'],
  [257, 'cslip'],
  [258, 'slip6'],
  [259, 'cslip6'],
  [260, 'rsrvd'],
  [264, 'adapt'],
  [270, 'rose'],
  [271, 'x25'],
  [280, 'can'],
  [512, 'ppp'],
  [513, 'hdlc'],
  [516, 'lapb'],
  [517, 'ddcmp'],
  [518, 'rawhdlc'],
  [768, 'ipip'],
  [769, 'tunnel6'],
  [770, 'frad'],
  [771, 'skip'],
  [772, 'loopback'],
  [773, 'ltalk'],
  [774, 'fddi'],
  [775, 'bif'],
  [776, 'sit'],
  [777, 'ip/ddp'],
  [778, 'gre'],
  [779, 'pimreg'],
  [780, 'hippi'],
  [781, 'ash'],
  [782, 'econet'],
  [783, 'irda'],
  [784, 'fcpp'],
  [785, 'fcal'],
  [786, 'fcpl'],
  [787, 'fcfb/0'],
  [788, 'fcfb/1'],
  [789, 'fcfb/2'],
  [790, 'fcfb/3'],
  [791, 'fcfb/4'],
  [792, 'fcfb/5'],
  [793, 'fcfb/6'],
  [794, 'fcfb/7'],
  [795, 'fcfb/8'],
  [796, 'fcfb/9'],
  [797, 'fcfb/10'],
  [798, 'fcfb/11'],
  [799, 'fcfb/12'],
  [800, 'tr'],
  [801, 'ieee802.11'],
  [802, 'ieee802.11/prism'],
  [803, 'ieee802.11/radiotap'],
  [804, 'ieee802.15.4'],
  [805, 'ieee802.15.4/monitor'],
  [820, 'phonet'],
  [821, 'phonet_pipe'],
  [822, 'caif'],
  [823, 'gre6'],
  [824, 'netlink'],
  [825, '6lowpan'],
  [0xffff, 'void'],
  [0xfffe, 'none'],
]);

/** The type's name, or `[N]`; always the number under `-Numeric`. */
export function linkTypeName(type: number, numeric: boolean): string {
  return (numeric ? undefined : NAMES.get(type)) ?? `[${type}]`;
}

/** ARPHRD_TUNNEL, ARPHRD_SIT, ARPHRD_IPGRE: the link-layer address is an IPv4 address. */
const IPV4_TYPES: ReadonlySet<number> = new Set([768, 776, 778]);
/** ARPHRD_TUNNEL6, ARPHRD_IP6GRE: it is an IPv6 address. */
const IPV6_TYPES: ReadonlySet<number> = new Set([769, 823]);

/** How many bytes an address of the type has that is written as an IP address; 0 for one in colon hex. */
export function ipAddressLength(type: number): 0 | 4 | 16 {
  if (IPV4_TYPES.has(type)) return 4;
  return IPV6_TYPES.has(type) ? 16 : 0;
}
