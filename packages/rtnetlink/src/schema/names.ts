import type { Reader } from '../bytes/reader.ts';
import type { Writer } from '../bytes/writer.ts';
import type { FixedCodec } from './codec.ts';
import { once } from './once.ts';
import { describe } from './scalar.ts';
import type { Shape } from './shape.ts';

/** A table of the kernel's words and their numbers, as in a C `enum`. */
export type Words = Readonly<Record<string, number>>;

function byValue<N>(words: Readonly<Record<string, N>>): ReadonlyMap<N, string> {
  const names = new Map<N, string>();
  // The first name wins, so that an alias of the header can follow the name it repeats.
  for (const [name, value] of Object.entries(words)) if (!names.has(value)) names.set(value, name);
  return names;
}

/** A value of an enumeration: a known word, or the number of one that is newer than this table. */
export type Word<W extends Words> = (keyof W & string) | number;

/** A number with words, made when they are first looked at. */
abstract class Worded<N extends number | bigint, W extends Readonly<Record<string, N>>, T>
  implements FixedCodec<T>
{
  protected readonly base: FixedCodec<N>;
  private readonly table: () => W;
  private made: W | undefined;

  constructor(base: FixedCodec<N>, table: () => W) {
    this.base = base;
    this.table = table;
  }

  get words(): W {
    this.made ??= this.table();
    return this.made;
  }

  get size(): number {
    return this.base.size;
  }

  get alignment(): number {
    return this.base.alignment;
  }

  abstract read(reader: Reader, start: number, end: number): T | undefined;
  abstract write(writer: Writer, value: T): void;
}

/** The number of a word, or a number itself; undefined for anything else. */
function numberOf<N extends number | bigint>(
  words: Readonly<Record<string, N>>,
  value: string | N,
): string | N | undefined {
  return typeof value === 'string' && Object.hasOwn(words, value) ? words[value] : value;
}

class Enumeration<W extends Words> extends Worded<number, W, Word<W>> {
  private names: ReadonlyMap<number, string> | undefined;

  get shape(): Shape {
    return { of: 'enumeration', base: this.base, words: this.words };
  }

  read(reader: Reader, start: number, end: number): Word<W> | undefined {
    const value = this.base.read(reader, start, end);
    if (value === undefined) return undefined;
    this.names ??= byValue(this.words);
    const name = this.names.get(value);
    return isWordOf<W>(name) ? name : value;
  }

  write(writer: Writer, value: Word<W>): void {
    const number = numberOf(this.words, value);
    if (typeof number !== 'number')
      throw writer.error(
        `expected one of ${Object.keys(this.words).join(', ')}, or a number; got ${describe(value)}`,
      );
    this.base.write(writer, number);
  }
}

/** What a look-up in the table {@link byValue} made of W gives. */
function isWordOf<W>(name: string | undefined): name is keyof W & string {
  return name !== undefined;
}

/** An enumeration of which unknown values stay numbers. */
export function enumeration<const W extends Words>(
  base: FixedCodec<number>,
  table: () => W,
): FixedCodec<Word<W>> {
  return new Enumeration(base, table);
}

class Enumeration64<W extends Readonly<Record<string, bigint>>> extends Worded<
  bigint,
  W,
  (keyof W & string) | bigint
> {
  private names: ReadonlyMap<bigint, string> | undefined;

  read(reader: Reader, start: number, end: number): (keyof W & string) | bigint | undefined {
    const value = this.base.read(reader, start, end);
    if (value === undefined) return undefined;
    this.names ??= byValue(this.words);
    const name = this.names.get(value);
    return isWordOf<W>(name) ? name : value;
  }

  write(writer: Writer, value: (keyof W & string) | bigint): void {
    const number = numberOf(this.words, value);
    if (typeof number !== 'bigint')
      throw writer.error(
        `expected one of ${Object.keys(this.words).join(', ')}, or a bigint; got ${describe(value)}`,
      );
    this.base.write(writer, number);
  }
}

/** An enumeration over 64 bits, of which unknown values stay bigints. */
export function enumeration64<const W extends Readonly<Record<string, bigint>>>(
  base: FixedCodec<bigint>,
  table: () => W,
): FixedCodec<(keyof W & string) | bigint> {
  return new Enumeration64(base, table);
}

/** Flag bits as a list of words; a bit without a word is in the list as its value. */
export type FlagWords<W extends Words> = readonly Word<W>[];

/** The words of `value`, lowest bit first; equal values share one frozen list. */
export function flagNames<const W extends Words>(words: () => W): (value: number) => FlagWords<W> {
  const names = once(() => byValue(words()));
  const known = new Map<number, FlagWords<W>>();
  let last = -1;
  let lastList: FlagWords<W> = [];
  return (value) => {
    // What is listed is mostly alike.
    if (value === last) return lastList;
    const seen = known.get(value);
    if (seen !== undefined) {
      last = value;
      lastList = seen;
      return seen;
    }
    const list: Word<W>[] = [];
    for (let bit = 0; bit < 32; bit++) {
      const mask = (1 << bit) >>> 0;
      if ((value & mask) === 0) continue;
      const name = names().get(mask);
      list.push(isWordOf<W>(name) ? name : mask);
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

class Flags<W extends Words> extends Worded<number, W, FlagWords<W>> {
  private decode: ((value: number) => FlagWords<W>) | undefined;

  get shape(): Shape {
    return { of: 'flags', base: this.base, words: this.words };
  }

  read(reader: Reader, start: number, end: number): FlagWords<W> | undefined {
    const value = this.base.read(reader, start, end);
    if (value === undefined) return undefined;
    this.decode ??= flagNames(() => this.words);
    return this.decode(value);
  }

  write(writer: Writer, value: FlagWords<W>): void {
    const bits = Array.isArray(value) ? flagBits(this.words, value) : { wrong: value };
    if (typeof bits !== 'number')
      throw writer.error(`expected ${Object.keys(this.words).join(', ')}; got ${describe(bits.wrong)}`);
    this.base.write(writer, bits);
  }
}

/** A flag word as a list of names. */
export function flagset<const W extends Words>(
  base: FixedCodec<number>,
  table: () => W,
): FixedCodec<FlagWords<W>> {
  return new Flags(base, table);
}
