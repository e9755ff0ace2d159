import { hashDigits } from '../hash.ts';

/**
 * The name under which an interface is created before it gets its own: 15 bytes, as long as a name can be.
 *
 * The kernel looks the name up in the namespace of the socket too, where `eth0` is taken as a rule, so creating
 * needs another name. It follows from the attachment: whatever an ADD leaves that is killed between creating and
 * renaming, the DEL or the next ADD of the same attachment finds.
 */
export function tempName(containerId: string, ifName: string): string {
  return `cni${hashDigits(`${containerId}\0${ifName}`).slice(0, 12)}`;
}
