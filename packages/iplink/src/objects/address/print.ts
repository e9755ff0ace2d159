/** One address as `ip address` shows it. */
import type { Address } from '@iplink-ts/rtnetlink';
import { AF, familyName } from '../../family.ts';
import { scopes } from '../../names/databases.ts';
import { FOREVER } from '../../parse/lifetime.ts';
import type { Colour } from '../../print/colour.ts';
import type { Document } from '../../print/document.ts';
import type { Session } from '../../session.ts';
import { printAddressFlags } from './flags.ts';
import { localOf, peerOf } from './local.ts';

function familyColour(family: number): Colour | undefined {
  if (family === AF.INET) return 'inet';
  return family === AF.INET6 ? 'inet6' : undefined;
}

/** Prints one address; `owned` says that its link was shown above it, so that the line needs no device. */
export function printAddress(session: Session, document: Document, address: Address, owned: boolean): void {
  const { brief, echo } = session.options;
  if (!brief) {
    if (!owned || echo) printDevice(session, document, address.index);
    const family = familyName(address.family);
    if (family === '???') document.field('family_index', address.family, `    family ${address.family} `);
    else document.framed('family', family, '    ', ' ');
  }
  printPrefix(document, address);
  if (brief) return;
  printRest(session, document, address);
}

function printDevice(session: Session, document: Document, index: number): void {
  const name = session.interfaces.nameOf(index);
  document.json('index', index);
  document.field('dev', name, `${index}: ${name}`);
}

function printPrefix(document: Document, address: Address): void {
  const local = localOf(address);
  if (local === undefined) return;
  const colour = familyColour(address.family);
  const host = document.host(local);
  document.field('local', host, host, colour);
  const peer = peerOf(address);
  if (peer !== undefined) {
    document.text(' peer ');
    const host = document.host(peer);
    document.field('address', host, host, colour);
  }
  document.framed('prefixlen', address.prefixlen, '/', ' ');
  if (address.rtPriority !== undefined) document.named('metric', address.rtPriority, 'metric');
}

function printRest(session: Session, document: Document, address: Address): void {
  const colour = familyColour(address.family);
  if (address.broadcast !== undefined) {
    document.text('brd ');
    const host = document.host(address.broadcast);
    document.framed('broadcast', host, '', ' ', colour);
  }
  if (address.anycast !== undefined) {
    document.text('any ');
    const host = document.host(address.anycast);
    document.framed('anycast', host, '', ' ', colour);
  }
  const scope = scopes.format(address.scope, session.options.numeric);
  document.named('scope', scope, 'scope');
  printAddressFlags(document, address.family, address.flags);
  if (address.label !== undefined) document.field('label', address.label, address.label);
  if (address.cacheinfo !== undefined) printLifetimes(document, address, address.cacheinfo);
  document.text('\n');
}

function printLifetimes(
  document: Document,
  address: Address,
  { valid, prefered }: NonNullable<Address['cacheinfo']>,
): void {
  document.lineBreak();
  document.text('       valid_lft ');
  document.field('valid_life_time', valid, lifetime(valid));
  // The kernel counts on below zero once an address is deprecated.
  const preferred = prefered !== FOREVER && address.flags.includes('deprecated') ? prefered | 0 : prefered;
  document.text(' preferred_lft ');
  document.field('preferred_life_time', preferred, lifetime(preferred));
}

function lifetime(seconds: number): string {
  return seconds === FOREVER ? 'forever' : `${seconds}sec`;
}
