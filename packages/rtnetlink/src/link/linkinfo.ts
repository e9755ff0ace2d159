import type { Reader } from '../bytes/reader.ts';
import { encodeText } from '../bytes/text.ts';
import { attributes, type Folded, NLA_TYPE_MASK, type UnknownAttribute, walk } from '../schema/attributes.ts';
import type { Codec, ValueOf } from '../schema/codec.ts';
import { kinds, slaveKinds } from './kinds/index.ts';

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

type Kinds<T extends Record<string, Codec<unknown>>, K extends string, D extends string> = {
  [N in keyof T]: { [P in K]: N } & { [P in D]?: ValueOf<T[N]> | undefined };
}[keyof T];

type Other<K extends string, D extends string> = { [P in K]: OtherKind } & {
  [P in D]?: OtherData | undefined;
};
type None<K extends string, D extends string> = { [P in K | D]?: undefined };

/** Attributes of each kind: `LinkData['ipvlan']`. */
export type LinkData = { [N in LinkKind]: ValueOf<(typeof kinds)[N]> };
export type LinkSlaveData = { [N in LinkSlaveKind]: ValueOf<(typeof slaveKinds)[N]> };

/**
 * `IFLA_LINKINFO` (linux/if_link.h), folded into the link: `data` is typed by `kind`, `slaveData` by `slaveKind`,
 * the kind of the master.
 */
export type LinkInfo = (Kinds<typeof kinds, 'kind', 'data'> | Other<'kind', 'data'> | None<'kind', 'data'>) &
  (
    | Kinds<typeof slaveKinds, 'slaveKind', 'slaveData'>
    | Other<'slaveKind', 'slaveData'>
    | None<'slaveKind', 'slaveData'>
  ) & {
    /** `IFLA_INFO_XSTATS`: extended statistics of the kind, as bytes. */
    xstats?: Uint8Array | undefined;
    /** Attributes of `IFLA_LINKINFO` that are newer than this table, and data of which the kind was not said. */
    linkinfoUnknown?: readonly UnknownAttribute[] | undefined;
  };

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

const otherData: Codec<OtherData> = attributes({});

const dataCodec = (kind: string): Codec<unknown> => (isLinkKind(kind) ? kinds[kind] : otherData);
const slaveDataCodec = (kind: string): Codec<unknown> => (isSlaveKind(kind) ? slaveKinds[kind] : otherData);

interface Nest {
  kind: string;
  slaveKind: string;
  data: readonly [number, number] | undefined;
  slaveData: readonly [number, number] | undefined;
}

/** Kind and data may come in any order: find all first, then read the data by its kind. */
function survey(
  reader: Reader,
  start: number,
  end: number,
  rest: (type: number, payload: number, next: number) => void,
): Nest {
  const nest: Nest = { kind: '', slaveKind: '', data: undefined, slaveData: undefined };
  walk(reader, start, end, (type, _at, payload, next) => {
    switch (type & NLA_TYPE_MASK) {
      case KIND:
        nest.kind = reader.text(payload, next);
        break;
      case DATA:
        nest.data = [payload, next];
        break;
      case SLAVE_KIND:
        nest.slaveKind = reader.text(payload, next);
        break;
      case SLAVE_DATA:
        nest.slaveData = [payload, next];
        break;
      default:
        rest(type, payload, next);
    }
  });
  return nest;
}

/** `IFLA_LINKINFO`. Neither the kernel nor `ip` marks these nests with `NLA_F_NESTED`. */
export const linkinfo: Folded<LinkInfo> = {
  type: 18,
  shape: {
    of: 'parts',
    parts: {
      data: { shape: { of: 'parts', parts: kinds } },
      slaveData: { shape: { of: 'parts', parts: slaveKinds } },
    },
  },
  read(reader, start, end, into) {
    const unknown: UnknownAttribute[] = [];
    const { kind, slaveKind, data, slaveData } = survey(reader, start, end, (type, payload, next) => {
      if ((type & NLA_TYPE_MASK) === XSTATS) into['xstats'] = reader.bytes(payload, next);
      else unknown.push({ type, bytes: reader.bytes(payload, next) });
    });
    if (kind !== '') {
      into['kind'] = kind;
      if (data !== undefined) into['data'] = dataCodec(kind).read(reader, data[0], data[1]);
    } else if (data !== undefined) {
      unknown.push({ type: DATA, bytes: reader.bytes(data[0], data[1]) });
    }
    if (slaveKind !== '') {
      into['slaveKind'] = slaveKind;
      if (slaveData !== undefined)
        into['slaveData'] = slaveDataCodec(slaveKind).read(reader, slaveData[0], slaveData[1]);
    } else if (slaveData !== undefined) {
      unknown.push({ type: SLAVE_DATA, bytes: reader.bytes(slaveData[0], slaveData[1]) });
    }
    if (unknown.length > 0) into['linkinfoUnknown'] = unknown;
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
      writer.bytes(encodeText(value));
      writer.u8(0);
    };
    const content = (name: string, codec: Codec<unknown>, value: unknown) => (): void => {
      writer.enter(name);
      codec.write(writer, value);
      writer.leave();
    };
    if (kind !== undefined) attribute(KIND, text(kind));
    if (kind !== undefined && data !== undefined) attribute(DATA, content('data', dataCodec(kind), data));
    if (xstats !== undefined) attribute(XSTATS, () => writer.bytes(xstats));
    if (slaveKind !== undefined) attribute(SLAVE_KIND, text(slaveKind));
    if (slaveKind !== undefined && slaveData !== undefined)
      attribute(SLAVE_DATA, content('slaveData', slaveDataCodec(slaveKind), slaveData));
    for (const { type, bytes } of linkinfoUnknown) attribute(type, () => writer.bytes(bytes));
    writer.close(nest);
  },
  locate(reader, start, end, target, path) {
    const nest = survey(reader, start, end, () => undefined);
    const within = ([from, to]: readonly [number, number]): boolean => target >= from - 4 && target < to;
    const enter = (name: string, codec: Codec<unknown>, [from, to]: readonly [number, number]) => {
      path.push(name);
      return codec.locate?.(reader, from, to, target, path) ?? codec;
    };
    if (nest.data !== undefined && within(nest.data)) return enter('data', dataCodec(nest.kind), nest.data);
    if (nest.slaveData !== undefined && within(nest.slaveData))
      return enter('slaveData', slaveDataCodec(nest.slaveKind), nest.slaveData);
    let name: string | undefined;
    walk(reader, start, end, (type, at, _payload, next) => {
      if (target >= at && target < next) name = (type & NLA_TYPE_MASK) === SLAVE_KIND ? 'slaveKind' : 'kind';
    });
    path.push(name ?? 'kind');
    return undefined;
  },
};
