import type { Reader } from '../bytes/reader.ts';
import {
  type Attributes,
  byNumber,
  type FieldOf,
  type Setter,
  type Setters,
  scan,
  type UnknownAttribute,
  walk,
} from './attributes.ts';
import type { Codec } from './codec.ts';
import type { Folded } from './folded.ts';
import { once } from './once.ts';

/*
 * What V8 makes of objects (Node.js 20):
 *
 * One that gets dozens of fields one by one through computed names ends as a hash table: slow to fill and slow to read
 * (65 fields, 40 of them filled: 3.8 µs).
 *
 * One that begins with a spread and gets more fields has a hidden class of its own: `{ ...eightFields, a, b, c, d }`
 * takes 3.6 µs and 2,000 bytes, `{ a, b, c, d, ...eightFields }` 0.09 µs and 250. So where much is made, one field
 * stands before the spread.
 */

/** The values of a table by attribute number. */
export type ByNumber<D extends Attributes> = {
  readonly [K in keyof D as D[K]['type']]?: FieldOf<D[K]> | undefined;
};

/** What was met beside the values of the literal. */
interface Met {
  /** Where the folded attribute lies; negative where it is not there. */
  start: number;
  end: number;
  /** Some of those that the literal does not have are there. */
  hasOthers: boolean;
}

interface Compiled {
  readonly setters: Setters<unknown[]>;
  readonly values: unknown[];
  readonly met: Met;
  /** Those that the literal does not have. */
  readonly others: readonly { readonly name: string; readonly type: number }[];
}

/**
 * Reads a table of attributes into objects that a literal makes of their values, for tables of which thousands are
 * read in a row: the compiler knows the names in a literal. `into[name] = value`, by which all other sets are read, is
 * one place in the program for all names, of which each costs V8 a search (a link of 45 attributes: 2.9 µs, by a
 * literal 2.4).
 *
 * @param make the literal; what the table has beside its fields is added to the object one by one
 */
export function literal<const D extends Attributes, T extends object>(
  table: () => D,
  folded: Folded<never>,
  make: (values: ByNumber<D>, unknown: readonly UnknownAttribute[] | undefined) => T,
): (reader: Reader, start: number, end: number) => T {
  const compiled = once(() => compile(table(), folded, new Set(Object.keys(make({}, undefined)))));
  return (reader, start, end) => {
    const { setters, values, met, others } = compiled();
    // Array.prototype.fill is a call that takes three times as long.
    for (let type = 0; type < values.length; type++) values[type] = undefined;
    met.start = -1;
    met.hasOthers = false;
    const unknown = scan(setters, values, reader, start, end);
    // The setters put each value where its type says.
    const object = make(values as ByNumber<D>, unknown);
    if (met.hasOthers)
      for (const { name, type } of others)
        if (values[type] !== undefined) Reflect.set(object, name, values[type]);
    if (met.start < 0 || folded.read(reader, met.start, met.end, object as Record<string, unknown>))
      return object;
    walk(reader, start, end, (type, _at, payload, next) => {
      if (payload !== met.start) return;
      Reflect.set(object, 'unknown', [...(unknown ?? []), { type, bytes: reader.bytes(payload, next) }]);
    });
    return object;
  };
}

function compile(table: Attributes, folded: Folded<never>, made: ReadonlySet<string>): Compiled {
  const rows = Object.entries(table).map(([name, { type, codec }]) => ({ name, type, codec }));
  const others = rows.filter(({ name }) => !made.has(name));
  const met: Met = { start: -1, end: -1, hasOthers: false };
  const noteFolded: Setter<unknown[]> = (_values, _reader, start, end) => {
    met.start = start;
    met.end = end;
    return true;
  };
  const noting = (set: Setter<unknown[]>): Setter<unknown[]> => {
    return (values, reader, start, end) => {
      met.hasOthers = true;
      return set(values, reader, start, end);
    };
  };
  return {
    setters: byNumber([
      ...rows.map(({ type, codec }) => [type, setter(type, codec)] as const),
      ...others.map(({ type, codec }) => [type, noting(setter(type, codec))] as const),
      [folded.type, noteFolded] as const,
    ]),
    values: new Array(Math.max(...rows.map(({ type }) => type)) + 1).fill(undefined),
    met,
    others,
  };
}

function setter(type: number, codec: Codec<unknown>): Setter<unknown[]> {
  const { read } = codec;
  return (values, reader, start, end) => {
    const value = read.call(codec, reader, start, end);
    if (value === undefined) return false;
    values[type] = value;
    return true;
  };
}
