import type { Field } from '../../src/schema/shape.ts';
import type { Headers } from './compiler.ts';

/** Where the numbers of a table stand in the headers. */
export interface CNames {
  readonly prefix: string;
  /** The numbers are macros, not the members of an enumeration. */
  readonly macros?: boolean;
  /** The first member of the enumeration, where that is not `PREFIX` and `UNSPEC`. */
  readonly first?: string;
  /** A second prefix of macros that the table has too. */
  readonly also?: string;
  /** The kernel that brought it; older headers lack it. */
  readonly since?: string;
  /** Why the table has only some of the numbers. */
  readonly partial?: string;
  /** Of C names, or their beginning and `*`: the name in our table, or in parentheses why there is none. */
  readonly accepted?: Readonly<Record<string, string>>;
}

/** What to compare a table with, or why there is nothing. */
export type Mapping = CNames | { readonly elsewhere: string } | { readonly empty: string };

export interface StructMapping {
  readonly struct: string;
  /** What the names of the C fields begin with. */
  readonly prefix?: string;
  readonly since?: string;
  /** The C fields of a struct that has structs and unions of its own in it. */
  readonly fields?: readonly string[];
  /** Of C fields: the name in our table, or in parentheses why there is none. */
  readonly accepted?: Readonly<Record<string, string>>;
}

/** `NUM_TX_QUEUES` as a field: `numTxQueues`. */
export function camel(name: string): string {
  return name.toLowerCase().replaceAll(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** 0, which means nothing as an attribute, and marks of the end. */
const isMark = (name: string, prefix: string): boolean =>
  name.startsWith('__') || name === `${prefix}MAX` || /_(UNSPEC|UNUSED)$/.test(name);

/** The C names that a table is compared with; none when the headers are older than the table. */
export function namesOf(mapping: CNames, headers: Headers): string[] {
  const { prefix, first = `${prefix}UNSPEC`, also = prefix } = mapping;
  const all =
    mapping.macros === true
      ? headers.macros.filter((name) => name.startsWith(prefix) || name.startsWith(also))
      : (headers.enumerations.find(([start]) => start === first) ?? []);
  return all.filter((name) => !isMark(name, prefix) || name === mapping.first);
}

const matches = (pattern: string, name: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;

/**
 * Compares a table with the headers, each way.
 * @returns a line for each difference
 */
export function compareNumbers(
  table: Readonly<Record<string, number>>,
  mapping: CNames,
  names: readonly string[],
  numberOf: (name: string) => number,
): string[] {
  const { prefix, also = prefix, accepted = {} } = mapping;
  const differences: string[] = [];
  const unseen = new Set(Object.keys(table));
  let last = -1;
  for (const name of names) {
    const value = numberOf(name);
    const bare = name.slice(name.startsWith(prefix) ? prefix.length : also.length);
    const pattern = Object.keys(accepted).find((candidate) => matches(candidate, name)) ?? '';
    const field = accepted[name] ?? accepted[pattern] ?? camel(bare);
    if (field.startsWith('(')) continue;
    last = Math.max(last, value);
    unseen.delete(field);
    if (mapping.partial !== undefined && !Object.hasOwn(table, field)) continue;
    if (table[field] !== value) differences.push(`${name} is ${value}, ${field} is ${table[field]}`);
  }
  for (const field of unseen) {
    const number = table[field] ?? 0;
    // The word for 0 may have no name in C; and the table may be newer than the headers.
    if (number <= last && number !== 0) differences.push(`${field} ${number} is not in the headers`);
  }
  for (const pattern of Object.keys(accepted))
    if (!names.some((name) => matches(pattern, name)))
      differences.push(`${pattern} is accepted and not in the headers`);
  return differences;
}

/** C expressions for the size and the fields of a struct, by name. */
export function structExpressions(mapping: StructMapping, headers: Headers): [string, string][] {
  const { struct } = mapping;
  const fields = mapping.fields ?? headers.structs.get(struct);
  if (fields === undefined) return [];
  return [
    [`sizeof:${struct}`, `sizeof(struct ${struct})`],
    ...fields.flatMap((field): [string, string][] => [
      [`offsetof:${struct}.${field}`, `offsetof(struct ${struct}, ${field})`],
      [`sizeof:${struct}.${field}`, `sizeof(((struct ${struct} *)0)->${field})`],
    ]),
  ];
}

/** Compares offset and size of each field, and the size of the whole, each way. */
export function compareStruct(
  fields: readonly Field[],
  mapping: StructMapping,
  names: readonly string[],
  numberOf: (name: string) => number,
): string[] {
  const { struct, prefix = '', accepted = {} } = mapping;
  const differences: string[] = [];
  const unseen = new Map(fields.map((field) => [field.name, field]));
  const size = numberOf(`sizeof:${struct}`);
  for (const name of names) {
    const ours = accepted[name] ?? camel(name.startsWith(prefix) ? name.slice(prefix.length) : name);
    if (ours.startsWith('(')) continue;
    const field = unseen.get(ours);
    unseen.delete(ours);
    const [offset, length] = [numberOf(`offsetof:${struct}.${name}`), numberOf(`sizeof:${struct}.${name}`)];
    if (field === undefined) differences.push(`${struct}.${name} at ${offset}: no field ${ours}`);
    else if (field.offset !== offset || field.codec.size !== length)
      differences.push(
        `${struct}.${name} is ${length} bytes at ${offset}, ${ours} ${field.codec.size} at ${field.offset}`,
      );
  }
  for (const [name, { offset }] of unseen)
    if (offset < size) differences.push(`${name} at ${offset} is not in struct ${struct}`);
  return differences;
}
