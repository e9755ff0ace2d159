import { align4 } from '../bytes/align.ts';
import type { Reader } from '../bytes/reader.ts';
import type { AttributeSet, Attributes } from './attributes.ts';
import { type Codec, type FixedCodec, field, type MessageBody, type ValueOf } from './codec.ts';
import { once } from './once.ts';
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
  const layout = once(() => placed(header()));

  /** The one place where the object that is being made is told to be the type that the declaration says. */
  function isWhole(value: Record<string, unknown>): value is Record<string, unknown> & Whole<H, F> {
    return layout().places.every(({ name }) => value[name] !== undefined);
  }

  function read(reader: Reader, start: number, end: number): Whole<H, F> | undefined {
    const { places, size } = layout();
    if (end - start < size) return undefined;
    const value: Record<string, unknown> = {};
    for (const { name, codec, offset } of places)
      value[name] = codec.read(reader, start + offset, start + offset + codec.size);
    if (!isWhole(value)) return undefined;
    attributes.readInto(value, reader, start + align4(size), end);
    return value;
  }

  return {
    get headerLength() {
      return align4(layout().size);
    },
    get attributes() {
      return attributes.attributes;
    },
    get shape(): Shape {
      const { places } = layout();
      return {
        of: 'parts',
        parts: { ...Object.fromEntries(places.map(({ name, codec }) => [name, codec])), attributes },
      };
    },
    read,
    write(writer, value) {
      const { places, size } = layout();
      const origin = writer.length;
      const values: Readonly<Record<string, unknown>> = { ...value };
      for (const { name, codec, offset } of places) {
        writer.zero(origin + offset - writer.length);
        if (values[name] === undefined) writer.zero(codec.size);
        else field(writer, name, codec, values[name]);
      }
      writer.zero(origin + align4(size) - writer.length);
      attributes.write(writer, value);
    },
    locate: (reader, start, end, target, path) =>
      attributes.locate(reader, start + align4(layout().size), end, target, path),
    nameOf: attributes.nameOf,
  };
}

function placed(header: HeaderFields): { readonly places: readonly Field[]; readonly size: number } {
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
