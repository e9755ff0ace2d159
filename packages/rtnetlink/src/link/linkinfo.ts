import type { Reader } from '../bytes/reader.ts';
import type { Writer } from '../bytes/writer.ts';
import { attributes, NLA_TYPE_MASK, type UnknownAttribute, walk } from '../schema/attributes.ts';
import { type Codec, field, type ValueOf } from '../schema/codec.ts';
import type { Folded } from '../schema/folded.ts';
import { once } from '../schema/once.ts';
import { binary } from '../schema/scalar.ts';
import { kinds, slaveKinds, xstatsKinds } from './kinds/index.ts';

/** A kind of link whose attributes this library knows. */
export type LinkKind = keyof typeof kinds;
/** A kind of master whose per-port attributes this library knows. */
export type LinkSlaveKind = keyof typeof slaveKinds;

declare const other: unique symbol;
type Branded = string & { readonly [other]: true };
/**
 * A kind that is not in the tables. A template literal type of its own, because a plain `string` in the union
 * would keep `kind === 'ipvlan'` from narrowing `data`.
 */
export type OtherKind = `${Branded}`;

/** Content of a kind that is not in the tables: its attributes as they were sent. */
export interface OtherData {
  unknown?: readonly UnknownAttribute[] | undefined;
}

/** Attributes of each kind: `LinkData['ipvlan']`. */
export type LinkData = { [N in LinkKind]: ValueOf<(typeof kinds)[N]> };
/** Attributes of the ports of each kind of master: `LinkSlaveData['bridge']`. */
export type LinkSlaveData = { [N in LinkSlaveKind]: ValueOf<(typeof slaveKinds)[N]> };

/** Extended statistics of each kind that has them: `LinkXstats['can']`. */
export type LinkXstats = { [N in keyof typeof xstatsKinds]: ValueOf<(typeof xstatsKinds)[N]> };

interface OfKind<K, D, X = Uint8Array> {
  kind: K;
  data?: D | undefined;
  /** `IFLA_INFO_XSTATS`: extended statistics of the kind; as bytes where the tables do not know them. */
  xstats?: X | undefined;
}

interface OfNone {
  kind?: undefined;
  data?: undefined;
  xstats?: Uint8Array | undefined;
}

type XstatsOf<N> = N extends keyof LinkXstats ? LinkXstats[N] : Uint8Array;

/** What a link is as a port of its master. */
export interface LinkSlaveInfo {
  /** The kind of the master. */
  slaveKind?: LinkSlaveKind | OtherKind | undefined;
  /**
   * Attributes of the port, by `slaveKind`; {@link slaveDataOf} tells them apart. A union of `data` with `slaveData`,
   * each by its kind, would have hundreds of members, over which the compiler takes most of a minute.
   */
  slaveData?: LinkSlaveData[LinkSlaveKind] | OtherData | undefined;
}

/** `IFLA_LINKINFO` (linux/if_link.h), folded into the link: `data` is typed by `kind`. */
export type LinkInfo = (
  | { [N in LinkKind]: OfKind<N, LinkData[N], XstatsOf<N>> }[LinkKind]
  | OfKind<OtherKind, OtherData>
  | OfNone
) &
  LinkSlaveInfo & {
    /** Attributes of `IFLA_LINKINFO` that are newer than this table, and data of which the kind was not said. */
    linkinfoUnknown?: readonly UnknownAttribute[] | undefined;
  };

/**
 * The attributes of a link as a port of a master of `kind`.
 * @returns undefined when its master is of another kind, or it has none
 */
export function slaveDataOf<K extends LinkSlaveKind>(
  link: LinkSlaveInfo,
  kind: K,
): LinkSlaveData[K] | undefined {
  // The reader chose the layout of slaveData by slaveKind.
  return link.slaveKind === kind ? (link.slaveData as LinkSlaveData[K] | undefined) : undefined;
}

/** Says whether the tables have this kind. */
export function isLinkKind(kind: string): kind is LinkKind {
  return Object.hasOwn(kinds, kind);
}

function isSlaveKind(kind: string): kind is LinkSlaveKind {
  return Object.hasOwn(slaveKinds, kind);
}

/** A kind that the tables do not have, for `links.add({ kind: otherKind('wireguard') })`. */
export function otherKind(kind: string): OtherKind {
  return kind as OtherKind;
}

/** `IFLA_INFO_*` */
const KIND = 1;
const DATA = 2;
const XSTATS = 3;
const SLAVE_KIND = 4;
const SLAVE_DATA = 5;

/** A layout of which the fields are known by name. */
interface Layout extends Codec<unknown> {
  readonly fields: readonly string[];
}

const otherData: Layout = attributes(() => ({}));

const xstatsCodec = (kind: string): Codec<unknown> =>
  Object.hasOwn(xstatsKinds, kind) ? xstatsKinds[kind as keyof typeof xstatsKinds] : binary;
const layouts = once(() => new Map<string, Layout>(Object.entries(kinds)));
const dataCodec = (kind: string): Layout => layouts().get(kind) ?? otherData;
const slaveDataCodec = (kind: string): Layout => (isSlaveKind(kind) ? slaveKinds[kind] : otherData);

/** Refuses a field that the kind does not have; it would be left out in silence. */
function checkFields(writer: Writer, kind: string, { fields }: Layout, value: object): void {
  for (const [name, field] of Object.entries(value))
    if (field !== undefined && name !== 'unknown' && !fields.includes(name))
      throw writer.error(`${kind} has no ${name}`);
}

/** What is in the nest; a payload that is not there begins at {@link NOWHERE}. */
interface Nest {
  kind: string;
  slaveKind: string;
  data: number;
  dataEnd: number;
  xstats: number;
  xstatsEnd: number;
  slaveData: number;
  slaveDataEnd: number;
  unknown: UnknownAttribute[] | undefined;
}

const NOWHERE = -1;

/** Kind and data may come in any order: find all first, then read the data by its kind. */
function survey(reader: Reader, start: number, end: number): Nest {
  const nest: Nest = {
    kind: '',
    slaveKind: '',
    data: NOWHERE,
    dataEnd: NOWHERE,
    xstats: NOWHERE,
    xstatsEnd: NOWHERE,
    slaveData: NOWHERE,
    slaveDataEnd: NOWHERE,
    unknown: undefined,
  };
  walk(reader, start, end, (type, _at, payload, next) => {
    switch (type & NLA_TYPE_MASK) {
      case KIND:
        nest.kind = reader.text(payload, next);
        break;
      case DATA:
        nest.data = payload;
        nest.dataEnd = next;
        break;
      case XSTATS:
        nest.xstats = payload;
        nest.xstatsEnd = next;
        break;
      case SLAVE_KIND:
        nest.slaveKind = reader.text(payload, next);
        break;
      case SLAVE_DATA:
        nest.slaveData = payload;
        nest.slaveDataEnd = next;
        break;
      default:
        keep(nest, type, reader, payload, next);
    }
  });
  return nest;
}

function keep(nest: Nest, type: number, reader: Reader, start: number, end: number): void {
  nest.unknown ??= [];
  nest.unknown.push({ type, bytes: reader.bytes(start, end) });
}

/** `IFLA_LINKINFO`. Neither the kernel nor `ip` marks these nests with `NLA_F_NESTED`. */
export const linkinfo: Folded<LinkInfo> = {
  type: 18,
  fields: ['kind', 'data', 'xstats', 'slaveKind', 'slaveData', 'linkinfoUnknown'],
  shape: {
    of: 'parts',
    parts: {
      data: { shape: { of: 'parts', parts: kinds } },
      slaveData: { shape: { of: 'parts', parts: slaveKinds } },
      xstats: { shape: { of: 'parts', parts: xstatsKinds } },
    },
  },
  read(reader, start, end, into) {
    const nest = survey(reader, start, end);
    const { kind, slaveKind, data, dataEnd, xstats, xstatsEnd, slaveData, slaveDataEnd } = nest;
    if (kind !== '') {
      into['kind'] = kind;
      if (data !== NOWHERE) into['data'] = dataCodec(kind).read(reader, data, dataEnd);
    } else if (data !== NOWHERE) {
      keep(nest, DATA, reader, data, dataEnd);
    }
    if (xstats !== NOWHERE) {
      const value = xstatsCodec(kind).read(reader, xstats, xstatsEnd);
      if (value !== undefined) into['xstats'] = value;
      else keep(nest, XSTATS, reader, xstats, xstatsEnd);
    }
    if (slaveKind !== '') {
      into['slaveKind'] = slaveKind;
      if (slaveData !== NOWHERE)
        into['slaveData'] = slaveDataCodec(slaveKind).read(reader, slaveData, slaveDataEnd);
    } else if (slaveData !== NOWHERE) {
      keep(nest, SLAVE_DATA, reader, slaveData, slaveDataEnd);
    }
    if (nest.unknown !== undefined) into['linkinfoUnknown'] = nest.unknown;
    return true;
  },
  write(writer, link) {
    const { kind, data, slaveKind, slaveData, linkinfoUnknown = [] } = link;
    if (kind === undefined && data !== undefined) throw writer.error('data: needs a kind');
    if (slaveKind === undefined && slaveData !== undefined)
      throw writer.error('slaveData: needs a slaveKind');
    const xstats = writer.isRequest ? undefined : link.xstats;
    if (kind === undefined && slaveKind === undefined && xstats === undefined && linkinfoUnknown.length === 0)
      return;
    const nest = writer.open(linkinfo.type);
    const attribute = (type: number, write: () => void): void => {
      const at = writer.open(type);
      write();
      writer.close(at);
    };
    const text = (value: string) => (): void => {
      writer.text(value);
      writer.u8(0);
    };
    const content = (name: string, of: string, codec: Layout, value: object) => (): void => {
      writer.enter(name);
      checkFields(writer, of, codec, value);
      codec.write(writer, value);
      writer.leave();
    };
    if (kind !== undefined) attribute(KIND, text(kind));
    if (kind !== undefined && data !== undefined)
      attribute(DATA, content('data', `kind ${kind}`, dataCodec(kind), data));
    if (xstats !== undefined)
      attribute(XSTATS, () => field(writer, 'xstats', xstatsCodec(kind ?? ''), xstats));
    if (slaveKind !== undefined) attribute(SLAVE_KIND, text(slaveKind));
    if (slaveKind !== undefined && slaveData !== undefined)
      attribute(
        SLAVE_DATA,
        content('slaveData', `a port of ${slaveKind}`, slaveDataCodec(slaveKind), slaveData),
      );
    for (const { type, bytes } of linkinfoUnknown) attribute(type, () => writer.bytes(bytes));
    writer.close(nest);
  },
  locate(reader, start, end, target, path) {
    const { kind, data, dataEnd, slaveKind, slaveData, slaveDataEnd } = survey(reader, start, end);
    const within = (from: number, to: number): boolean =>
      from !== NOWHERE && target >= from - 4 && target < to;
    const enter = (name: string, codec: Codec<unknown>, from: number, to: number) => {
      path.push(name);
      return codec.locate?.(reader, from, to, target, path) ?? codec;
    };
    if (within(data, dataEnd)) return enter('data', dataCodec(kind), data, dataEnd);
    if (within(slaveData, slaveDataEnd))
      return enter('slaveData', slaveDataCodec(slaveKind), slaveData, slaveDataEnd);
    let name: string | undefined;
    walk(reader, start, end, (type, at, _payload, next) => {
      if (target >= at && target < next) name = (type & NLA_TYPE_MASK) === SLAVE_KIND ? 'slaveKind' : 'kind';
    });
    path.push(name ?? 'kind');
    return undefined;
  },
};
