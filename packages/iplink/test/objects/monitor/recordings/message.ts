/** Messages as kernels send them, each under the name of its object. */
import {
  type AddressMessage,
  addressMessage,
  type LinkMessage,
  linkMessage,
  type NeighbourMessage,
  type NetconfMessage,
  type NsidMessage,
  neighbourMessage,
  netconfMessage,
  nsidMessage,
  type PrefixMessage,
  prefixMessage,
  type RouteMessage,
  RTM_NEWADDR,
  RTM_NEWLINK,
  RTM_NEWNEIGH,
  RTM_NEWNETCONF,
  RTM_NEWNSID,
  RTM_NEWPREFIX,
  RTM_NEWROUTE,
  RTM_NEWRULE,
  type RuleMessage,
  routeMessage,
  ruleMessage,
} from '@iplink-ts/rtnetlink/codec';
import { data, message } from '@iplink-ts/rtnetlink/testing';

export const FROM = { sequence: 0, port: 0 };

export const link = (value: LinkMessage, type: number = RTM_NEWLINK): Uint8Array =>
  data(FROM, type, linkMessage, value);
export const address = (value: AddressMessage, type: number = RTM_NEWADDR): Uint8Array =>
  data(FROM, type, addressMessage, value);
export const route = (value: RouteMessage, type: number = RTM_NEWROUTE): Uint8Array =>
  data(FROM, type, routeMessage, value);
export const neighbour = (value: NeighbourMessage, type: number = RTM_NEWNEIGH): Uint8Array =>
  data(FROM, type, neighbourMessage, value);
export const rule = (value: RuleMessage, type: number = RTM_NEWRULE): Uint8Array =>
  data(FROM, type, ruleMessage, value);
export const netconf = (value: NetconfMessage, type: number = RTM_NEWNETCONF): Uint8Array =>
  data(FROM, type, netconfMessage, value);
export const nsid = (value: NsidMessage, type: number = RTM_NEWNSID): Uint8Array =>
  data(FROM, type, nsidMessage, value);
export const prefix = (value: PrefixMessage): Uint8Array => data(FROM, RTM_NEWPREFIX, prefixMessage, value);

/** A message of any type whose body is zeros. */
export const zeros = (type: number, length: number, flags = 0): Uint8Array =>
  message(FROM, type, flags, (writer) => writer.zero(length));

export function join(messages: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(messages);
}
