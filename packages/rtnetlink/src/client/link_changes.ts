import { Writer } from '../bytes/writer.ts';
import { linkAttributes } from '../link/attributes.ts';
import { IFF } from '../link/flags.ts';
import { kinds, slaveKinds } from '../link/kinds/index.ts';
import type { Link } from '../link/link.ts';
import type { Attribute, Attributes, UnknownAttribute } from '../schema/attributes.ts';
import { flagBits } from '../schema/names.ts';
import { once } from '../schema/once.ts';
import type { Described } from '../schema/shape.ts';
import type { LinkRequest } from './links.ts';

/** Of the device more than of what was asked of it: a link that is set up gets its carrier, or waits for it. */
const STATES: ReadonlySet<string> = new Set(['carrier', 'operstate']);

const reportedNames = once(
  () => new Set(Object.entries(linkAttributes()).flatMap(([name, { reported }]) => (reported ? [name] : []))),
);

/** Whether the request is a link that was listed: it has something that the kernel only reports. */
export function isReport(request: LinkRequest): boolean {
  if (request.family !== undefined && request.family !== 0) return false;
  // A request has a few fields, the table dozens.
  for (const name in request)
    if (reportedNames().has(name) && Reflect.get(request, name) !== undefined) return true;
  return false;
}

const isEqual = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);

function bytesOf({ codec, many }: Attribute<unknown>, value: unknown): Uint8Array {
  const writer = new Writer({ isRequest: true });
  for (const item of many && Array.isArray(value) ? value : [value]) codec.write(writer, item);
  return writer.written;
}

function isSameUnknown(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  return one.every(({ type, bytes }: UnknownAttribute, index) => {
    const theirs: UnknownAttribute = other[index];
    return type === theirs.type && isEqual(bytes, theirs.bytes);
  });
}

/** Fields of `wanted` that `present` has not; nests of attributes are looked into. Undefined: there are none. */
function unlike(table: Attributes, wanted: object, present: object): object | undefined {
  const found: [string, unknown][] = [];
  // Nests that are decoded when they are read have fields, but none of their own.
  for (const name of new Set([...Object.keys(table), ...Object.keys(wanted)])) {
    const value: unknown = Reflect.get(wanted, name);
    const now: unknown = Reflect.get(present, name);
    const attribute = table[name];
    if (value === undefined || attribute?.reported === true) continue;
    if (attribute === undefined) {
      if (!isSameUnknown(value, now)) found.push([name, value]);
    } else if (now === undefined) {
      found.push([name, value]);
    } else if (!isEqual(bytesOf(attribute, value), bytesOf(attribute, now))) {
      found.push([name, insideOf(attribute, value, now)]);
    }
  }
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

function insideOf({ codec, many }: Attribute<unknown>, value: unknown, now: unknown): unknown {
  const { shape } = codec;
  if (many || shape?.of !== 'attributes' || shape.folded !== undefined) return value;
  return unlike(shape.attributes, Object(value), Object(now));
}

/** What of the data of a kind differs; all of it when the link is of another kind. */
function unlikeOf(
  layouts: Readonly<Record<string, Described>>,
  kind: string | undefined,
  kindNow: string | undefined,
  data: object | undefined,
  dataNow: object | undefined,
): object | undefined {
  const shape = kind === undefined ? undefined : layouts[kind]?.shape;
  if (data === undefined || dataNow === undefined || kind !== kindNow) return data;
  return unlike(shape?.of === 'attributes' ? shape.attributes : {}, data, dataNow);
}

/** Bits of flags that are known by name. */
function bitsOf(flags: Link['flags'] | undefined): number {
  const bits = flagBits(IFF, flags ?? []);
  return typeof bits === 'number' ? bits : 0;
}

/**
 * What is to be asked so that a link becomes as a report says. Much that a report has is refused when it is asked
 * for, even where that would change nothing: what cannot be changed once a link exists, or not on such a device.
 *
 * @param changeable the flags that a request can change
 */
export function changesTo(report: LinkRequest, present: Link, changeable: number): LinkRequest {
  const { flags, change, kind, data, slaveKind, slaveData, link, master, unknown, linkinfoUnknown, ...rest } =
    report;
  const own = { ...rest };
  for (const name of STATES) Reflect.deleteProperty(own, name);
  const differing = (bitsOf(flags) ^ bitsOf(present.flags)) & changeable;
  const content = unlikeOf(kinds, kind, present.kind, data, present.data);
  const ofPort = unlikeOf(slaveKinds, slaveKind, present.slaveKind, slaveData, present.slaveData);
  const changes = {
    ...unlike(linkAttributes(), own, present),
    ...(flags !== undefined && differing !== 0 ? { flags, change: change || differing } : {}),
    ...(link === present.link ? {} : { link }),
    ...(master === present.master ? {} : { master }),
    ...(content === undefined && kind === present.kind ? {} : { kind, data: content }),
    ...(ofPort === undefined ? {} : { slaveKind, slaveData: ofPort }),
    ...(isSameUnknown(unknown, present.unknown) ? {} : { unknown }),
    ...(isSameUnknown(linkinfoUnknown, present.linkinfoUnknown) ? {} : { linkinfoUnknown }),
  };
  // The fields are some of those of the report.
  return changes as LinkRequest;
}
