import type { Reader } from '../bytes/reader.ts';
import type { Writer } from '../bytes/writer.ts';
import type { Shape } from './shape.ts';

/**
 * Both directions of one payload. A layout is declared once as a codec; its type, reader and writer follow.
 *
 * `read` never throws and never looks outside `[start, end)`; it answers `undefined` when the bytes do not fit
 * the layout, and the caller then keeps them as they are. `start` is 4-byte aligned unless the codec is a field
 * of a struct.
 */
export interface Codec<T> {
  /** Reads the payload. @returns undefined when the bytes do not fit the layout */
  read(reader: Reader, start: number, end: number): T | undefined;
  /** Appends the payload. @throws {EncodeError} for a value that is not of the layout */
  write(writer: Writer, value: T): void;
  /**
   * For payloads that hold attributes: adds to `path` the names that lead to the attribute at offset `target`.
   * @returns the layout of that attribute's payload, where it is known
   */
  locate?(
    reader: Reader,
    start: number,
    end: number,
    target: number,
    path: string[],
  ): Codec<unknown> | undefined;
  /** For payloads that hold attributes: the name of attribute `type` within this nest. */
  nameOf?(type: number): string | undefined;
  /** What the codec was declared from, where that is more than a scalar. */
  readonly shape?: Shape | undefined;
}

/** The value type of a codec. */
export type ValueOf<C> = C extends Codec<infer T> ? T : never;

/** Writes a value that has a name, of which an error then speaks. */
export function field<T>(writer: Writer, name: string, codec: Codec<T>, value: T): void {
  writer.enter(name);
  codec.write(writer, value);
  writer.leave();
}

/** A codec of fixed size, which can be a field of a C struct. */
export interface FixedCodec<T> extends Codec<T> {
  /** `sizeof`, in bytes. */
  readonly size: number;
  /** `_Alignof`, in bytes. */
  readonly alignment: number;
}

/** The body of a message: reads a whole object with its header fields, writes any part of one. */
export interface MessageBody<Whole extends Part, Part> extends Codec<Part> {
  /** Reads the body. @returns undefined when it is shorter than the fixed header of its type */
  read(reader: Reader, start: number, end: number): Whole | undefined;
  locate: NonNullable<Codec<unknown>['locate']>;
  nameOf: NonNullable<Codec<unknown>['nameOf']>;
}
