/** `ip netns list|set|list-id`: names and the ids that the current namespace has given them. */

import { existsSync } from 'node:fs';
import { NSID_NOT_ASSIGNED, type Nsid } from '@iplink-ts/rtnetlink';
import { nsids } from '@iplink-ts/rtnetlink/sync';
import { listNetns, NETNS_DIRECTORY, openNetns, SystemError, strerror } from '@iplink-ts/socket';
import type { Words } from '../../argv.ts';
import { commandFailure, wrongArgument } from '../../failure.ts';
import { dump, request } from '../../kernel.ts';
import { keywords, once } from '../../keywords.ts';
import { parseInteger } from '../../parse/number.ts';
import { type Document, printDeleted } from '../../print/document.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { nsidOf } from '../link/netns.ts';
import { netnsUsage } from './usage.ts';

export function listNames(session: Session): void {
  // Without the folder there is nothing to say, in JSON either.
  if (!existsSync(NETNS_DIRECTORY)) return;
  const document = session.document();
  document.begin();
  for (const name of listNetns()) {
    const nsid = nsidOf(session, name);
    document.openObject();
    document.field('name', name, name);
    if (nsid !== undefined) document.field('id', nsid, ` (id: ${nsid})`);
    document.text('\n');
    document.closeObject();
  }
  document.end();
}

/** `set NAME auto|NSID`. */
export function setNsid(session: Session, words: Words): void {
  const name = words.take();
  if (name === undefined) throw commandFailure('No netns name specified\n');
  const word = words.take();
  if (word === undefined) throw commandFailure('No nsid specified\n');
  const nsid = word === 'auto' ? NSID_NOT_ASSIGNED : parseInteger(word);
  if (nsid === undefined) throw wrongArgument(word, 'Invalid "netnsid" value');
  if (nsid < 0 && word !== 'auto') throw wrongArgument(word, '"netnsid" value should be >= 0');
  requireNetns(name);
  request(() => session.host.run(nsids.set(name, nsid)));
  session.netnsNames.clear();
}

function requireNetns(name: string): void {
  try {
    openNetns(name).close();
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw commandFailure(`Cannot open network namespace "${name}": ${strerror(error.errno)}\n`, 1, error);
  }
}

/** The words of `list-id`. */
export const LIST_ID_SYNTAX: Syntax = {
  words: [
    keywords(() => [
      ['target-nsid', undefined, 'nsid'],
      ['nsid', undefined, 'nsid'],
    ]),
  ],
};

interface IdQuery {
  target?: number;
  nsid?: number;
}

function readId(words: Words, keyword: string): number {
  const word = words.value();
  const id = parseInteger(word);
  if (id === undefined) throw wrongArgument(word, `"${keyword}" value is invalid`);
  // The reference names the word behind the wrong one.
  if (id < 0) throw wrongArgument(words.current ?? '(null)', `"${keyword}" value should be >= 0`);
  return id;
}

function parseQuery(words: Words): IdQuery {
  const query: IdQuery = {};
  for (let word = words.take(); word !== undefined; word = words.take()) {
    if (word === 'target-nsid') {
      once(word, query.target, word);
      query.target = readId(words, word);
    } else if (word === 'nsid') {
      once(word, query.nsid, word);
      query.nsid = readId(words, word);
    } else throw netnsUsage();
  }
  return query;
}

const DUMP = { status: 1, reach: 'program' } as const;

/** `list-id [target-nsid N] [nsid N]`. */
export function listIds(session: Session, words: Words): void {
  const { target, nsid } = parseQuery(words);
  const document = session.document();
  if (nsid !== undefined) {
    const answer = request(() => session.host.run(nsids.translate(nsid, target)));
    document.begin();
    if (answer !== undefined) printNsid(document, answer, nameOf(session, answer));
    document.end();
    return;
  }
  document.begin();
  const filter = target === undefined ? {} : { targetNsid: target };
  for (const entry of dump(session, () => session.host.run(nsids.list(filter)), DUMP))
    printNsid(document, entry, nameOf(session, entry));
  document.end();
}

/** The id that the current namespace has for it, -1 for none. */
export function knownId({ nsid, currentNsid }: Nsid): number {
  return currentNsid ?? nsid ?? NSID_NOT_ASSIGNED;
}

function nameOf(session: Session, nsid: Nsid): string | undefined {
  const id = knownId(nsid);
  return id < 0 ? undefined : session.netnsNames.find(session, id);
}

/** Prints one id, with the name of its namespace where it has one. */
export function printNsid(
  document: Document,
  { nsid, currentNsid }: Nsid,
  name: string | undefined,
  action: 'new' | 'delete' = 'new',
): void {
  document.openObject();
  if (action === 'delete') printDeleted(document);
  printId(document, 'nsid', nsid);
  printId(document, 'current-nsid', currentNsid);
  if (name !== undefined) document.field('name', name, `(iproute2 netns name: ${name})`);
  document.text('\n');
  document.closeObject();
}

function printId(document: Document, key: string, id: number | undefined): void {
  if (id === undefined) return;
  if (id < 0) document.text(`${key} unassigned `);
  else document.field(key, id, `${key} ${id} `);
}
