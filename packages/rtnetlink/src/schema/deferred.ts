import type { Reader } from '../bytes/reader.ts';
import type { Writer } from '../bytes/writer.ts';
import type { Codec } from './codec.ts';
import type { Shape } from './shape.ts';

/** A codec whose values have fields that are known by name. */
interface Layout<T> extends Codec<T> {
  readonly fields: readonly string[];
  /** The shortest payload that fits, in bytes. */
  readonly size: number;
  /** The fields of a payload of `length` bytes, where that tells how many there are. */
  fieldsWithin?(length: number): readonly string[];
  /** Reads one field; undefined where the payload has to be read as a whole for it. */
  readonly readField?: ((name: string, reader: Reader, start: number, end: number) => unknown) | undefined;
}

/**
 * A large layout that is decoded when one of its fields is first read, of a set of attributes that field alone. Listing
 * 2,000 links decodes 280,000 numbers of statistics and settings that hardly a caller looks at; deferred, each nest
 * costs one small object over a copy of its datagram.
 *
 * The fields are getters of the value's class; `JSON.stringify` and `console.log` show them, spreading copies none.
 *
 * @param layout a struct or a set of attributes
 */
export function deferred<T extends object>(layout: Layout<T>): Codec<T> {
  return new DeferredCodec(layout);
}

class DeferredCodec<T extends object> implements Codec<T> {
  readonly #layout: Layout<T>;
  #viewOf: ((length: number) => View<T>) | undefined;

  constructor(layout: Layout<T>) {
    this.#layout = layout;
  }

  get shape(): Shape | undefined {
    return this.#layout.shape;
  }

  read(reader: Reader, start: number, end: number): T | undefined {
    if (end - start < this.#layout.size) return undefined;
    this.#viewOf ??= viewsOf(this.#layout);
    const Fielded = this.#viewOf(end - start);
    // The getters of the class are the fields of T.
    return new Fielded(this.#layout, reader.retained(), start, end) as object as T;
  }

  write(writer: Writer, value: T): void {
    const decoded = Deferred.of(value);
    if (decoded !== undefined) this.#layout.write(writer, decoded);
  }

  locate(
    reader: Reader,
    start: number,
    end: number,
    target: number,
    path: string[],
  ): Codec<unknown> | undefined {
    return this.#layout.locate?.(reader, start, end, target, path);
  }

  nameOf(type: number): string | undefined {
    return this.#layout.nameOf?.(type);
  }
}

/** Where the payload lies, and what was read of it. */
interface Held<T> {
  readonly layout: Layout<T>;
  readonly reader: Reader;
  readonly start: number;
  readonly end: number;
  value: T | undefined;
  /** Those that were read while the rest was not. */
  fields: Map<string, unknown> | undefined;
}

/** One private field, in one class: those of a class for each layout are made by searching for them. */
class Deferred<T extends object> {
  readonly #held: Held<T>;

  constructor(layout: Layout<T>, reader: Reader, start: number, end: number) {
    this.#held = { layout, reader, start, end, value: undefined, fields: undefined };
  }

  toJSON(): T | undefined {
    const held = this.#held;
    held.value ??= held.layout.read(held.reader, held.start, held.end);
    return held.value;
  }

  /** `util.inspect.custom`, by its registered name so that nothing of Node.js is imported. */
  [Symbol.for('nodejs.util.inspect.custom')](): T | undefined {
    return this.toJSON();
  }

  /** What a value stands for, which need not be one of these. */
  static of<T extends object>(value: T | Deferred<T>): T | undefined {
    return #held in value ? value.toJSON() : value;
  }

  /** A field of it, without the others where that can be. */
  static field<T extends object>(of: Deferred<T>, name: string): unknown {
    const held = of.#held;
    const { layout, reader, start, end } = held;
    if (held.value === undefined && layout.readField !== undefined) {
      held.fields ??= new Map();
      if (!held.fields.has(name)) held.fields.set(name, layout.readField(name, reader, start, end));
      return held.fields.get(name);
    }
    const value = of.toJSON();
    return value === undefined ? undefined : Reflect.get(value, name);
  }
}

type View<T extends object> = new (
  layout: Layout<T>,
  reader: Reader,
  start: number,
  end: number,
) => Deferred<T>;

/** The class of the values of a layout, which has the fields of all payloads so far. */
function viewsOf<T extends object>(layout: Layout<T>): (length: number) => View<T> {
  class Fielded extends Deferred<T> {}

  function show(field: string): void {
    Object.defineProperty(Fielded.prototype, field, {
      get(this: Fielded): unknown {
        return Deferred.field(this, field);
      },
    });
  }

  for (const field of [...layout.fields, 'unknown', 'tail']) show(field);
  let longest = 0;
  return (length) => {
    if (layout.fieldsWithin !== undefined && length > longest) {
      longest = length;
      for (const field of layout.fieldsWithin(length)) if (!(field in Fielded.prototype)) show(field);
    }
    return Fielded;
  };
}
