/** Messages of types that `ip monitor` does not know. */
import {
  RTM_DELADDR,
  RTM_DELADDRLABEL,
  RTM_DELLINK,
  RTM_DELNEIGH,
  RTM_DELNETCONF,
  RTM_DELNEXTHOP,
  RTM_DELNEXTHOPBUCKET,
  RTM_DELNSID,
  RTM_DELROUTE,
  RTM_DELRULE,
  RTM_GETNEIGH,
  RTM_NEWADDR,
  RTM_NEWADDRLABEL,
  RTM_NEWLINK,
  RTM_NEWNEIGH,
  RTM_NEWNETCONF,
  RTM_NEWNEXTHOP,
  RTM_NEWNEXTHOPBUCKET,
  RTM_NEWNSID,
  RTM_NEWPREFIX,
  RTM_NEWROUTE,
  RTM_NEWRULE,
  RTM_NEWSTATS,
} from '@iplink-ts/rtnetlink/codec';
import { message } from '@iplink-ts/rtnetlink/testing';
import { V4 } from './addresses.ts';
import { address, FROM, zeros } from './message.ts';

const NLMSG_TSTAMP = 15;

/** Bodies of zeros are no message of these types. */
const SHOWN: ReadonlySet<number> = new Set([
  ...[RTM_NEWLINK, RTM_DELLINK, RTM_NEWADDR, RTM_DELADDR, RTM_NEWROUTE, RTM_DELROUTE],
  ...[RTM_NEWNEIGH, RTM_DELNEIGH, RTM_GETNEIGH, RTM_NEWRULE, RTM_DELRULE, RTM_NEWPREFIX],
  ...[RTM_NEWADDRLABEL, RTM_DELADDRLABEL, RTM_NEWNETCONF, RTM_DELNETCONF, RTM_NEWNSID, RTM_DELNSID],
  ...[RTM_NEWSTATS, RTM_NEWNEXTHOP, RTM_DELNEXTHOP, RTM_NEWNEXTHOPBUCKET, RTM_DELNEXTHOPBUCKET],
]);

const time = message(FROM, NLMSG_TSTAMP, 0, (writer) => {
  writer.u32(1_700_000_000);
  writer.u32(123_456);
});

const TYPES = Array.from({ length: 121 }, (_, type) => type).filter((type) => !SHOWN.has(type));

/** Types that carry no object, or one that `ip monitor` does not know. */
export const unknown = [...TYPES.map((type) => zeros(type, 20, type)), time, address(V4)];
