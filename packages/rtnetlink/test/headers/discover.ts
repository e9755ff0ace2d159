import * as codec from '../../src/codec.ts';
import { ackAttributes } from '../../src/message/ack.ts';
import type { Attributes } from '../../src/schema/attributes.ts';
import type { Words } from '../../src/schema/names.ts';
import type { Described, Field, Shape } from '../../src/schema/shape.ts';

/*
 * Every declaration that a message can hold, found by walking from what codec.ts exports. Each has a path of field
 * names: `link.data.bond.mode`. A declaration that several fields share has the path by which it is met first.
 */

/** What the walk found, by path. */
export interface Declarations {
  readonly attributes: ReadonlyMap<string, Attributes>;
  readonly structs: ReadonlyMap<string, readonly Field[]>;
  readonly words: ReadonlyMap<string, Words>;
}

const isBody = (value: unknown): value is Described =>
  typeof value === 'object' && value !== null && 'read' in value && 'write' in value;

/** The message bodies, by name: `link` of `linkMessage`. */
export const roots: ReadonlyMap<string, Described> = new Map<string, Described>([
  ...Object.entries(codec).flatMap(([name, value]): [string, Described][] =>
    name.endsWith('Message') && isBody(value) ? [[name.slice(0, -'Message'.length), value]] : [],
  ),
  ['ack', ackAttributes],
]);

/** The tables of words that codec.ts exports, which some message must use. */
export const exportedWords: ReadonlyMap<string, Words> = new Map(
  Object.entries(codec).flatMap(([name, value]): [string, Words][] =>
    typeof value === 'object' && Object.values(value).every((word) => typeof word === 'number')
      ? // Every value was just seen to be a number.
        [[name, value as Words]]
      : [],
  ),
);

/** The constants that codec.ts exports. */
export const exportedNumbers: ReadonlyMap<string, number> = new Map(
  Object.entries(codec).flatMap(([name, value]): [string, number][] =>
    typeof value === 'number' ? [[name, value]] : [],
  ),
);

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
