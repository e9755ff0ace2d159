import { type Address, FOREVER } from '../../address.ts';
import { AF_INET, AF_INET6 } from '../../prefix.ts';
import { addresses } from '../addresses.ts';
import { NetlinkError } from '../error.ts';
import type { Operation } from '../request.ts';
import { each, inAnyOrder, restoreSequence, textOf } from './order.ts';

const EEXIST = 17;
const EADDRNOTAVAIL = 99;

/** What makes an address another one than its neighbours. */
export const identityOf = ({ family, index, address, local }: Address): string =>
  textOf([family, index, local ?? address?.split('/')[0], address]);

/** Flags that the kernel sets by itself. */
const STATES: Address['flags'] = [
  'tentative',
  'deprecated',
  'permanent',
  'dadfailed',
  'optimistic',
  'stablePrivacy',
];

/** All that can be set. Of one with an end, the time at which it was last set. */
function settings(address: Address): string {
  const { label, broadcast, anycast, scope, rtPriority, proto, cacheinfo, flags } = address;
  const { valid = FOREVER, prefered = FOREVER, tstamp } = cacheinfo ?? {};
  const life = valid === FOREVER && prefered === FOREVER ? 'forever' : tstamp;
  const set = flags.filter((flag) => !STATES.includes(flag));
  return textOf([identityOf(address), label, broadcast, anycast, scope, rtPriority, proto, life, set]);
}

function* remove(address: Address): Operation<void> {
  try {
    yield* addresses.delete(address);
  } catch (error) {
    // A secondary goes with its primary.
    if (!(error instanceof NetlinkError && error.errno === EADDRNOTAVAIL)) throw error;
  }
}

/**
 * Not tentative: it was in use before. Added without duplicate address detection, and then without the flag that says
 * so, which the kernel takes back without beginning the detection.
 */
function* addAgain(address: Address): Operation<void> {
  const wasInUse = address.family === AF_INET6 && !address.flags.includes('tentative');
  const known = address.flags.includes('nodad') || !wasInUse;
  try {
    yield* addresses.add(known ? address : { ...address, flags: [...address.flags, 'nodad'] });
  } catch (error) {
    // The kernel made it anew by itself.
    if (!(error instanceof NetlinkError && error.errno === EEXIST)) throw error;
  }
  if (!known) yield* addresses.replace(address);
}

/** Those that the kernel makes and ends by itself, from prefixes that routers advertise. */
const isTemporary = ({ family, flags }: Address): boolean =>
  family === AF_INET6 && flags.includes('secondary');

/** `IFAPROT_KERNEL_LL` (linux/if_addr.h) */
const KERNEL_LL = 3;

/**
 * Link-local addresses that the kernel made from a hardware address, which the interface had between the two: while
 * it is set back, IPv6 may begin anew there.
 */
function isOfOther(before: readonly Address[]): (address: Address) => boolean {
  const hadOwn = before.some(({ proto }) => proto === KERNEL_LL);
  return ({ proto }) => hadOwn && proto === KERNEL_LL;
}

/**
 * Brings addresses of one interface back. Of those that came since, `isOurs` tells which are to go.
 */
export function* restoreAddresses(
  before: readonly Address[],
  now: readonly Address[],
  isOurs: (address: Address) => boolean,
): Operation<void> {
  const wanted = before.filter((address) => !isTemporary(address));
  const known = new Set(wanted.map(identityOf));
  const of = (list: readonly Address[], family: number): Address[] =>
    list.filter((address) => address.family === family);
  // In the order of IPv4 addresses lies which of them are secondary, and which one is the source of packets.
  const four = of(now, AF_INET).filter((address) => known.has(identityOf(address)) || isOurs(address));
  const six = new Map(of(now, AF_INET6).map((address) => [identityOf(address), address]));
  const isStale = isOfOther(before);
  yield* each([
    () => restoreSequence(of(wanted, AF_INET), four, { text: settings, remove, append: addAgain }),
    () =>
      inAnyOrder(
        [...six.values()].filter(
          (address) => !known.has(identityOf(address)) && (isOurs(address) || isStale(address)),
        ),
        remove,
      ),
    () =>
      inAnyOrder(of(wanted, AF_INET6), function* (address) {
        const present = six.get(identityOf(address));
        if (present === undefined) yield* addAgain(address);
        else if (settings(present) !== settings(address)) yield* addresses.replace(address);
      }),
  ]);
}
