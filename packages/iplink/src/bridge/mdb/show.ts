/** `bridge mdb show`. */
import { mdb } from '@iplink-ts/rtnetlink/sync';
import type { Words } from '../../argv.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { DEVICE_VLAN_WORDS, parseFilter } from '../filter.ts';
import { listing } from '../object.ts';
import { printMember, printRouters } from './print.ts';

export const SHOW_SYNTAX: Syntax = { words: [DEVICE_VLAN_WORDS] };

export function showMembers(session: Session, words: Words): void {
  const { dev, vid } = parseFilter(session, words, DEVICE_VLAN_WORDS);
  const which = dev === undefined ? {} : { dev };
  const document = session.document();
  document.begin();
  document.openObject();
  document.openArray('mdb');
  for (const member of listing(session, () => session.host.run(mdb.list(which)))) {
    if (vid === 0 || member.vid === vid) printMember(session, document, member);
  }
  document.closeArray();
  document.openObject('router');
  const routers = listing(session, () => session.host.run(mdb.listRouters(which)));
  if (session.options.details) printRouters(session, document, routers);
  document.closeObject();
  document.closeObject();
  document.end();
}
