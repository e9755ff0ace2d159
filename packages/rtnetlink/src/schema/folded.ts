import type { Reader } from '../bytes/reader.ts';
import type { Writer } from '../bytes/writer.ts';
import type { Codec } from './codec.ts';
import type { Shape } from './shape.ts';

/** See {@link Codec.locate}. */
export type Locate = NonNullable<Codec<unknown>['locate']>;

/** Attributes whose content belongs to the fields of the enclosing object instead of a field of their own. */
export interface Folded<X> {
  readonly type: number;
  readonly fields: readonly string[];
  /** @returns false when the payload is damaged; it is kept as unknown then */
  read(reader: Reader, start: number, end: number, into: Record<string, unknown>): boolean;
  /** Opens, writes and closes the attribute if the fields ask for it. */
  write(writer: Writer, from: X): void;
  locate: Locate;
  /** See {@link Codec.shape}. */
  readonly shape?: Shape;
}

/** Two attributes that make one field of the enclosing object together, in whatever order they come. */
export interface Paired<X> {
  /** The name of the field. */
  readonly field: string;
  readonly types: readonly [number, number];
  /**
   * Looks for both in the whole set.
   * @returns false when they make no value; both are kept as unknown then
   */
  read(reader: Reader, start: number, end: number, into: Record<string, unknown>): boolean;
  write(writer: Writer, from: X): void;
  /** As {@link Codec.locate} over the whole set, for a target within one of the two. */
  locate: Locate;
  /** See {@link Codec.shape}. */
  readonly shape: Shape;
}
