/** ARP to all neighbours: an address and whose it is, told or asked. */

const ETHERNET_BROADCAST = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
/** linux/if_ether.h, `ETH_P_ARP` */
const ETH_P_ARP = [0x08, 0x06];
/** ar_hrd, ar_pro, ar_hln, ar_pln of linux/if_arp.h: IPv4 on Ethernet */
const ETHERNET_IPV4 = [0, 1, 0x08, 0x00, 6, 4];
const UNKNOWN = [0, 0, 0, 0, 0, 0];

/** `ARPOP_REQUEST`, `ARPOP_REPLY` */
const operations = { request: [0, 1], reply: [0, 2] } as const;

/**
 * A frame by which `mac` announces that it has `address`: of both operations, since there are receivers that heed but
 * one of them.
 *
 * As a request, the address asked for is unknown (RFC 5227, section 2.3); as a reply, it is the sender's own (RFC 5944,
 * section 4.6).
 *
 * @param mac 6 bytes
 * @param address 4 bytes
 */
export function gratuitousArp(
  operation: keyof typeof operations,
  mac: Uint8Array,
  address: Uint8Array,
): Uint8Array {
  return frame(operation, mac, address, operation === 'request' ? UNKNOWN : mac, address);
}

const NOBODY = [0, 0, 0, 0];

/** A frame that asks who has `address`, in nobody's name, so that no neighbour learns anything (RFC 5227, section 2.1.1). */
export function arpProbe(mac: Uint8Array, address: Uint8Array): Uint8Array {
  return frame('request', mac, NOBODY, UNKNOWN, address);
}

type Bytes = Iterable<number>;

function frame(
  operation: keyof typeof operations,
  mac: Uint8Array,
  sender: Bytes,
  targetMac: Bytes,
  target: Bytes,
): Uint8Array {
  return Uint8Array.from([
    ...ETHERNET_BROADCAST,
    ...mac,
    ...ETH_P_ARP,
    ...ETHERNET_IPV4,
    ...operations[operation],
    ...mac,
    ...sender,
    ...targetMac,
    ...target,
  ]);
}
