import type { Attributes } from './attributes.ts';
import type { Codec, FixedCodec } from './codec.ts';
import type { Words } from './names.ts';

/** A field of a C struct and where it lies. */
export interface Field {
  readonly name: string;
  readonly codec: FixedCodec<unknown>;
  /** `offsetof`, in bytes. */
  readonly offset: number;
}

/**
 * What a codec was declared from. Reading and writing need none of it: it is for checks and documents that are made
 * from the declarations, which find every table by walking from the message bodies.
 */
export type Shape =
  | { readonly of: 'attributes'; readonly attributes: Attributes; readonly folded?: Shape }
  | { readonly of: 'struct'; readonly fields: readonly Field[] }
  | { readonly of: 'enumeration' | 'flags'; readonly base: FixedCodec<number>; readonly words: Words }
  /** Elements of one layout: a C array, or a nest with attributes of type `fixed`, else 0, 1, 2, ... */
  | {
      readonly of: 'array' | 'nestedList';
      readonly element: Codec<unknown>;
      readonly fixed?: number | undefined;
    }
  /** Settings by id: `IFLA_INET_CONF` and its like. */
  | { readonly of: 'settings'; readonly words: Words }
  /** A payload written by hand, whose parts are declared: a header, and sets of attributes behind it. */
  | { readonly of: 'parts'; readonly parts: Readonly<Record<string, Described>> };

/** Something that says what it was declared from. */
export type Described = Pick<Codec<unknown>, 'shape'>;
