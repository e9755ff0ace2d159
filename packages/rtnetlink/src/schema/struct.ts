import type { Reader } from '../bytes/reader.ts';
import type { Writer } from '../bytes/writer.ts';
import { type FixedCodec, field, type ValueOf } from './codec.ts';
import type { Described, Field, Shape } from './shape.ts';

/** A struct, with the names of its fields. */
export interface StructCodec<T> extends FixedCodec<T> {
  readonly fields: readonly string[];
}

type FieldCodecs = Readonly<Record<string, FixedCodec<unknown>>>;

type Values<F extends FieldCodecs> = { [K in keyof F]: ValueOf<F[K]> };

/**
 * The value of a C struct: its first fields, those that later kernels appended (absent when this kernel's struct
 * ends before them), and `tail`, the bytes of fields that this table does not know yet, or of one that is cut off.
 */
export type StructValue<F extends FieldCodecs, L extends FieldCodecs> = Values<F> & {
  [K in keyof L]?: ValueOf<L[K]> | undefined;
} & { tail?: Uint8Array | undefined };

/**
 * A C struct with natural alignment.
 *
 * @param fields what every kernel sends, in order
 * @param later what later kernels appended, in order
 */
export function struct<const F extends FieldCodecs, const L extends FieldCodecs = Record<never, never>>(
  fields: () => F,
  later?: () => L,
): StructCodec<StructValue<F, L>> {
  return new Struct(fields, later);
}

/** Not `#`: an altered layout has this one for its prototype. */
class Struct<F extends FieldCodecs, L extends FieldCodecs> implements StructCodec<StructValue<F, L>> {
  private readonly declared: () => F;
  private readonly later: (() => L) | undefined;
  private made: Layout | undefined;

  constructor(declared: () => F, later: (() => L) | undefined) {
    this.declared = declared;
    this.later = later;
  }

  private get layout(): Layout {
    this.made ??= laidOut(this.declared(), this.later?.());
    return this.made;
  }

  get fields(): string[] {
    return this.layout.all.map(({ name }) => name);
  }

  get shape(): Shape {
    return { of: 'struct', fields: this.layout.all };
  }

  get size(): number {
    return this.layout.size;
  }

  get alignment(): number {
    return this.layout.alignment;
  }

  read(reader: Reader, start: number, end: number): StructValue<F, L> | undefined {
    const { base, appended, size, alignment } = this.layout;
    const length = end - start;
    if (length < size) return undefined;
    const value: Record<string, unknown> = {};
    for (const { name, codec, offset } of base)
      value[name] = codec.read(reader, start + offset, start + offset + codec.size);
    let reached = size;
    for (const { name, codec, offset } of appended) {
      if (offset + codec.size > length) break;
      value[name] = codec.read(reader, start + offset, start + offset + codec.size);
      reached = roundUp(offset + codec.size, alignment);
    }
    // Newer fields, or one that is not there to its end.
    if (length > reached) value['tail'] = reader.bytes(start + reached, end);
    return this.isComplete(value, base) ? value : undefined;
  }

  /** The one place where the loop above is told to be the type that the declaration says. */
  private isComplete(
    value: Record<string, unknown>,
    fields: readonly Field[],
  ): value is StructValue<F, L> & Record<string, unknown> {
    return fields.every(({ name }) => value[name] !== undefined);
  }

  write(writer: Writer, value: StructValue<F, L>): void {
    const { base, appended, alignment } = this.layout;
    const origin = writer.length;
    const values: Readonly<Record<string, unknown>> = value;
    for (const field of base) writeField(writer, origin, field, values[field.name]);
    writer.pad(alignment, origin);
    for (const field of appended) {
      if (values[field.name] === undefined) break;
      writeField(writer, origin, field, values[field.name]);
    }
    writer.pad(alignment, origin);
    if (value.tail !== undefined) writer.bytes(value.tail);
  }
}

interface Layout {
  /** What every kernel sends. */
  readonly base: readonly Field[];
  /** What later kernels appended. */
  readonly appended: readonly Field[];
  readonly all: readonly Field[];
  /** `sizeof` of what every kernel sends. */
  readonly size: number;
  readonly alignment: number;
}

function laidOut(fields: FieldCodecs, later: FieldCodecs = {}): Layout {
  const base: Field[] = [];
  const appended: Field[] = [];
  let offset = 0;
  let alignment = 1;
  const place = (list: Field[], codecs: FieldCodecs): void => {
    for (const [name, codec] of Object.entries(codecs)) {
      offset = roundUp(offset, codec.alignment);
      list.push({ name, codec, offset });
      offset += codec.size;
      alignment = Math.max(alignment, codec.alignment);
    }
  };
  place(base, fields);
  const size = roundUp(offset, alignment);
  place(appended, later);
  return { base, appended, all: [...base, ...appended], size, alignment };
}

function writeField(writer: Writer, origin: number, { name, codec }: Field, value: unknown): void {
  writer.pad(codec.alignment, origin);
  field(writer, name, codec, value);
}

function roundUp(value: number, alignment: number): number {
  return Math.ceil(value / alignment) * alignment;
}

/** A C array that fills the payload. */
export function array<T>(element: FixedCodec<T>): Described & {
  read(reader: Reader, start: number, end: number): T[] | undefined;
  write(writer: Writer, value: readonly T[]): void;
} {
  return {
    shape: { of: 'array', element },
    read(reader, start, end) {
      if ((end - start) % element.size !== 0) return undefined;
      const values: T[] = [];
      for (let at = start; at < end; at += element.size) {
        const value = element.read(reader, at, at + element.size);
        if (value === undefined) return undefined;
        values.push(value);
      }
      return values;
    },
    write(writer, value) {
      for (const [index, item] of value.entries()) {
        writer.enter(String(index));
        element.write(writer, item);
        writer.leave();
      }
    },
  };
}
