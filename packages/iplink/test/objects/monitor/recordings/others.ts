/** Messages about what is configured and counted, about ids of namespaces and labels of addresses. */
import {
  addressLabelMessage,
  RTM_DELADDRLABEL,
  RTM_DELNETCONF,
  RTM_DELNSID,
  RTM_NEWADDRLABEL,
  RTM_NEWNETCONF,
  RTM_NEWNSID,
  RTM_NEWSTATS,
  statsMessage,
} from '@iplink-ts/rtnetlink/codec';
import { data } from '@iplink-ts/rtnetlink/testing';
import { FROM, netconf, nsid, zeros } from './message.ts';

export const netconfs = [
  netconf({
    family: 2,
    ifindex: 1,
    forwarding: 0,
    rpFilter: 'off',
    mcForwarding: 0,
    proxyNeigh: 0,
    ignoreRoutesWithLinkdown: 0,
    bcForwarding: 0,
  }),
  netconf({ family: 2, ifindex: 7, forwarding: 1, rpFilter: 'strict', mcForwarding: 1, proxyNeigh: 1 }),
  netconf({ family: 2, ifindex: 1, rpFilter: 'loose', ignoreRoutesWithLinkdown: 1 }, RTM_DELNETCONF),
  netconf({ family: 2, ifindex: -1, rpFilter: 3 }),
  netconf({ family: 10, ifindex: -2, forwarding: 2 }),
  netconf({ family: 28, ifindex: 1, input: 1 }),
  netconf({ family: 28, input: 0 }),
  netconf({ family: 0, ifindex: 1, forwarding: 1 }),
  zeros(RTM_NEWNETCONF, 0),
];

export const others = [
  nsid({ nsid: 3 }),
  nsid({ nsid: 3, currentNsid: 5 }, RTM_DELNSID),
  nsid({ nsid: -1, currentNsid: -1 }),
  nsid({}),
  zeros(RTM_NEWNSID, 0),
  data(FROM, RTM_NEWSTATS, statsMessage, {
    ifindex: 1,
    filterMask: ['linkOffloadXstats'],
    linkOffloadXstats: { hwSInfo: { l3Stats: { request: 1, used: 0 } } },
  }),
  data(FROM, RTM_NEWSTATS, statsMessage, { ifindex: 77 }),
  data(FROM, RTM_NEWSTATS, statsMessage, {
    ifindex: 1,
    linkOffloadXstats: { hwSInfo: { l3Stats: { request: 0 } } },
  }),
  ...(
    [
      [2, 0],
      [1, 3],
      [255, 255],
    ] as const
  ).map(([request, used]) =>
    data(FROM, RTM_NEWSTATS, statsMessage, {
      ifindex: 1,
      linkOffloadXstats: { hwSInfo: { l3Stats: { request, used } } },
    }),
  ),
  zeros(RTM_NEWSTATS, 8),
  data(FROM, RTM_NEWADDRLABEL, addressLabelMessage, { address: '2001:db8::/32', label: 5 }),
  data(FROM, RTM_DELADDRLABEL, addressLabelMessage, { address: '2001:db8::/32', label: 5, index: 1 }),
  zeros(RTM_NEWADDRLABEL, 4),
];
