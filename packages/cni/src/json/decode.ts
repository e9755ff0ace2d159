import { JsonNumber, JsonObject, type JsonValue } from './parse.ts';

/**
 * Typed reading of JSON by the rules of Go's encoding/json, which every CNI configuration in the field was written
 * against: keys match in any case, the last duplicate wins, `null` leaves the default, unknown keys are ignored, a
 * wrong type is fatal. The Go names of types are part of the messages.
 */
export interface Decoder<T> {
  /** Name of the type in Go, as it stands in messages. */
  readonly goType: string;
  /** What an absent key or `null` gives. */
  zero(): T;
  decode(value: NonNullable<JsonValue>, where: Where): T;
}

/** What a decoder gives. */
export type Decoded<D> = D extends Decoder<infer T> ? T : never;

/** Where a value stands: the innermost Go struct and the keys from the root; `keys` is empty at the root. */
export interface Where {
  readonly struct: string;
  readonly keys: string;
  /** Inside a Go type with a decoder of its own: what is inside is reported at the type's place. */
  readonly opaque: boolean;
}

/** A value of the wrong type, or one that its type refuses. */
export class JsonTypeError extends Error {
  override readonly name = 'JsonTypeError';
}

const ROOT: Where = { struct: '', keys: '', opaque: false };

/** Reads a whole document; @throws {JsonTypeError} */
export function decode<T>(decoder: Decoder<T>, value: JsonValue): T {
  return read(decoder, value, ROOT);
}

function read<T>(decoder: Decoder<T>, value: JsonValue, where: Where): T {
  return value === null ? decoder.zero() : decoder.decode(value, where);
}

function mismatch(value: NonNullable<JsonValue>, goType: string, where: Where): JsonTypeError {
  return unfit(kindOf(value), goType, where);
}

function unfit(what: string, goType: string, where: Where): JsonTypeError {
  const place = where.keys === '' ? 'Go value' : `Go struct field ${where.struct}.${where.keys}`;
  return new JsonTypeError(`json: cannot unmarshal ${what} into ${place} of type ${goType}`);
}

function kindOf(value: NonNullable<JsonValue>): string {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  if (value instanceof JsonNumber) return 'number';
  return value instanceof JsonObject ? 'object' : 'array';
}

export const string: Decoder<string> = {
  goType: 'string',
  zero: () => '',
  decode(value, where) {
    if (typeof value === 'string') return value;
    throw mismatch(value, this.goType, where);
  },
};

export const bool: Decoder<boolean> = {
  goType: 'bool',
  zero: () => false,
  decode(value, where) {
    if (typeof value === 'boolean') return value;
    throw mismatch(value, this.goType, where);
  },
};

function integer(goType: string, minimum: bigint, maximum: bigint): Decoder<number> {
  return {
    goType,
    zero: () => 0,
    decode(value, where) {
      if (!(value instanceof JsonNumber)) throw mismatch(value, goType, where);
      // Go takes an integer's text only: no fraction, no exponent, not even of zeros. No integer has more digits.
      const number = /^-?[0-9]{1,20}$/.test(value.text) ? BigInt(value.text) : undefined;
      if (number === undefined || number < minimum || number > maximum)
        throw unfit(`number ${value.text}`, goType, where);
      return Number(number);
    },
  };
}

/** 64 bits wide in Go; what JavaScript cannot hold exactly is beyond every limit that follows anyway. */
export const int: Decoder<number> = integer('int', -(2n ** 63n), 2n ** 63n - 1n);
export const uint: Decoder<number> = integer('uint', 0n, 2n ** 64n - 1n);
export const uint32: Decoder<number> = integer('uint32', 0n, 2n ** 32n - 1n);

/** A string whose text is judged by `parse`, which throws {@link JsonTypeError}. */
export function text<T>(goType: string, zero: T, parse: (text: string) => T): Decoder<T> {
  return {
    goType,
    zero: () => zero,
    decode(value, where) {
      if (typeof value !== 'string') throw mismatch(value, goType, where);
      return parse(value);
    },
  };
}

export function list<T>(item: Decoder<T>, goType = `[]${item.goType}`): Decoder<readonly T[]> {
  return {
    goType,
    zero: () => [],
    decode(value, where) {
      if (!isArray(value)) throw mismatch(value, goType, where);
      return value.map((element) => read(item, element, where));
    },
  };
}

/** An object of any keys, all of one type. Go reports what is wrong inside at the object's own place. */
export function map<T>(item: Decoder<T>): Decoder<ReadonlyMap<string, T>> {
  const goType = `map[string]${item.goType}`;
  return {
    goType,
    zero: () => new Map(),
    decode(value, where) {
      if (!(value instanceof JsonObject)) throw mismatch(value, goType, where);
      return new Map(value.members.map(([key, member]) => [key, read(item, member, where)]));
    },
  };
}

/** Absent or `null` is undefined instead of a zero value. */
export function optional<T>(inner: Decoder<T>): Decoder<T | undefined> {
  return {
    goType: inner.goType,
    zero: () => undefined,
    decode: (value, where) => inner.decode(value, where),
  };
}

/** An object that is looked at later: kept as it is. */
export const object: Decoder<JsonObject | undefined> = {
  goType: 'map[string]interface {}',
  zero: () => undefined,
  decode(value, where) {
    if (value instanceof JsonObject) return value;
    throw mismatch(value, this.goType, where);
  },
};

type Fields = Readonly<Record<string, Decoder<unknown>>>;
type Struct<F extends Fields> = { readonly [K in keyof F]: Decoded<F[K]> };

/**
 * An object with known keys.
 *
 * @param goType `main.NetConf`, or the whole `struct { ... }` text of an anonymous Go struct
 */
export function struct<F extends Fields>(goType: string, fields: F): Decoder<Struct<F>> {
  const name = goType.startsWith('struct ') ? '' : goType.slice(goType.lastIndexOf('.') + 1);
  const byFoldedKey = new Map(Object.keys(fields).map((key) => [key.toLowerCase(), key]));
  // The entries are the fields', key by key: what `Object.fromEntries` cannot say in types.
  const zero = (): Struct<F> =>
    Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.zero()])) as Struct<F>;
  return {
    goType,
    zero,
    decode(value, where) {
      if (!(value instanceof JsonObject)) throw mismatch(value, goType, where);
      const result: Record<string, unknown> = { ...zero() };
      for (const [written, member] of value.members) {
        const key = Object.hasOwn(fields, written) ? written : byFoldedKey.get(written.toLowerCase());
        const field = key === undefined ? undefined : fields[key];
        if (key === undefined || field === undefined || member === null) continue;
        result[key] = field.decode(member, extend(where, name, key));
      }
      return result as Struct<F>;
    },
  };
}

/** What `convert` makes of the decoded value; it may throw {@link JsonTypeError}. */
export function derive<T, U>(inner: Decoder<T>, convert: (value: T) => U): Decoder<U> {
  return {
    goType: inner.goType,
    zero: () => convert(inner.zero()),
    decode: (value, where) => convert(inner.decode(value, where)),
  };
}

/** A Go type that decodes itself: errors inside are reported at its own place. */
export function opaque<T>(inner: Decoder<T>): Decoder<T> {
  return {
    goType: inner.goType,
    zero: () => inner.zero(),
    decode: (value, where) => inner.decode(value, { ...where, opaque: true }),
  };
}

function extend(where: Where, struct: string, key: string): Where {
  if (where.opaque) return where;
  return { struct, keys: where.keys === '' ? key : `${where.keys}.${key}`, opaque: false };
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
