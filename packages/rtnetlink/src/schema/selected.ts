import type { Reader } from '../bytes/reader.ts';
import { NLA_F_NESTED, NLA_TYPE_MASK, walk } from './attributes.ts';
import { type Codec, field, type ValueOf } from './codec.ts';
import type { Paired } from './folded.ts';
import { binary, describe, u16 } from './scalar.ts';

/** The layouts to choose from, by the word of the API. */
export type Choices = Readonly<Record<string, Codec<object>>>;

/** A payload of a layout that the table does not have. */
export interface OtherChoice {
  readonly type: number;
  readonly bytes: Uint8Array;
}

/** The content of the payload beside the word that says what it is. */
export type Selected<C extends Choices> =
  | { [N in keyof C & string]: { readonly type: N } & ValueOf<C[N]> }[keyof C & string]
  | OtherChoice;

/** Where the two attributes of a set lie. */
interface Pair {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/** The number and the payload that it selects, in one set of attributes: {@link selected}. */
export interface SelectedField<F extends string, C extends Choices> {
  readonly field: F;
  /** The attribute with the number (`__u16`). */
  readonly selector: number;
  /** The attribute with the payload; marked with `NLA_F_NESTED` in requests only, as the kernel reports it without. */
  readonly payload: number;
  /** The numbers on the wire, which may be of more words than there are layouts. */
  readonly numbers: Readonly<Record<keyof C & string, number>>;
  readonly choices: C;
}

/**
 * An attribute of which the layout is told by another in the same set (`RTA_ENCAP` by `RTA_ENCAP_TYPE`), as one field:
 * a union of objects that `type` discriminates.
 */
export function selected<const F extends string, const C extends Choices>({
  field: name,
  selector,
  payload,
  numbers,
  choices,
}: SelectedField<F, C>): Paired<{ [K in F]?: Selected<C> | undefined }> {
  const wordOf = new Map(Object.entries<number>(numbers).map(([word, number]) => [number, word]));

  function find(reader: Reader, start: number, end: number): Pair | undefined {
    let number: number | undefined;
    let content: readonly [number, number] | undefined;
    walk(reader, start, end, (type, _at, from, to) => {
      if ((type & NLA_TYPE_MASK) === payload) content = [from, to];
      else if ((type & NLA_TYPE_MASK) === selector && to - from === 2) number = reader.u16[from >> 1];
    });
    return number === undefined || content === undefined
      ? undefined
      : { number, start: content[0], end: content[1] };
  }

  return {
    field: name,
    types: [selector, payload],
    shape: {
      of: 'parts',
      parts: {
        [name]: {
          shape: {
            of: 'parts',
            parts: { ...choices, type: { shape: { of: 'enumeration', base: u16, words: numbers } } },
          },
        },
      },
    },
    read(reader, start, end, into) {
      const pair = find(reader, start, end);
      if (pair === undefined) return false;
      const word = wordOf.get(pair.number);
      const codec = word === undefined ? undefined : choices[word];
      if (codec === undefined) {
        into[name] = { type: pair.number, bytes: reader.bytes(pair.start, pair.end) };
        return true;
      }
      const value = codec.read(reader, pair.start, pair.end);
      if (value === undefined) return false;
      into[name] = { type: word, ...value };
      return true;
    },
    write(writer, from) {
      const value = from[name];
      if (value === undefined) return;
      writer.enter(name);
      const { type, ...content } = value;
      const codec = typeof type === 'string' && Object.hasOwn(choices, type) ? choices[type] : bytesOf;
      const number = typeof type === 'string' && codec !== bytesOf ? numbers[type] : type;
      if (typeof number !== 'number' || codec === undefined) {
        writer.enter('type');
        throw writer.error(
          `expected one of ${Object.keys(choices).join(', ')}, or a number with bytes; got ${describe(type)}`,
        );
      }
      const at = writer.open(payload | (writer.isRequest ? NLA_F_NESTED : 0));
      codec.write(writer, content);
      writer.close(at);
      const told = writer.open(selector);
      u16.write(writer, number);
      writer.close(told);
      writer.leave();
    },
    locate(reader, start, end, target, path) {
      path.push(name);
      const pair = find(reader, start, end);
      if (pair === undefined) return undefined;
      if (target < pair.start - 4 || target >= pair.end) {
        path.push('type');
        return undefined;
      }
      const codec = choices[wordOf.get(pair.number) ?? ''];
      return codec?.locate?.(reader, pair.start, pair.end, target, path) ?? codec;
    },
  };
}

/** The content of an {@link OtherChoice}. */
const bytesOf: Codec<object> = {
  read: (reader, start, end) => ({ bytes: reader.bytes(start, end) }),
  write(writer, value) {
    field(writer, 'bytes', binary, Reflect.get(value, 'bytes'));
  },
};
