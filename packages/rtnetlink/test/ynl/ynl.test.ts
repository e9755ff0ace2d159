import test from 'ava';
import { discover } from '../../src/declarations.ts';
import type { Attribute, Attributes } from '../../src/schema/attributes.ts';
import type { Field } from '../../src/schema/shape.ts';
import { camel } from '../headers/compare.ts';
import { structMappings } from '../headers/structs.ts';
import { accepted, noTable, paths } from './accepted.ts';
import { describeLayout, layoutOfCodec, layoutOfItem } from './layout.ts';
import { type Item, type NumberedSet, numberedSets, readSpecifications, structsOf } from './specification.ts';

const specifications = readSpecifications();
const { attributes, structs } = discover();

const fieldOf = (name: string): string => camel(name.replaceAll('-', '_'));

const kebab = (name: string): string => name.replaceAll('_', '-');

/** Names, numbers and layouts that differ. */
function compareSet({ name: set, attributes: items }: NumberedSet, table: Attributes): string[] {
  const byNumber = new Map(Object.entries(table).map(([name, row]) => [row.type, { ...row, name }]));
  return items
    .filter(({ name, number }) => !/^(unused\d*|pad)$/.test(name) && number > 0)
    .flatMap((item) => compareItem(`${set} ${item.name}`, item, byNumber.get(item.number)));
}

function compareItem(
  where: string,
  item: Item & { readonly number: number },
  row: (Attribute<unknown> & { readonly name: string }) | undefined,
): string[] {
  if (row === undefined) return [`${where}: no attribute ${item.number}`];
  const lines: string[] = [];
  if (row.name !== fieldOf(item.name)) lines.push(`${where}: called ${row.name}`);
  const theirs = layoutOfItem(item);
  const ours = layoutOfCodec(row.codec);
  // Addresses and structs are more than the bytes of the specification.
  const isFiner = theirs.of === 'bytes' || (theirs.of === 'number' && ours.of === 'bytes');
  const [wanted, given] = [describeLayout(theirs), describeLayout(ours)];
  if (!isFiner && wanted !== given) lines.push(`${where}: ${wanted}, ours ${given}`);
  if ((item['multi-attr'] === true) !== row.many) lines.push(`${where}: repeated or not`);
  return lines;
}

/** Names and sizes of members that differ. */
function compareStruct(
  name: string,
  members: readonly Item[],
  fields: readonly Field[],
  prefix: string,
): string[] {
  const ours = new Map(fields.map((field) => [field.name, field]));
  return members.flatMap((member) => {
    if (member.type === 'pad' || member.name.startsWith('pad')) return [];
    const bare = member.name.startsWith(prefix) ? member.name.slice(prefix.length) : member.name;
    const field = ours.get(fieldOf(bare));
    if (field === undefined) return [`struct ${name} ${member.name}: no field`];
    const wanted = layoutOfItem(member);
    const given = layoutOfCodec(field.codec);
    return wanted.of === 'number' && given.of === 'number' && describeLayout(wanted) !== describeLayout(given)
      ? [`struct ${name} ${member.name}: ${describeLayout(wanted)}, ours ${describeLayout(given)}`]
      : [];
  });
}

test("tables agree with the kernel's specifications", (t) => {
  if (specifications === undefined) {
    t.log('skipped: no ../shared/ynl beside the checkout');
    t.pass();
    return;
  }
  const lines: string[] = [];
  for (const set of numberedSets(specifications)) {
    if (Object.hasOwn(noTable, set.name)) continue;
    const table = attributes.get(paths[set.name] ?? '');
    if (table === undefined) lines.push(`${set.name}: no table ${paths[set.name] ?? ''}`);
    else lines.push(...compareSet(set, table));
  }
  const ourStructs = new Map(
    Object.entries(structMappings).flatMap(([path, mapping]) =>
      'struct' in mapping
        ? [[kebab(mapping.struct), { path, prefix: kebab(mapping.prefix ?? '') }] as const]
        : [],
    ),
  );
  for (const [name, members] of structsOf(specifications)) {
    const mapping = ourStructs.get(name);
    const fields = structs.get(mapping?.path ?? '');
    if (fields !== undefined) lines.push(...compareStruct(name, members, fields, mapping?.prefix ?? ''));
  }
  t.deepEqual(
    lines.filter((line) => !accepted.some((entry) => entry.line.test(line))),
    [],
  );
  t.deepEqual(
    accepted.filter((entry) => !lines.some((line) => entry.line.test(line))),
    [],
    'differences that are no more',
  );
  t.log(`${numberedSets(specifications).length} sets, ${lines.length} accepted differences`);
});
