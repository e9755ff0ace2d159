import type { Reader } from '../../bytes/reader.ts';
import {
  type MessageHeader,
  NLM_F_APPEND,
  NLM_F_REPLACE,
  NLMSG_DONE,
  NLMSG_ERROR,
  NLMSG_HDRLEN,
  NLMSG_NOOP,
  NLMSG_OVERRUN,
} from '../../message/header.ts';
import type { NetlinkError } from '../error.ts';
import { ipFamily, type ObjectOf, rows, type Subject, type SubjectRow } from './subject.ts';

/** What an event says beside the object. */
export interface EventFields {
  /** An object came or changed (`new`), or went (`delete`). */
  readonly action: 'new' | 'delete';
  /**
   * The namespace it happened in, by its id in the monitor's own; undefined for the monitor's own. Only monitors of
   * all namespaces hear others.
   */
  readonly nsid?: number;
  /** It did not just happen: it is part of the listing of a resync. */
  readonly listed?: true;
  /** `NLM_F_REPLACE`: a route (or nexthop object) took the place of the first with its prefix, tos and priority. */
  readonly replaced?: true;
  /** `NLM_F_APPEND`: a route came behind those with its prefix, tos and priority; otherwise it is before them. */
  readonly appended?: true;
}

/** Where an event has its object: under the name of its subject, but that `nsid` says where it happened. */
type FieldOf<S extends Subject> = S extends 'nsid' ? 'netns' : S;

/** An event of one subject: `{ subject: 'link', link }`, ..., and `{ subject: 'nsid', netns }`. */
export type EventOf<S extends Subject> = S extends Subject
  ? { readonly subject: S } & EventFields & { readonly [K in FieldOf<S>]: ObjectOf<S> }
  : never;

/** A message for which there is no codec, or which does not fit its codec. */
export interface OtherEvent {
  readonly subject: 'other';
  /** `RTM_*` (linux/rtnetlink.h) */
  readonly type: number;
  /** `nlmsg_flags` */
  readonly flags: number;
  /** The message behind its `struct nlmsghdr`. */
  readonly bytes: Uint8Array;
  readonly nsid?: number;
}

/** What could not be listed in a resync. */
export interface NotListed {
  readonly subject: Subject;
  /** Which address family of it; undefined for all. */
  readonly family?: number;
  /** In which namespace; undefined for the monitor's own. */
  readonly nsid?: number;
  /** The kernel's refusal; undefined where it has no such listing. */
  readonly error?: NetlinkError;
}

/**
 * The kernel dropped events, and what was known is listed anew: between `begin` and `end` come events with `listed`,
 * then what happened since. What is not listed is gone. Another `begin` before the `end` starts over.
 */
export type ResyncEvent =
  | {
      readonly subject: 'resync';
      readonly phase: 'begin';
      /** 1, and one more each time it starts over: more events were lost, or the listing was interrupted. */
      readonly attempt: number;
    }
  | {
      readonly subject: 'resync';
      readonly phase: 'end';
      readonly attempt: number;
      /** What may have changed unseen. */
      readonly notListed: readonly NotListed[];
    };

/** An event about an object. */
export type ObjectEvent = EventOf<Subject>;

/** What a monitor gives, to be told apart by `subject`. */
export type Event = ObjectEvent | OtherEvent | ResyncEvent;

/** An event about an object; the one place where a subject and the object of its codec come together. */
export function objectEvent(subject: Subject, object: unknown, fields: EventFields): ObjectEvent {
  return { subject, ...fields, [subject === 'nsid' ? 'netns' : subject]: object } as unknown as ObjectEvent;
}

interface Reading {
  readonly subject: Subject;
  readonly row: SubjectRow<unknown>;
  readonly action: EventFields['action'];
}

const readings = new Map<number, Reading[]>();
for (const [subject, row] of rows)
  for (const action of ['new', 'delete'] as const) {
    const type = row.types[action];
    if (type !== undefined) readings.set(type, [...(readings.get(type) ?? []), { subject, row, action }]);
  }

function readingOf(type: number, family: number): Reading | undefined {
  const [first, ...others] = readings.get(type) ?? [];
  return others.find(({ row }) => row.families.includes(family)) ?? first;
}

/**
 * The event that a message of a multicast group is; undefined for one that is about no object, or of a family that
 * was not asked for.
 */
export function decodeEvent(
  reader: Reader,
  { type, flags, start, end }: MessageHeader,
  nsid: number | undefined,
  families: readonly number[] | undefined,
): ObjectEvent | OtherEvent | undefined {
  if (type === NLMSG_NOOP || type === NLMSG_ERROR || type === NLMSG_DONE || type === NLMSG_OVERRUN)
    return undefined;
  const body = start + NLMSG_HDRLEN;
  // Every message of rtnetlink begins with its family (struct rtgenmsg).
  const family = reader.u8[body] ?? 0;
  const reading = readingOf(type, family);
  const object = reading?.row.body.read(reader, body, end);
  const where = nsid === undefined ? {} : { nsid };
  if (reading === undefined || object === undefined)
    return { subject: 'other', type, flags, bytes: reader.bytes(body, end), ...where };
  const { subject, row, action } = reading;
  if (families !== undefined && row.byFamily && !families.includes(ipFamily(family))) return undefined;
  return objectEvent(subject, object, {
    action,
    ...where,
    ...(action === 'new' && (flags & NLM_F_REPLACE) !== 0 && { replaced: true }),
    ...(action === 'new' && (flags & NLM_F_APPEND) !== 0 && { appended: true }),
  });
}
