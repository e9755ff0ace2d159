/** `NLMSG_ALIGN`, `NLA_ALIGN`, `RTA_ALIGN` (linux/netlink.h): everything in netlink is padded to 4 bytes. */
export function align4(length: number): number {
  return (length + 3) & ~3;
}

/** Netlink is host-endian; this says which end that is. */
export const LITTLE_ENDIAN: boolean = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
