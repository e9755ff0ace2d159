/** One message as `ip monitor` shows it: what stands in front of it, and who prints it. */
import { type Link, NLMSG_HDRLEN } from '@iplink-ts/rtnetlink';
import { AF } from '../../family.ts';
import type { Document, Scalar } from '../../print/document.ts';
import { JsonLine } from '../../print/json_line.ts';
import type { Session } from '../../session.ts';
import { isMulticastFamily } from '../mroute/print.ts';
import type { Message } from './message.ts';
import { printObject } from './objects.ts';
import { MROUTE, type Tag, tagOf } from './tags.ts';
import { longTime, now, shortTime } from './timestamp.ts';
import type { MonitorRequest } from './words.ts';

/** Messages that say nothing of an object, and are passed over. */
const CONTROL: ReadonlySet<string> = new Set(['NLMSG_NOOP', 'NLMSG_ERROR', 'NLMSG_DONE']);

/**
 * Shows one message.
 * @returns whether the next one is to be shown, too: the reference gives up on a route that is too short
 */
export function showMessage(session: Session, request: MonitorRequest, message: Message): boolean {
  if (CONTROL.has(message.name)) return true;
  if (message.object === 'time') {
    showTime(session, message.body);
    return true;
  }
  const tag =
    message.object === 'route' && isMulticastFamily(message.body.family) ? MROUTE : tagOf(message.name);
  if (tag === undefined) {
    complainOfUnknown(session, message);
    return true;
  }
  const missing = lengthOf(message) - NLMSG_HDRLEN - tag.header;
  const isRoute = tag.object === 'route' || tag.object === 'mroute';
  if (isRoute && missing < 0) {
    complainOfLength(session, tag, missing);
    return false;
  }
  // A route of the cache: the kernel tells of none, but recordings may hold some.
  if (message.object === 'route' && message.body.flags.includes('cloned')) return true;
  if (tag.object === 'neigh' && !isOfFamily(session, message)) return true;
  if (message.object === 'link') follow(session, message.name, message.body);
  const document = begin(session, request, message, tag);
  if (missing < 0) complainOfLength(session, tag, missing);
  else if (isOfFamily(session, message)) printObject(session, document, message, request.index);
  return true;
}

/** Only some objects are left out for their family; one group is that of neighbours of all families. */
function isOfFamily(session: Session, message: Message): boolean {
  const { family } = session.options;
  if (family === AF.UNSPEC) return true;
  switch (message.object) {
    case 'neighbour':
    case 'rule':
      return message.body.family === family;
    case 'route':
      return isMulticastFamily(message.body.family) || message.body.family === family;
    case 'prefix':
      return family === AF.INET6;
    case 'unknown':
      // Too short to have one.
      return message.name !== 'RTM_NEWNEIGH' && message.name !== 'RTM_DELNEIGH';
    default:
      return true;
  }
}

/** Names and states of links are those that the messages tell. */
function follow(session: Session, name: string, link: Link): void {
  if (name === 'RTM_DELLINK') session.interfaces.drop(link.index);
  else session.interfaces.remember(link);
}

/** `nlmsg_len` */
function lengthOf({ header }: Message): number {
  return header.end - header.start;
}

/** The document of one record. What stands in front of the text is there even when nothing follows. */
function begin(session: Session, request: MonitorRequest, message: Message, tag: Tag): Document {
  const { timestamp, timestampShort, jsonStream } = session.options;
  const moment = timestamp ? now() : undefined;
  if (jsonStream) {
    const head: [string, Scalar][] = [];
    if (moment !== undefined) head.push(['timestamp', shortTime(moment)]);
    if (request.allNetns) head.push(['in_nsid', message.nsid ?? null]);
    head.push(['object', tag.object]);
    return new JsonLine(session.io.out, head);
  }
  const document = session.textDocument();
  if (moment !== undefined) {
    document.text(
      timestampShort
        ? `[${shortTime(moment)}] `
        : `Timestamp: ${longTime(moment)} ${moment.microseconds} usec\n`,
    );
  }
  if (request.allNetns)
    document.text(message.nsid === undefined ? '[nsid current]' : `[nsid ${message.nsid}]`);
  if (request.label) document.text(`[${tag.label}]`);
  return document;
}

function showTime(
  session: Session,
  moment: { readonly seconds: number; readonly microseconds: number },
): void {
  if (!session.options.jsonStream) {
    session.io.out.write(`Timestamp: ${longTime(moment)} ${moment.microseconds} us\n`);
    return;
  }
  const line = new JsonLine(session.io.out, [['object', 'time']]);
  line.openObject();
  line.json('timestamp', shortTime(moment));
  line.closeObject();
}

function complainOfLength(session: Session, tag: Tag, missing: number): void {
  if (tag.complaint !== undefined) session.complain(tag.complaint(missing));
}

function complainOfUnknown(session: Session, message: Message): void {
  const both = (number: number): string => `0x${number.toString(16).padStart(8, '0')}(${number})`;
  const { type, flags } = message.header;
  session.complain(
    `Unknown message: type=${both(type)} flags=${both(flags)} len=${both(lengthOf(message))}\n`,
  );
}
