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
  #views: Views<T> | undefined;

  constructor(layout: Layout<T>) {
    this.#layout = layout;
  }

  get shape(): Shape | undefined {
    return this.#layout.shape;
  }

  read(reader: Reader, start: number, end: number): T | undefined {
    if (end - start < this.#layout.size) return undefined;
    this.#views ??= viewsOf(this.#layout);
    const View = this.#views.viewOf(end - start);
    // The getters of the class are the fields of T.
    return new View(reader.retained(), start, end) as object as T;
  }

  write(writer: Writer, value: T): void {
    this.#views ??= viewsOf(this.#layout);
    const decoded = this.#views.whole(value);
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

type Views<T extends object> = ReturnType<typeof viewsOf<T>>;

function viewsOf<T extends object>(layout: Layout<T>) {
  class Deferred {
    readonly #reader: Reader;
    readonly #start: number;
    readonly #end: number;
    #value: T | undefined;
    /** Those that were read while the rest was not. */
    #fields: Map<string, unknown> | undefined;

    constructor(reader: Reader, start: number, end: number) {
      this.#reader = reader;
      this.#start = start;
      this.#end = end;
    }

    toJSON(): T | undefined {
      this.#value ??= layout.read(this.#reader, this.#start, this.#end);
      return this.#value;
    }

    /** `util.inspect.custom`, by its registered name so that nothing of Node.js is imported. */
    [Symbol.for('nodejs.util.inspect.custom')](): T | undefined {
      return this.toJSON();
    }

    /** What a value stands for, which need not be one of these. */
    static of(value: T | Deferred): T | undefined {
      return #reader in value ? value.toJSON() : value;
    }

    /** A field of it, without the others where that can be. */
    static field(of: Deferred, name: string): unknown {
      if (of.#value === undefined && layout.readField !== undefined) {
        of.#fields ??= new Map();
        if (!of.#fields.has(name))
          of.#fields.set(name, layout.readField(name, of.#reader, of.#start, of.#end));
        return of.#fields.get(name);
      }
      const value = of.toJSON();
      return value === undefined ? undefined : Reflect.get(value, name);
    }
  }

  function show(field: string): void {
    Object.defineProperty(Deferred.prototype, field, {
      get(this: Deferred): unknown {
        return Deferred.field(this, field);
      },
    });
  }

  for (const field of [...layout.fields, 'unknown', 'tail']) show(field);
  let longest = 0;

  /** The class, which has the fields of all payloads so far. */
  function viewOf(length: number): typeof Deferred {
    if (layout.fieldsWithin !== undefined && length > longest) {
      longest = length;
      for (const field of layout.fieldsWithin(length)) if (!(field in Deferred.prototype)) show(field);
    }
    return Deferred;
  }

  return { viewOf, whole: Deferred.of };
}
