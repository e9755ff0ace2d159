/**
 * The 16 bytes before the messages of a packet of `LINKTYPE_NETLINK`, big-endian, as a capture of an nlmon device has
 * them: packet type, ARPHRD type, ten bytes of no meaning, and the netlink family.
 */

/** `LINKTYPE_NETLINK`, alias `DLT_NETLINK` */
export const LINKTYPE_NETLINK = 253;

/** Bytes of the header. */
export const COOKED = 16;

/** `ARPHRD_NETLINK` (linux/if_arp.h) */
const ARPHRD_NETLINK = 824;

/** `PACKET_USER` and `PACKET_KERNEL` (linux/if_packet.h), by where the packet goes */
const packetTypes = { fromKernel: 6, toKernel: 7 } as const;

/** Whether a message was sent to the kernel or came from it. */
export type Direction = keyof typeof packetTypes;

/** The header of a packet. @param family `NETLINK_*` (linux/netlink.h) */
export function cookedHeader(direction: Direction, family: number): Uint8Array {
  const header = new Uint8Array(COOKED);
  const view = new DataView(header.buffer);
  view.setUint16(0, packetTypes[direction]);
  view.setUint16(2, ARPHRD_NETLINK);
  view.setUint16(14, family);
  return header;
}

/** What a header says; undefined for fewer bytes. The direction is undefined for a packet type of another tool. */
export function readCookedHeader(
  packet: Uint8Array,
): { readonly direction: Direction | undefined; readonly family: number } | undefined {
  if (packet.length < COOKED) return undefined;
  const view = new DataView(packet.buffer, packet.byteOffset, COOKED);
  const type = view.getUint16(0);
  const direction =
    type === packetTypes.toKernel ? 'toKernel' : type === packetTypes.fromKernel ? 'fromKernel' : undefined;
  return { direction, family: view.getUint16(14) };
}
