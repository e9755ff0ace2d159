/** Messages about rules and nexthops. */
import {
  nexthopMessage,
  RTM_DELNEXTHOP,
  RTM_DELNEXTHOPBUCKET,
  RTM_DELRULE,
  RTM_NEWNEXTHOP,
  RTM_NEWNEXTHOPBUCKET,
  RTM_NEWRULE,
} from '@iplink-ts/rtnetlink/codec';
import { data } from '@iplink-ts/rtnetlink/testing';
import { FROM, rule, zeros } from './message.ts';

export const rules = [
  rule({ family: 2, priority: 100, table: 254, protocol: 3, action: 'toTable' }),
  rule(
    { family: 2, priority: 100, src: '10.0.0.0/24', table: 300, iifname: 'd0', action: 'toTable' },
    RTM_DELRULE,
  ),
  rule({ family: 10, priority: 101, dst: '2001:db8::/32', fwmark: 16, action: 'blackhole' }),
  rule({ family: 128, priority: 102, table: 253, action: 'toTable' }),
  zeros(RTM_NEWRULE, 8),
  zeros(RTM_DELRULE, 12),
];

export const nexthops = [
  data(FROM, RTM_NEWNEXTHOP, nexthopMessage, { family: 2, id: 5, oif: 1, gateway: '10.0.0.1', protocol: 3 }),
  data(FROM, RTM_DELNEXTHOP, nexthopMessage, { id: 6, blackhole: true }),
  data(FROM, RTM_NEWNEXTHOPBUCKET, nexthopMessage, {
    id: 7,
    resBucket: { index: 2, idleTime: 300n, nhId: 5 },
  }),
  data(FROM, RTM_DELNEXTHOPBUCKET, nexthopMessage, { id: 7, resBucket: { index: 2 } }),
  zeros(RTM_NEWNEXTHOP, 4),
];
