/** `bridge link show`. */
import { links } from '@iplink-ts/rtnetlink/sync';
import type { Words } from '../../argv.ts';
import { AF } from '../../family.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { DEVICE_WORDS, parseFilter } from '../filter.ts';
import { listing } from '../object.ts';
import { printPort } from './print.ts';

export const SHOW_SYNTAX: Syntax = { words: [DEVICE_WORDS] };

export function showPorts(session: Session, words: Words): void {
  const { dev } = parseFilter(session, words, DEVICE_WORDS);
  const document = session.document();
  document.begin();
  const ports = listing(session, () => session.host.run(links.list({ family: AF.BRIDGE })));
  for (const port of ports) {
    if (dev === undefined || port.index === dev) printPort(session, document, port);
  }
  document.end();
}
