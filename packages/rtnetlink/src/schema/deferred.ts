import type { Reader } from '../bytes/reader.ts';
import { altered } from './altered.ts';
import type { Codec } from './codec.ts';
import { once } from './once.ts';

/** A codec whose values have fields that are known by name. */
interface Layout<T> extends Codec<T> {
  readonly fields: readonly string[];
  /** The shortest payload that fits, in bytes. */
  readonly size: number;
}

/**
 * A large layout that is decoded when one of its fields is first read. Listing 2,000 links decodes 280,000 numbers of
 * statistics and settings that hardly a caller looks at; deferred, each nest costs one small object over a copy of
 * its datagram.
 *
 * The fields are getters of the value's class; `JSON.stringify` and `console.log` show them, spreading copies none.
 *
 * @param layout a struct or a set of attributes
 */
export function deferred<T extends object>(layout: Layout<T>): Codec<T> {
  const view = once(() => viewOf(layout));
  return altered<Codec<T>>(layout, {
    read(reader, start, end) {
      if (end - start < layout.size) return undefined;
      const View = view();
      // The getters of the class are the fields of T.
      return new View(reader.retained(), start, end) as object as T;
    },
    write(writer, value) {
      const decoded = view().of(value);
      if (decoded !== undefined) layout.write(writer, decoded);
    },
  });
}

function viewOf<T extends object>(layout: Layout<T>) {
  class Deferred {
    readonly #reader: Reader;
    readonly #start: number;
    readonly #end: number;
    #value: T | undefined;

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
  }

  for (const field of [...layout.fields, 'unknown', 'tail']) {
    Object.defineProperty(Deferred.prototype, field, {
      get(this: Deferred): unknown {
        const value = this.toJSON();
        return value === undefined ? undefined : Reflect.get(value, field);
      },
    });
  }
  return Deferred;
}
