/** Devices of kind vrf, each of which stands for a table of routes. */
import type { Link } from '@iplink-ts/rtnetlink';
import { wrongArgument } from '../../failure.ts';
import { isDeviceName } from '../../parse/ifname.ts';
import type { Session } from '../../session.ts';
import { findLink } from '../link/device.ts';

function findVrf(session: Session, name: string): (Link & { readonly kind: 'vrf' }) | undefined {
  const link = isDeviceName(name) ? findLink(session, name) : undefined;
  return link?.kind === 'vrf' ? link : undefined;
}

/** The table of a VRF. @throws Failure for anything else */
export function readVrfTable(session: Session, word: string): number {
  const table = findVrf(session, word)?.data?.table;
  if (table === undefined || table === 0) throw wrongArgument(word, 'Invalid VRF\n');
  return table;
}

/** The device of a VRF. @throws Failure for anything else */
export function readVrf(session: Session, word: string): string {
  if (findVrf(session, word) === undefined) throw wrongArgument(word, 'Invalid VRF\n');
  return word;
}
