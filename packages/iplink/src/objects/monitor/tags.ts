/** The messages that `ip monitor` shows, by the kernel's names. */

export interface Tag {
  /** What `label` puts in front, in brackets. */
  readonly label: string;
  /** The object in words of `ip`. */
  readonly object: string;
  /** Bytes of the fixed part, without which there is nothing to show. */
  readonly header: number;
  /** How a message that is too short is complained of; the others are passed over. */
  readonly complaint?: (missing: number) => string;
}

const complaint = (missing: number): string => `BUG: wrong nlmsg len ${missing}\n`;

const LINK: Tag = { label: 'LINK', object: 'link', header: 16 };
const ADDRESS: Tag = { label: 'ADDR', object: 'address', header: 8, complaint };
const ROUTE: Tag = { label: 'ROUTE', object: 'route', header: 12, complaint };
const NEIGH: Tag = { label: 'NEIGH', object: 'neigh', header: 12, complaint };
const RULE: Tag = { label: 'RULE', object: 'rule', header: 12 };
const ADDRLABEL: Tag = { label: 'ADDRLABEL', object: 'addrlabel', header: 12 };
const NETCONF: Tag = { label: 'NETCONF', object: 'netconf', header: 4, complaint };
const NEXTHOP: Tag = { label: 'NEXTHOP', object: 'nexthop', header: 8, complaint };
const BUCKET: Tag = { label: 'NEXTHOPBUCKET', object: 'nexthopbucket', header: 8, complaint };
const NSID: Tag = {
  label: 'NSID',
  object: 'nsid',
  header: 4,
  complaint: (missing) => `BUG: wrong nlmsg len ${missing} in print_nsid\n`,
};

/** Routes for multicast packets come as messages of routes, of families of their own. */
export const MROUTE: Tag = { ...ROUTE, label: 'MROUTE', object: 'mroute' };

const TAGS: ReadonlyMap<string, Tag> = new Map([
  ['RTM_NEWLINK', LINK],
  ['RTM_DELLINK', LINK],
  ['RTM_NEWADDR', ADDRESS],
  ['RTM_DELADDR', ADDRESS],
  ['RTM_NEWROUTE', ROUTE],
  ['RTM_DELROUTE', ROUTE],
  ['RTM_NEWNEIGH', NEIGH],
  ['RTM_DELNEIGH', NEIGH],
  // The kernel asks user space who has an address.
  ['RTM_GETNEIGH', NEIGH],
  ['RTM_NEWPREFIX', { label: 'PREFIX', object: 'prefix', header: 12, complaint }],
  ['RTM_NEWRULE', RULE],
  ['RTM_DELRULE', RULE],
  ['RTM_NEWADDRLABEL', ADDRLABEL],
  ['RTM_DELADDRLABEL', ADDRLABEL],
  ['RTM_NEWNETCONF', NETCONF],
  ['RTM_DELNETCONF', NETCONF],
  ['RTM_NEWNSID', NSID],
  ['RTM_DELNSID', NSID],
  ['RTM_NEWSTATS', { label: 'STATS', object: 'stats', header: 12, complaint }],
  ['RTM_NEWNEXTHOP', NEXTHOP],
  ['RTM_DELNEXTHOP', NEXTHOP],
  ['RTM_NEWNEXTHOPBUCKET', BUCKET],
  ['RTM_DELNEXTHOPBUCKET', BUCKET],
]);

/** How a message is shown; undefined for one that is not. */
export function tagOf(name: string): Tag | undefined {
  return TAGS.get(name);
}
