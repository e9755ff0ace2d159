/** `ip address add|change|replace|delete`. */
import { type AddressRequest, RT_SCOPE } from '@iplink-ts/rtnetlink';
import { formatIp } from '@iplink-ts/rtnetlink/codec';
import { addresses } from '@iplink-ts/rtnetlink/sync';
import type { Words } from '../../argv.ts';
import { change } from '../../echo.ts';
import { commandFailure, noDevice } from '../../failure.ts';
import { AF } from '../../family.ts';
import { FOREVER } from '../../parse/lifetime.ts';
import { addressText, type Prefix, prefixText } from '../../parse/prefix.ts';
import type { Session } from '../../session.ts';
import { printAddressEvent } from './event.ts';
import { type AddressDraft, hasBytes, parseAddressWords } from './words.ts';

export type Verb = 'add' | 'change' | 'replace' | 'delete';

export function modifyAddress(session: Session, words: Words, verb: Verb): void {
  const draft = parseAddressWords(session, words);
  const { dev } = draft;
  if (dev === undefined) throw commandFailure('Not enough information: "dev" argument is required.\n');
  const fields = addressFields(draft, verb);
  const index = session.interfaces.indexOf(dev);
  if (index === 0) throw noDevice(dev);
  checkLifetimes(draft);
  if (draft.flags.includes('mcautojoin') && !isMulticast(draft.local)) {
    throw commandFailure('autojoin needs multicast address\n');
  }
  change(
    session,
    (run) => run(addresses[verb]({ ...fields, index })),
    (document, echo) => {
      if (echo?.subject === 'address') printAddressEvent(session, document, echo);
    },
  );
}

function addressFields(draft: AddressDraft, verb: Verb): AddressRequest {
  const { family, label, anycast, metric, flags, local } = draft;
  const broadcast =
    verb === 'delete' && draft.broadcast?.kind === 'computed' ? undefined : broadcastOf(draft);
  const scope = draft.scope ?? (verb === 'delete' ? 0 : defaultScope(local));
  return {
    family,
    scope,
    flags,
    ...locals(draft, verb),
    ...(broadcast !== undefined && { broadcast }),
    ...(anycast !== undefined && { anycast }),
    ...(label !== undefined && { label }),
    ...(metric !== undefined && { rtPriority: metric }),
    ...lifetimes(draft),
  };
}

/** IFA_LOCAL and IFA_ADDRESS: the same unless there is a peer. */
function locals(
  { session, family, local, localWord = '', peer }: AddressDraft,
  verb: Verb,
): Pick<AddressRequest, 'local' | 'address' | 'prefixlen'> {
  // Without a family the kernel refuses by itself.
  if (family !== AF.UNSPEC && (isWordOnly(local) || isWordOnly(peer)))
    throw commandFailure('Error: "any" and "all" are no addresses.\n', 2);
  const own = { local: local && addressText(local) };
  if (hasBytes(peer))
    return {
      ...own,
      address: prefixText(peer.length === 0 && local ? withLength(peer, local.length) : peer),
    };
  if (!hasBytes(local)) return own;
  if (verb === 'delete' && local.family === AF.INET && !local.lengthGiven) {
    session.complain(wildcardWarning(localWord));
    return { ...own, prefixlen: local.length };
  }
  return { ...own, address: prefixText(local) };
}

/** `any` and `all` have no bytes to send. */
function isWordOnly(prefix: Prefix | undefined): boolean {
  return prefix !== undefined && !hasBytes(prefix);
}

function withLength(prefix: Prefix, length: number): Prefix {
  return { ...prefix, length };
}

function wildcardWarning(address: string): string {
  return `Warning: Executing wildcard deletion to stay compatible with old scripts.
         Explicitly specify the prefix length (${address}/32) to avoid this warning.
         This special behaviour is likely to disappear in further releases,
         fix your scripts!
`;
}

/** @throws Failure for `any` and `all`, which have no bytes to send */
function broadcastText(address: Prefix, word: string): string {
  if (!hasBytes(address)) throw commandFailure(`Error: "${word}" is no broadcast address.\n`, 2);
  return addressText(address);
}

function broadcastOf({ broadcast, family, local, peer }: AddressDraft): string | undefined {
  if (broadcast === undefined) return undefined;
  if (broadcast.kind === 'address') return broadcastText(broadcast.address, broadcast.word);
  if (family !== AF.INET) throw commandFailure('Broadcast can be set only for IPv4 addresses\n');
  const prefix = peer ?? local;
  // A prefix of one or two addresses has none to spare.
  if (prefix === undefined || prefix.length > 30) return undefined;
  const bytes = Uint8Array.from({ length: 4 }, (_, at) => prefix.bytes[at] ?? 0);
  for (let bit = prefix.length; bit < 32; bit++) {
    const mask = 0x80 >> (bit & 7);
    const byte = bytes[bit >> 3] ?? 0;
    bytes[bit >> 3] = broadcast.sign === '+' ? byte | mask : byte & ~mask;
  }
  return formatIp(bytes, 0, 4);
}

/** Loopback addresses are of scope host, all others global. */
function defaultScope(local: Prefix | undefined): number {
  return local?.family === AF.INET && local.length >= 8 && local.bytes[0] === 127 ? RT_SCOPE.host : 0;
}

function isMulticast(local: Prefix | undefined): boolean {
  const first = local?.bytes[0] ?? 0;
  return local?.family === AF.INET6 ? first === 0xff : first >> 4 === 0xe;
}

function checkLifetimes({ valid = FOREVER, preferred = FOREVER }: AddressDraft): void {
  if (valid === 0) throw commandFailure('valid_lft is zero\n');
  if (valid < preferred) throw commandFailure('preferred_lft is greater than valid_lft\n');
}

function lifetimes({ valid, preferred }: AddressDraft): Pick<AddressRequest, 'cacheinfo'> {
  if (valid === undefined && preferred === undefined) return {};
  return { cacheinfo: { prefered: preferred ?? FOREVER, valid: valid ?? FOREVER, cstamp: 0, tstamp: 0 } };
}
