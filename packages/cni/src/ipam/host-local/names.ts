/** Names in a network's folder that are no reservations. The rest are addresses, the owner's name inside. */

/** Locked while the folder is read or changed, by us and by the reference. */
export const LOCK = 'lock';

/** What is being written; whoever has the lock may use it, and removes what one who was killed has left. */
export const TEMPORARY = '.tmp';

/** Ours: who owns what, for large folders (see `owners.ts`). */
export const INDEX = '.owners';

/** Ours: whose each address was, for `sticky`. */
export const STICKY = 'sticky.json';

/** Where the search of the range set of that number goes on. */
export function lastReserved(set: number): string {
  return `last_reserved_ip.${set}`;
}

export function isReservation(name: string): boolean {
  return (
    name !== LOCK &&
    name !== TEMPORARY &&
    name !== INDEX &&
    name !== STICKY &&
    !name.startsWith('last_reserved_ip.') &&
    !/\s/.test(name)
  );
}

/** What a reservation holds: the trimmed id, CR LF, the interface, no newline at the end. */
export function ownerText(containerId: string, ifName: string): string {
  return `${containerId.trim()}\r\n${ifName}`;
}

/** The parts of {@link ownerText}; without an interface in files of before version 0.7 of the reference. */
export function splitOwner(owner: string): { containerId: string; ifName: string | undefined } {
  const end = owner.indexOf('\r\n');
  return end < 0
    ? { containerId: owner, ifName: undefined }
    : { containerId: owner.slice(0, end), ifName: owner.slice(end + 2) };
}
