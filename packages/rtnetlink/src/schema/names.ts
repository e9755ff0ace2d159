import type { FixedCodec } from './codec.ts';
import { once } from './once.ts';
import { describe } from './scalar.ts';
import type { Shape } from './shape.ts';

/** A table of the kernel's words and their numbers, as in a C `enum`. */
export type Words = Readonly<Record<string, number>>;

function byValue(words: Words): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  // The first name wins, so that an alias of the header can follow the name it repeats.
  for (const [name, value] of Object.entries(words)) if (!names.has(value)) names.set(value, name);
  return names;
}

/** A value of an enumeration: a known word, or the number of one that is newer than this table. */
export type Word<W extends Words> = (keyof W & string) | number;

/** An enumeration of which unknown values stay numbers. */
export function enumeration<const W extends Words>(
  base: FixedCodec<number>,
  table: () => W,
): FixedCodec<Word<W>> {
  const words = once(table);
  const names = once(() => byValue(words()));
  const isWord = (name: string | undefined): name is keyof W & string => name !== undefined;
  return {
    get shape(): Shape {
      return { of: 'enumeration', base, words: words() };
    },
    size: base.size,
    alignment: base.alignment,
    read(reader, start, end) {
      const value = base.read(reader, start, end);
      if (value === undefined) return undefined;
      const name = names().get(value);
      return isWord(name) ? name : value;
    },
    write(writer, value) {
      const number = typeof value === 'string' && Object.hasOwn(words(), value) ? words()[value] : value;
      if (typeof number !== 'number')
        throw writer.error(
          `expected one of ${Object.keys(words()).join(', ')}, or a number; got ${describe(value)}`,
        );
      base.write(writer, number);
    },
  };
}

/** An enumeration over 64 bits, of which unknown values stay bigints. */
export function enumeration64<const W extends Readonly<Record<string, bigint>>>(
  base: FixedCodec<bigint>,
  table: () => W,
): FixedCodec<(keyof W & string) | bigint> {
  const words = once(table);
  const names = once(() => {
    const made = new Map<bigint, keyof W & string>();
    for (const [name, value] of Object.entries(words())) made.set(value, name);
    return made;
  });
  return {
    size: base.size,
    alignment: base.alignment,
    read(reader, start, end) {
      const value = base.read(reader, start, end);
      return value === undefined ? undefined : (names().get(value) ?? value);
    },
    write(writer, value) {
      const number = typeof value === 'string' && Object.hasOwn(words(), value) ? words()[value] : value;
      if (typeof number !== 'bigint')
        throw writer.error(
          `expected one of ${Object.keys(words()).join(', ')}, or a bigint; got ${describe(value)}`,
        );
      base.write(writer, number);
    },
  };
}

/** Flag bits as a list of words; a bit without a word is in the list as its value. */
export type FlagWords<W extends Words> = readonly Word<W>[];

/** The words of `value`, lowest bit first; equal values share one frozen list. */
export function flagNames<const W extends Words>(words: () => W): (value: number) => FlagWords<W> {
  const names = once(() => byValue(words()));
  const known = new Map<number, FlagWords<W>>();
  const isWord = (name: string | undefined): name is keyof W & string => name !== undefined;
  return (value) => {
    const seen = known.get(value);
    if (seen !== undefined) return seen;
    const list: Word<W>[] = [];
    for (let bit = 0; bit < 32; bit++) {
      const mask = (1 << bit) >>> 0;
      if ((value & mask) === 0) continue;
      const name = names().get(mask);
      list.push(isWord(name) ? name : mask);
    }
    const frozen = Object.freeze(list);
    // Hostile input can make up any value; real traffic has a handful.
    if (known.size < 1024) known.set(value, frozen);
    return frozen;
  };
}

/** The inverse of {@link flagNames}. @returns undefined with the first word that is not in the table */
export function flagBits<const W extends Words>(
  words: W,
  list: FlagWords<W>,
): number | { readonly wrong: unknown } {
  let value = 0;
  for (const item of list) {
    const bit = typeof item === 'string' && Object.hasOwn(words, item) ? words[item] : item;
    if (typeof bit !== 'number') return { wrong: item };
    value |= bit;
  }
  return value >>> 0;
}

/** A flag word as a list of names. */
export function flagset<const W extends Words>(
  base: FixedCodec<number>,
  table: () => W,
): FixedCodec<FlagWords<W>> {
  const words = once(table);
  const decode = flagNames(words);
  return {
    get shape(): Shape {
      return { of: 'flags', base, words: words() };
    },
    size: base.size,
    alignment: base.alignment,
    read(reader, start, end) {
      const value = base.read(reader, start, end);
      return value === undefined ? undefined : decode(value);
    },
    write(writer, value) {
      const bits = Array.isArray(value) ? flagBits(words(), value) : { wrong: value };
      if (typeof bits !== 'number')
        throw writer.error(`expected ${Object.keys(words()).join(', ')}; got ${describe(bits.wrong)}`);
      base.write(writer, bits);
    },
  };
}
