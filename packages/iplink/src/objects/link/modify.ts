/** `ip link add|set|change|replace|delete`. */
import { type LinkInfo, type LinkRequest, NetlinkError, otherKind } from '@iplink-ts/rtnetlink';
import { links } from '@iplink-ts/rtnetlink/sync';
import type { Words } from '../../argv.ts';
import { asksForHelp } from '../../argv.ts';
import { change, type Run } from '../../echo.ts';
import { commandFailure, programFailure } from '../../failure.ts';
import { findKind, isAbsentKind } from '../../kinds/index.ts';
import type { Session } from '../../session.ts';
import { requireIndex } from './device.ts';
import type { LinkDraft } from './draft.ts';
import { printLinkEvent } from './event.ts';
import { linkUsage } from './usage.ts';
import { parseLinkWords } from './words.ts';

export type Verb = 'add' | 'set' | 'replace' | 'delete';

export function modifyLink(session: Session, words: Words, verb: Verb): void {
  const creating = verb === 'add' || verb === 'replace';
  const draft = parseLinkWords(session, words, { creating });
  if (isGroup(draft)) checkGroup(words, creating);
  // A deletion passes for the making of a device with the kinds.
  const creatingKind = verb !== 'set';
  const info = draft.kind === undefined ? {} : readKind(session, words, draft.kind, creatingKind);
  if (draft.kind === undefined && creating)
    throw commandFailure('Not enough information: "type" argument is required\n');
  change(
    session,
    (run) => send(session, run, draft, { ...draft.request, ...info, family: session.options.family }, verb),
    (document, echo) => {
      // The reference's filter is unset here, which lets group 0 pass alone.
      if (echo?.subject === 'link' && !echo.link.group) printLinkEvent(session, document, echo);
    },
  );
  if (typeof draft.device === 'number') session.interfaces.drop(draft.device);
}

/** A group in place of a device. */
function isGroup({ request, device }: LinkDraft): boolean {
  return request.group !== undefined && request.ifname === undefined && device === undefined;
}

function checkGroup(words: Words, creating: boolean): void {
  if (words.current !== undefined) throw programFailure(garbage(words.current));
  if (creating) throw programFailure('group cannot be used when creating devices.\n');
}

function garbage(word: string): string {
  return `Garbage instead of arguments "${word} ...". Try "ip link help".\n`;
}

function send(session: Session, run: Run, draft: LinkDraft, message: LinkRequest, verb: Verb): void {
  try {
    sendTo(run, draft, message, verb);
  } catch (error) {
    const { device } = draft;
    if (typeof device !== 'string' || !(error instanceof NetlinkError)) throw error;
    // A device that is not there is complained of before a value, which the kernel looks at first.
    draft.device = requireIndex(session, device);
    if (error.code !== 'ENODEV') throw error;
    // The name stands for one in a way that the kernel does not know.
    sendTo(run, draft, message, verb);
  }
}

function sendTo(run: Run, draft: LinkDraft, message: LinkRequest, verb: Verb): void {
  switch (verb) {
    case 'add':
      run(links.add(message));
      break;
    case 'replace':
      run(links.replace(message));
      break;
    case 'set':
      // Index 0 with a group changes all devices of the group.
      run(links.set(draft.device ?? 0, message));
      break;
    case 'delete':
      run(links.delete(draft.device ?? { group: draft.request.group ?? 0 }, message));
      break;
  }
}

/** The link information that `type KIND` and the words behind it ask for. */
function readKind(session: Session, words: Words, name: string, creating: boolean): LinkInfo {
  const kind = findKind(name);
  const word = words.current;
  if (word === undefined) return kind?.bare ?? { kind: otherKind(name) };
  if (kind?.parse !== undefined) return kind.parse(words, { session, creating });
  if (isAbsentKind(name)) throw commandFailure(`The words of kind "${name}" are not part of iplink-ts.\n`);
  if (asksForHelp(word)) throw linkUsage();
  throw commandFailure(garbage(word));
}
