import test, { type ExecutionContext } from 'ava';
import { discover, roots } from '../../src/declarations.ts';
import type { Attributes } from '../../src/schema/attributes.ts';
import { attributeMappings } from './attributes.ts';
import {
  type CNames,
  compareNumbers,
  compareStruct,
  type Mapping,
  namesOf,
  type StructMapping,
  structExpressions,
} from './compare.ts';
import { evaluate, hasCompiler, readHeaders } from './compiler.ts';
import { exportedNumbers, exportedWords } from './exported.ts';
import { structMappings } from './structs.ts';
import { wordMappings } from './words.ts';

/*
 * The kernel's own headers are the truth about numbers, sizes and offsets: a C program prints them, and every table
 * that a message can hold must say the same, each way. Tables are found by walking from the message bodies, so that
 * one without a line in attributes.ts, words.ts or structs.ts here fails. Tables may be newer than the headers, but
 * only behind the last number that these have.
 */

/** Constants that are called otherwise in C. */
const constants: Readonly<Record<string, string>> = {
  FOREVER: 'INFINITY_LIFE_TIME',
  NSID_NOT_ASSIGNED: 'NETNSA_NSID_NOT_ASSIGNED',
};
/** Constants of the kernel that no header of the UAPI has, or only those of newer kernels. */
const unpublished = new Map([
  ['INFINITY_LIFE_TIME', 'include/net/addrconf.h'],
  ...['RTM_NEWMULTICAST', 'RTM_DELMULTICAST', 'RTM_NEWANYCAST', 'RTM_DELANYCAST'].map(
    (name): [string, string] => [name, 'Linux 6.14'],
  ),
]);

const { attributes, structs, words } = discover();

const comparableStructs = Object.entries(structMappings).flatMap(
  ([path, mapping]): [string, StructMapping][] => ('struct' in mapping ? [[path, mapping]] : []),
);

/** All that the tests ask the headers, answered by one run of the compiler. */
function ask() {
  const headers = readHeaders();
  const known = new Set([...headers.macros, ...headers.enumerations.flat()]);
  const mappings = [...Object.values(attributeMappings), ...Object.values(wordMappings)];
  const names = [
    ...mappings.flatMap((mapping) => ('prefix' in mapping ? namesOf(mapping, headers) : [])),
    ...[...exportedNumbers.keys()].map(nameInC).filter((name) => known.has(name)),
  ];
  const values = evaluate(
    new Map([
      ...names.map((name): [string, string] => [name, name]),
      ...comparableStructs.flatMap(([, mapping]) => structExpressions(mapping, headers)),
    ]),
  );
  return { headers, numberOf: (name: string): number => values.get(name) ?? Number.NaN };
}

const nameInC = (name: string): string => constants[name] ?? name;

let answers: ReturnType<typeof ask> | undefined;

/** A test that compiles against the headers. */
function header(title: string, check: (t: ExecutionContext, answers: ReturnType<typeof ask>) => void): void {
  test(title, (t) => {
    if (hasCompiler) {
      answers ??= ask();
      return check(t, answers);
    }
    t.log('skipped: no C compiler (cc)');
    t.pass();
  });
}

function hasLines(t: ExecutionContext, file: string, paths: Iterable<string>, lines: object): void {
  const reached = new Set(paths);
  const missing = [...reached].filter((path) => !Object.hasOwn(lines, path));
  t.deepEqual(missing, [], `no line in test/headers/${file} says which C names these follow`);
  const stale = Object.keys(lines).filter((path) => !reached.has(path));
  t.deepEqual(stale, [], `no message has what test/headers/${file} tells of`);
  t.true(reached.size > 10);
}

test('every attribute table says which C enumeration it follows', (t) => {
  hasLines(t, 'attributes.ts', attributes.keys(), attributeMappings);
});

test('every table of words says which C names it follows', (t) => {
  hasLines(t, 'words.ts', words.keys(), wordMappings);
});

test('every struct says which C struct it follows', (t) => {
  hasLines(t, 'structs.ts', structs.keys(), structMappings);
});

test('every message body says what it is made of', (t) => {
  for (const [name, { shape }] of roots) t.truthy(shape, `${name}Message has no shape`);
  t.true(roots.size >= 8);
});

test('every exported table of words is that of some field', (t) => {
  const used = [...words.values()].map((table) => JSON.stringify(table));
  for (const [name, table] of exportedWords) t.true(used.includes(JSON.stringify(table)), name);
});

function compare(
  t: ExecutionContext,
  table: Readonly<Record<string, number>>,
  mapping: CNames,
  { headers, numberOf }: ReturnType<typeof ask>,
): void {
  const names = namesOf(mapping, headers);
  if (names.length > 0) {
    t.deepEqual(compareNumbers(table, mapping, names, numberOf), [], mapping.prefix);
  } else {
    t.truthy(mapping.since, `${mapping.prefix}* is in no header`);
    t.log(`skipped: ${mapping.prefix}* came with Linux ${mapping.since}, after these headers`);
  }
}

const numbersOf = (table: Attributes): Record<string, number> =>
  Object.fromEntries(Object.entries(table).map(([name, { type }]) => [name, type]));

const comparable = (mappings: Readonly<Record<string, Mapping>>): [string, CNames][] =>
  Object.entries(mappings).flatMap(([path, mapping]) => ('prefix' in mapping ? [[path, mapping]] : []));

for (const [path, mapping] of comparable(attributeMappings))
  header(`attributes of ${path}: ${mapping.prefix}*`, (t, answer) => {
    compare(t, numbersOf(attributes.get(path) ?? {}), mapping, answer);
  });

for (const [path, mapping] of Object.entries(attributeMappings))
  if ('empty' in mapping)
    test(`attributes of ${path}: none`, (t) => {
      t.deepEqual(attributes.get(path), {});
    });

for (const [path, mapping] of comparable(wordMappings))
  header(`words of ${path}: ${mapping.prefix}*`, (t, answer) => {
    compare(t, words.get(path) ?? {}, mapping, answer);
  });

for (const [path, mapping] of comparableStructs)
  header(`struct ${mapping.struct}: ${path}`, (t, { headers, numberOf }) => {
    const names = mapping.fields ?? headers.structs.get(mapping.struct);
    if (names !== undefined) {
      t.deepEqual(compareStruct(structs.get(path) ?? [], mapping, names, numberOf), []);
    } else {
      t.truthy(mapping.since, `struct ${mapping.struct} is in no header`);
      t.log(`skipped: struct ${mapping.struct} came with Linux ${mapping.since}, after these headers`);
    }
  });

header('constants', (t, { numberOf }) => {
  for (const [name, number] of exportedNumbers) {
    const value = numberOf(nameInC(name));
    if (unpublished.has(nameInC(name))) t.is(value, Number.NaN, `${name} has come to the headers`);
    // Flag words have a sign in C where ours have none.
    else t.is(value >>> 0, number >>> 0, name);
  }
  t.true(exportedNumbers.size > 30);
});
