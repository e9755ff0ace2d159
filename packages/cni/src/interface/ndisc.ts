/** Unsolicited neighbour advertisements: what gratuitous ARP is to IPv4 (RFC 4861, section 7.2.6). */

/** The group of all nodes, ff02::1, and the Ethernet address that it has (RFC 2464, section 7). */
const ALL_NODES = [0xff, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
const ETHERNET_ALL_NODES = [0x33, 0x33, 0, 0, 0, 1];
/** linux/if_ether.h, `ETH_P_IPV6` */
const ETH_P_IPV6 = [0x86, 0xdd];
/** Version 6, no traffic class, no flow label. */
const IPV6 = [0x60, 0, 0, 0];
const IPPROTO_ICMPV6 = 58;
/** Advertisements that a router has forwarded are not heeded. */
const HOP_LIMIT = 255;

/** `NDISC_NEIGHBOUR_ADVERTISEMENT` */
const ADVERTISEMENT = 136;
/** Flag O: what the receiver remembers of the address is to be replaced. */
const OVERRIDE = 0x20;
/** `ND_OPT_TARGET_LL_ADDR`, and its length in units of 8 bytes */
const TARGET_LINK_LAYER_ADDRESS = [2, 1];

const CHECKSUM_AT = 2;

/**
 * A frame by which `mac` announces that it has `address`.
 *
 * @param mac 6 bytes
 * @param address 16 bytes, of an address that is not tentative
 * @param override false for an optimistic address (RFC 4429, section 3.3)
 */
export function unsolicitedAdvertisement(
  mac: Uint8Array,
  address: Uint8Array,
  override: boolean,
): Uint8Array {
  const message = [
    ...[ADVERTISEMENT, 0, 0, 0],
    ...[override ? OVERRIDE : 0, 0, 0, 0],
    ...address,
    ...TARGET_LINK_LAYER_ADDRESS,
    ...mac,
  ];
  const length = [message.length >> 8, message.length & 0xff];
  // RFC 8200, section 8.1: the checksum covers the addresses, the length and the protocol, too.
  const covered = [...address, ...ALL_NODES, 0, 0, ...length, 0, 0, 0, IPPROTO_ICMPV6, ...message];
  message.splice(CHECKSUM_AT, 2, ...internetChecksum(covered));
  return Uint8Array.from([
    ...ETHERNET_ALL_NODES,
    ...mac,
    ...ETH_P_IPV6,
    ...IPV6,
    ...length,
    IPPROTO_ICMPV6,
    HOP_LIMIT,
    ...address,
    ...ALL_NODES,
    ...message,
  ]);
}

/** RFC 1071, of an even number of bytes. */
function internetChecksum(bytes: readonly number[]): [number, number] {
  let sum = bytes.reduce((total, byte, at) => total + (at % 2 === 0 ? byte << 8 : byte), 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return [(~sum >> 8) & 0xff, ~sum & 0xff];
}
