/** Arguments that routes and their nexthops have in common. */
import type { RouteRequest } from '@iplink-ts/rtnetlink';
import { formatLladdr } from '@iplink-ts/rtnetlink/codec';
import type { Words } from '../../argv.ts';
import { noDevice, wrongArgument } from '../../failure.ts';
import { AF, type Family, familyByName } from '../../family.ts';
import { parseU32 } from '../../parse/number.ts';
import { addressText, type Prefix, parseAddress } from '../../parse/prefix.ts';
import type { Session } from '../../session.ts';

/** A gateway of the route's own family, or of another. */
export type Gateway = Pick<RouteRequest, 'gateway' | 'via'>;

/** Takes over the family of the first address where none was asked for. */
export function settle(draft: { family: Family }, address: Prefix): Prefix {
  if (draft.family === AF.UNSPEC) draft.family = address.family;
  return address;
}

/** `[FAMILY] ADDRESS` behind `via`. */
export function readGateway(draft: { family: Family }, words: Words): Gateway {
  const word = words.value();
  const named = familyByName(word);
  const address = settle(
    draft,
    parseAddress(named === undefined ? word : words.value(), named ?? draft.family),
  );
  const text =
    address.family === AF.PACKET
      ? formatLladdr(address.bytes, 0, address.bytes.length)
      : addressText(address);
  return address.family === draft.family
    ? { gateway: text }
    : { via: { family: address.family, address: text } };
}

/** The destination that `as [to] ADDRESS` puts in place. */
export function readNewDestination(draft: { family: Family }, words: Words): Uint8Array {
  const word = words.value();
  return settle(draft, parseAddress(word === 'to' ? words.value() : word, draft.family)).bytes;
}

export function readNumber(
  words: Words,
  name: string,
  read: (word: string) => number | undefined = parseU32,
): number {
  const word = words.value();
  const value = read(word);
  if (value === undefined) throw wrongArgument(word, `"${name}" value is invalid\n`);
  return value;
}

/** @throws Failure `Cannot find device` */
export function requireIndex(session: Session, name: string): number {
  const index = session.interfaces.indexOf(name);
  if (index === 0) throw noDevice(name);
  return index;
}
