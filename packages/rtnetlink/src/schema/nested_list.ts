import { align4 } from '../bytes/align.ts';
import { NLA_TYPE_MASK, walk } from './attributes.ts';
import type { Codec } from './codec.ts';

/** A nest whose children are all of one layout, numbered 0, 1, 2, ... or all of type `fixed`. */
export function nestedList<T>(element: Codec<T>, fixed?: number): Codec<readonly T[]> {
  return {
    shape: { of: 'nestedList', element, fixed },
    read(reader, start, end) {
      const list: T[] = [];
      let fits = true;
      let reached = start;
      walk(reader, start, end, (type, _at, payload, next) => {
        const value = element.read(reader, payload, next);
        if (value === undefined || (fixed !== undefined && (type & NLA_TYPE_MASK) !== fixed)) fits = false;
        else list.push(value);
        reached = align4(next);
      });
      return fits && reached >= end ? list : undefined;
    },
    write(writer, value) {
      for (const [index, item] of value.entries()) {
        writer.enter(String(index));
        const at = writer.open(fixed ?? index);
        element.write(writer, item);
        writer.close(at);
        writer.leave();
      }
    },
  };
}
