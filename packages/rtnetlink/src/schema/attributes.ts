import { align4 } from '../bytes/align.ts';
import type { Reader } from '../bytes/reader.ts';
import type { Writer } from '../bytes/writer.ts';
import type { Codec } from './codec.ts';
import type { Folded, Locate, Paired } from './folded.ts';
import type { Shape } from './shape.ts';

/** `NLA_F_NESTED` (linux/netlink.h) */
export const NLA_F_NESTED = 0x8000;
/** `NLA_TYPE_MASK`: without `NLA_F_NESTED` and `NLA_F_NET_BYTEORDER` */
export const NLA_TYPE_MASK = 0x3fff;

/** An attribute that the tables do not know, or whose payload does not fit its layout: kept as it was sent. */
export interface UnknownAttribute {
  /** `nla_type` with its flag bits */
  readonly type: number;
  readonly bytes: Uint8Array;
}

/** One row of an attribute table. */
export interface Attribute<T, N extends number = number> {
  readonly type: N;
  readonly codec: Codec<T>;
  /** Flag bits that belong to the type on the wire: `NLA_F_NESTED`, or 0. */
  readonly flags: number;
  /** As `flags`, of requests. */
  readonly requestFlags: number;
  /** The kernel reports it and does not take it: requests leave it out. */
  readonly reported: boolean;
  /** The kernel takes it for objects that exist: requests that create one leave it out. */
  readonly existing: boolean;
  /** The attribute occurs any number of times; the field is an array. */
  readonly many: boolean;
}

/** Options of {@link attr}. */
export interface AttributeOptions {
  /**
   * Send `NLA_F_NESTED`. Older nests are refused with it by old kernels, newer ones are refused without; `requests`:
   * the kernel takes the nest with the flag only, and reports it without.
   */
  readonly nested?: boolean | 'requests';
  /** Reported by the kernel only. */
  readonly reported?: boolean;
  /** Taken for objects that exist only. */
  readonly existing?: boolean;
}

/** An attribute: its number in the kernel's `enum` and the layout of its payload. */
export function attr<T, const N extends number>(
  type: N,
  codec: Codec<T>,
  options: AttributeOptions = {},
): Attribute<T, N> {
  return {
    type,
    codec,
    flags: options.nested === true ? NLA_F_NESTED : 0,
    requestFlags: options.nested === true || options.nested === 'requests' ? NLA_F_NESTED : 0,
    reported: options.reported === true,
    existing: options.existing === true,
    many: false,
  };
}

/** An attribute that may occur several times in one nest; the field holds all of them in order. */
export function many<T>(type: number, codec: Codec<T>, options: AttributeOptions = {}): ManyAttribute<T> {
  return { ...attr(type, codec, options), many: true };
}

export interface ManyAttribute<T> extends Attribute<T> {
  readonly many: true;
}

/** A table of attributes by field name. */
export type Attributes = Readonly<Record<string, Attribute<unknown>>>;

/** What the field of an attribute holds. */
export type FieldOf<A> =
  A extends ManyAttribute<infer T> ? readonly T[] : A extends Attribute<infer T> ? T : never;

/** The object that a table of attributes decodes to: only what was sent is there. */
export type Fields<D extends Attributes> = { [K in keyof D]?: FieldOf<D[K]> | undefined } & {
  unknown?: readonly UnknownAttribute[] | undefined;
};

/** Values by field, of which those of a header are made. */
export type Instead = Readonly<Record<string, unknown>>;

const NOTHING: Instead = {};

/** The codec of a nest of attributes, with the entry points that a message body needs. */
export interface AttributeSet<T> extends Codec<T> {
  /** Decodes the attributes of `[start, end)` into the fields of an object that is being made. */
  readInto(into: T, reader: Reader, start: number, end: number): void;
  /**
   * As {@link AttributeSet.readInto}, but reads these fields alone. All others are passed over, also those that are
   * unknown or damaged.
   */
  only(fields: readonly string[]): AttributeSet<T>['readInto'];
  /**
   * Appends the attributes that have a value.
   * @param instead values in place of those of the same name, also where they are undefined
   * @throws {EncodeError} for a value that is not of its layout
   */
  write(writer: Writer, value: T, instead?: Instead): void;
  locate: Locate;
  nameOf(type: number): string | undefined;
  /** The declaration, for tables and checks made from it. */
  readonly attributes: Attributes;
  readonly fields: readonly string[];
  /** Reads one field alone, as `read` does: the last that fits counts, of those that may be there many times all. */
  readField(name: string, reader: Reader, start: number, end: number): unknown;
  /** An empty nest is one. */
  readonly size: 0;
}

/** Puts what an attribute says where it belongs. @returns false when it does not fit its layout */
export type Setter<I> = (into: I, reader: Reader, start: number, end: number) => boolean;

type FieldSetter = Setter<Record<string, unknown>>;

/** Setters by attribute number. */
export type Setters<I> = readonly (Setter<I> | undefined)[];

/**
 * Declares a set of attributes once; the type, reader and writer follow from the table.
 *
 * The table is given as a function, which runs when the set is first used. Reading goes through a dense table of
 * closures by attribute number, made when the set is first read, so that a program pays only for the sets it meets.
 */
export function attributes<const D extends Attributes, X extends object = Record<never, never>>(
  table: () => D,
  folded?: Folded<X> | Paired<X>,
): AttributeSet<Fields<D> & X> {
  return new DeclaredSet(table, folded);
}

/** Not `#`: an altered set has this one for its prototype. */
class DeclaredSet<D extends Attributes, X extends object> implements AttributeSet<Fields<D> & X> {
  readonly size = 0;
  private readonly table: () => D;
  private readonly folded: Folded<X> | Paired<X> | undefined;
  private declared: Attributes | undefined;
  private places: ReadonlyMap<string, Place> | undefined;
  private setters: Setters<Record<string, unknown>> | undefined;

  constructor(table: () => D, folded: Folded<X> | Paired<X> | undefined) {
    this.table = table;
    this.folded = folded;
  }

  private get paired(): Paired<X> | undefined {
    return this.folded !== undefined && 'types' in this.folded ? this.folded : undefined;
  }

  private get whole(): Folded<X> | undefined {
    return this.folded !== undefined && 'type' in this.folded ? this.folded : undefined;
  }

  get attributes(): Attributes {
    this.declared ??= this.table();
    return this.declared;
  }

  get shape(): Shape {
    return {
      of: 'attributes',
      attributes: this.attributes,
      ...(this.folded?.shape === undefined ? {} : { folded: this.folded.shape }),
    };
  }

  get fields(): string[] {
    return Object.keys(this.attributes);
  }

  private compile(wanted: (name: string) => boolean): Setters<Record<string, unknown>> {
    const rows: [number, FieldSetter][] = [];
    for (const [name, attribute] of Object.entries(this.attributes))
      if (wanted(name))
        rows.push([
          attribute.type,
          attribute.many ? appender(name, attribute.codec) : setter(name, attribute.codec),
        ]);
    const whole = this.whole;
    const within = whole?.fields.filter(wanted) ?? [];
    if (whole !== undefined && within.length === whole.fields.length)
      rows.push([whole.type, (into, reader, start, end) => whole.read(reader, start, end, into)]);
    else if (whole !== undefined && within.length > 0) rows.push([whole.type, pickerOf(whole, within)]);
    return byNumber(rows);
  }

  read(reader: Reader, start: number, end: number): Fields<D> & X {
    const value = emptyOf<Fields<D> & X>();
    this.readInto(value, reader, start, end);
    return value;
  }

  readInto(into: Fields<D> & X, reader: Reader, start: number, end: number): void {
    this.setters ??= this.compile(() => true);
    const fields: Record<string, unknown> = into;
    const unknown = scan(this.setters, fields, reader, start, end);
    if (unknown === undefined) return;
    const rest = this.unpaired(unknown, reader, start, end, fields);
    if (rest.length > 0) fields['unknown'] = rest;
  }

  /** Those that are not the two of a {@link Paired}, where these make a value. */
  private unpaired(
    unknown: readonly UnknownAttribute[],
    reader: Reader,
    start: number,
    end: number,
    fields: Record<string, unknown>,
  ): readonly UnknownAttribute[] {
    const { paired } = this;
    if (paired === undefined) return unknown;
    const rest = unknown.filter(({ type }) => !paired.types.includes(type & NLA_TYPE_MASK));
    const isThere = rest.length < unknown.length;
    return isThere && paired.read(reader, start, end, fields) ? rest : unknown;
  }

  only(fields: readonly string[]): (into: Fields<D> & X, reader: Reader, start: number, end: number) => void {
    const wanted = new Set(fields);
    const { paired } = this;
    let table: Setters<Record<string, unknown>> | undefined;
    return (into, reader, start, end) => {
      table ??= this.compile((name) => wanted.has(name));
      const chosen = table;
      walk(reader, start, end, (type, _at, payload, next) => {
        chosen[type & NLA_TYPE_MASK]?.(into, reader, payload, next);
      });
      if (paired !== undefined && wanted.has(paired.field)) paired.read(reader, start, end, into);
    };
  }

  write(writer: Writer, value: Fields<D> & X, instead: Instead = NOTHING): void {
    this.places ??= placed(this.attributes);
    const fields: Readonly<Record<string, unknown>> = value;
    this.folded?.write(writer, value);
    for (const { name, attribute } of given(this.places, fields, instead)) {
      const field = name in instead ? instead[name] : fields[name];
      if (attribute.reported && writer.isRequest) continue;
      if (attribute.existing && writer.isCreation) continue;
      writer.enter(name);
      if (attribute.many && Array.isArray(field))
        for (const item of field) writeAttribute(writer, attribute, item);
      else writeAttribute(writer, attribute, field);
      writer.leave();
    }
    for (const { type, bytes } of value.unknown ?? []) {
      const at = writer.open(type);
      writer.bytes(bytes);
      writer.close(at);
    }
  }

  readField(name: string, reader: Reader, start: number, end: number): unknown {
    const attribute = this.attributes[name];
    if (attribute === undefined || attribute.many || this.folded !== undefined) {
      const all = emptyOf<Fields<D> & X>();
      this.readInto(all, reader, start, end);
      return Reflect.get(all, name);
    }
    const { type: wanted, codec } = attribute;
    let field: unknown;
    walk(reader, start, end, (type, _at, payload, next) => {
      if ((type & NLA_TYPE_MASK) === wanted) field = codec.read(reader, payload, next) ?? field;
    });
    return field;
  }

  private byType(type: number): [string, Attribute<unknown>] | undefined {
    return Object.entries(this.attributes).find(([, attribute]) => attribute.type === (type & NLA_TYPE_MASK));
  }

  locate(
    reader: Reader,
    start: number,
    end: number,
    target: number,
    path: string[],
  ): Codec<unknown> | undefined {
    const { whole, paired } = this;
    let codec: Codec<unknown> | undefined;
    walk(reader, start, end, (type, at, payload, next) => {
      if (target < at || target >= align4(next)) return;
      const number = type & NLA_TYPE_MASK;
      if (whole?.type === number) {
        codec = whole.locate(reader, payload, next, target, path);
        return;
      }
      if (paired?.types.includes(number) === true) {
        codec = paired.locate(reader, start, end, target, path);
        return;
      }
      const found = this.byType(type);
      path.push(found?.[0] ?? String(number));
      codec = found?.[1].codec;
      if (target >= payload) codec = codec?.locate?.(reader, payload, next, target, path) ?? codec;
    });
    return codec;
  }

  nameOf(type: number): string | undefined {
    const { paired } = this;
    return paired?.types.includes(type & NLA_TYPE_MASK) === true ? paired.field : this.byType(type)?.[0];
  }
}

/** Where an attribute stands in its table, which is the order of writing. */
interface Place {
  readonly order: number;
  readonly name: string;
  readonly attribute: Attribute<unknown>;
}

function placed(definitions: Attributes): ReadonlyMap<string, Place> {
  return new Map(
    Object.entries(definitions).map(([name, attribute], order) => [name, { order, name, attribute }]),
  );
}

/** The attributes that have a value, in the order of their table, of which a request has but a few. */
function given(
  places: ReadonlyMap<string, Place>,
  fields: Readonly<Record<string, unknown>>,
  instead: Instead,
): readonly Place[] {
  const found: Place[] = [];
  for (const name in fields) {
    const place = fields[name] === undefined ? undefined : places.get(name);
    if (place !== undefined && !(name in instead)) insert(found, place);
  }
  for (const name in instead) {
    const place = instead[name] === undefined ? undefined : places.get(name);
    if (place !== undefined) insert(found, place);
  }
  return found;
}

function insert(found: Place[], place: Place): void {
  let at = found.length;
  for (let before = found[at - 1]; before !== undefined && before.order > place.order; before = found[at - 1])
    found[at--] = before;
  found[at] = place;
}

function writeAttribute(writer: Writer, attribute: Attribute<unknown>, value: unknown): void {
  const at = writer.open(attribute.type | (writer.isRequest ? attribute.requestFlags : attribute.flags));
  attribute.codec.write(writer, value);
  writer.close(at);
}

/** Every field of a set is optional, so the empty object is one of its values. */
function emptyOf<T extends object>(): T {
  return Object.create(Object.prototype);
}

/** A dense table of setters. */
export function byNumber<I>(rows: readonly (readonly [number, Setter<I>])[]): Setters<I> {
  const table: (Setter<I> | undefined)[] = [];
  for (const [type, set] of rows) {
    while (table.length <= type) table.push(undefined);
    table[type] = set;
  }
  return table;
}

/** Reads the attributes of `[start, end)`. @returns those without a setter, and those that do not fit their layout */
export function scan<I>(
  setters: Setters<I>,
  into: I,
  reader: Reader,
  start: number,
  end: number,
): UnknownAttribute[] | undefined {
  let unknown: UnknownAttribute[] | undefined;
  let at = start;
  while (at + 4 <= end) {
    const length = reader.u16[at >> 1] ?? 0;
    const next = at + length;
    // A length that cannot be: nothing after it has a known place.
    if (length < 4 || next > end) break;
    const type = reader.u16[(at >> 1) + 1] ?? 0;
    const set = setters[type & NLA_TYPE_MASK];
    if (set === undefined || !set(into, reader, at + 4, next)) {
      unknown ??= [];
      unknown.push({ type, bytes: reader.bytes(at + 4, next) });
    }
    at = align4(next);
  }
  return unknown;
}

function setter(name: string, codec: Codec<unknown>): FieldSetter {
  // Looked up once, and not in each of the dozens of codecs that one list meets.
  const { read } = codec;
  return (into, reader, start, end) => {
    const value = read.call(codec, reader, start, end);
    if (value === undefined) return false;
    into[name] = value;
    return true;
  };
}

/** Reads some of the fields of a folded attribute. */
function pickerOf(whole: Folded<never>, fields: readonly string[]): FieldSetter {
  return (into, reader, start, end) => {
    const all: Record<string, unknown> = {};
    const fits = whole.read(reader, start, end, all);
    for (const name of fields) if (all[name] !== undefined) into[name] = all[name];
    return fits;
  };
}

function appender(name: string, codec: Codec<unknown>): FieldSetter {
  return (into, reader, start, end) => {
    const value = codec.read(reader, start, end);
    if (value === undefined) return false;
    const list = into[name];
    if (Array.isArray(list)) list.push(value);
    else into[name] = [value];
    return true;
  };
}

/** Visits the attributes of `[start, end)` until one has a length that cannot be. */
export function walk(
  reader: Reader,
  start: number,
  end: number,
  visit: (type: number, at: number, payload: number, next: number) => void,
): void {
  let at = start;
  while (at + 4 <= end) {
    const length = reader.u16[at >> 1] ?? 0;
    const next = at + length;
    if (length < 4 || next > end) return;
    visit(reader.u16[(at >> 1) + 1] ?? 0, at, at + 4, next);
    at = align4(next);
  }
}
