/** Every declaration of the codec, found by itself: for documents and checks that are made from the tables. */
import * as codec from './codec.ts';
import { ackAttributes } from './message/ack.ts';
import type { Attributes } from './schema/attributes.ts';
import type { Words } from './schema/names.ts';
import type { Described, Field, Shape } from './schema/shape.ts';

export { messages } from './registry.ts';
export type { Attributes, Described, Field, Shape, Words };

/**
 * The declarations that a message can hold. Each has a path of field names, `link.data.bond.mode`; one that several
 * fields share has the path by which it is met first.
 */
export interface Declarations {
  /** Sets of attributes. */
  readonly attributes: ReadonlyMap<string, Attributes>;
  /** C structs: their fields and offsets. */
  readonly structs: ReadonlyMap<string, readonly Field[]>;
  /** Enumerations, flags and settings by id. */
  readonly words: ReadonlyMap<string, Words>;
}

const isBody = (value: unknown): value is Described =>
  typeof value === 'object' && value !== null && 'read' in value && 'write' in value;

/** The message bodies by name, `link` of `linkMessage`, and the acknowledgement. */
export const roots: ReadonlyMap<string, Described> = new Map<string, Described>([
  ...Object.entries(codec).flatMap(([name, value]): [string, Described][] =>
    name.endsWith('Message') && isBody(value) ? [[name.slice(0, -'Message'.length), value]] : [],
  ),
  ['ack', ackAttributes],
]);

/** Walks from the message bodies through all that they can hold. */
export function discover(): Declarations {
  const attributes = new Map<string, Attributes>();
  const structs = new Map<string, readonly Field[]>();
  const words = new Map<string, Words>();
  const seen = new Set<object>();
  /** Whether this declaration is met for the first time. */
  const meet = (declaration: object): boolean => {
    if (seen.has(declaration)) return false;
    seen.add(declaration);
    return true;
  };
  const queue: [string, Shape | undefined][] = [...roots].map(([name, { shape }]) => [name, shape]);
  for (const [path, shape] of queue) {
    const below = (entries: Iterable<readonly [string, Described]>): void => {
      for (const [name, { shape: next }] of entries)
        queue.push([name === 'attributes' ? path : `${path}.${name}`, next]);
    };
    switch (shape?.of) {
      case 'attributes':
        if (!meet(shape.attributes)) break;
        attributes.set(path, shape.attributes);
        below(Object.entries(shape.attributes).map(([name, { codec: payload }]) => [name, payload]));
        queue.push([path, shape.folded]);
        break;
      case 'struct':
        if (!meet(shape.fields)) break;
        structs.set(path, shape.fields);
        below(shape.fields.map(({ name, codec: content }) => [name, content]));
        break;
      case 'enumeration':
      case 'flags':
      case 'settings':
        if (meet(shape.words)) words.set(path, shape.words);
        break;
      case 'array':
      case 'nestedList':
        queue.push([path, shape.element.shape]);
        break;
      case 'parts':
        below(Object.entries(shape.parts));
        break;
      case undefined:
        break;
    }
  }
  return { attributes, structs, words };
}
