/** FNV-1a of 64 bits: a hash that costs nothing to load, for a name that nobody attacks. */
const FNV_OFFSET = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;

/**
 * The name under which an interface is created before it gets its own: 15 bytes, as long as a name can be.
 *
 * The kernel looks the name up in the namespace of the socket too, where `eth0` is taken as a rule, so creating
 * needs another name. It follows from the attachment: whatever an ADD leaves that is killed between creating and
 * renaming, the DEL or the next ADD of the same attachment finds.
 */
export function tempName(containerId: string, ifName: string): string {
  let hash = FNV_OFFSET;
  for (const byte of Buffer.from(`${containerId}\0${ifName}`))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * FNV_PRIME);
  return `cni${hash.toString(16).padStart(16, '0').slice(0, 12)}`;
}
