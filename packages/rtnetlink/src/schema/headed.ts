import { align4 } from '../bytes/align.ts';
import type { Reader } from '../bytes/reader.ts';
import type { Writer } from '../bytes/writer.ts';
import type { AttributeSet, Attributes } from './attributes.ts';
import { type Codec, type FixedCodec, field, type MessageBody, type ValueOf } from './codec.ts';
import type { Field, Shape } from './shape.ts';

/** Bytes of a header that mean nothing and are zero. */
export interface Reserved {
  readonly reserved: true;
  readonly size: number;
  readonly alignment: 1;
}

/** `size` bytes that mean nothing, where natural alignment does not leave them out by itself. */
export function reserved(size: number): Reserved {
  return { reserved: true, size, alignment: 1 };
}

/** The fields of a C struct in order. */
export type HeaderFields = Readonly<Record<string, FixedCodec<unknown> | Reserved>>;

type Header<H extends HeaderFields> = {
  -readonly [K in keyof H as H[K] extends Reserved ? never : K]: ValueOf<H[K]>;
};

/** What a {@link headed} layout reads: all of the header, and the attributes that were sent. */
type Whole<H extends HeaderFields, F> = Header<H> & F;

/** What it writes: a field of the header that is not given is zero. */
type Part<H extends HeaderFields, F> = { [K in keyof Header<H>]?: Header<H>[K] | undefined } & F;

/** The object that a {@link headed} layout reads. */
export type WholeOf<C> = C extends HeadedCodec<infer W, infer _P> ? W : never;

/** The object that a {@link headed} layout writes. */
export type PartOf<C> = C extends HeadedCodec<infer _W, infer P> ? P : never;

/** A struct and the attributes behind it, as fields of one object. */
export interface HeadedCodec<W extends P, P> extends MessageBody<W, P> {
  /** Bytes before the first attribute. */
  readonly headerLength: number;
  readonly attributes: Attributes;
}

/**
 * A C struct with natural alignment and the attributes behind it: the body of a message, or the payload of an
 * attribute of such a shape (`MDBA_MDB_ENTRY_INFO`).
 */
export function headed<const H extends HeaderFields, F extends object>(
  header: () => H,
  attributes: AttributeSet<F>,
): HeadedCodec<Whole<H, F>, Part<H, F>> {
  return new Headed(header, attributes);
}

/** Where the fields lie that are not {@link Reserved}. */
interface Layout {
  readonly places: readonly Field[];
  readonly size: number;
}

/** Not `#`: an altered layout has this one for its prototype. */
class Headed<H extends HeaderFields, F extends object> implements HeadedCodec<Whole<H, F>, Part<H, F>> {
  private readonly header: () => H;
  private readonly behind: AttributeSet<F>;
  private made: Layout | undefined;

  constructor(header: () => H, behind: AttributeSet<F>) {
    this.header = header;
    this.behind = behind;
  }

  private get layout(): Layout {
    this.made ??= placed(this.header());
    return this.made;
  }

  get headerLength(): number {
    return align4(this.layout.size);
  }

  get attributes(): Attributes {
    return this.behind.attributes;
  }

  get shape(): Shape {
    const header = Object.fromEntries(this.layout.places.map(({ name, codec }) => [name, codec]));
    return { of: 'parts', parts: { ...header, attributes: this.behind } };
  }

  read(reader: Reader, start: number, end: number): Whole<H, F> | undefined {
    const { places, size } = this.layout;
    if (end - start < size) return undefined;
    const value: Record<string, unknown> = {};
    for (const { name, codec, offset } of places)
      value[name] = codec.read(reader, start + offset, start + offset + codec.size);
    if (!this.isWhole(value)) return undefined;
    this.behind.readInto(value, reader, start + align4(size), end);
    return value;
  }

  /** The one place where the object that is being made is told to be the type that the declaration says. */
  private isWhole(value: Record<string, unknown>): value is Record<string, unknown> & Whole<H, F> {
    return this.layout.places.every(({ name }) => value[name] !== undefined);
  }

  write(writer: Writer, value: Part<H, F>): void {
    const { places, size } = this.layout;
    const origin = writer.length;
    const values: Readonly<Record<string, unknown>> = { ...value };
    for (const { name, codec, offset } of places) {
      writer.zero(origin + offset - writer.length);
      if (values[name] === undefined) writer.zero(codec.size);
      else field(writer, name, codec, values[name]);
    }
    writer.zero(origin + align4(size) - writer.length);
    this.behind.write(writer, value);
  }

  locate(
    reader: Reader,
    start: number,
    end: number,
    target: number,
    path: string[],
  ): Codec<unknown> | undefined {
    return this.behind.locate(reader, start + this.headerLength, end, target, path);
  }

  nameOf(type: number): string | undefined {
    return this.behind.nameOf(type);
  }
}

function placed(header: HeaderFields): Layout {
  const places: Field[] = [];
  let size = 0;
  for (const [name, codec] of Object.entries(header)) {
    const offset = Math.ceil(size / codec.alignment) * codec.alignment;
    if (!('reserved' in codec)) places.push({ name, codec, offset });
    size = offset + codec.size;
  }
  return { places, size };
}

/** A {@link headed} layout as the payload of an attribute, where all of the header is given. */
export function whole<W extends P, P>(codec: HeadedCodec<W, P>): Codec<W> {
  return codec;
}
