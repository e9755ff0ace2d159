import { kinds, slaveKinds } from '@iplink-ts/rtnetlink/codec';
import { type Attributes, type Described, discover, messages } from '@iplink-ts/rtnetlink/declarations';

/** Where the document stands, from the top of the checkout. */
export const SUPPORT_FILE = 'packages/rtnetlink/SUPPORT.md';

/** What the codec supports, as Markdown made from its tables. */
export function supportDocument(): string {
  const { attributes } = discover();
  const count = [...attributes.values()].reduce((sum, table) => sum + Object.keys(table).length, 0);
  const types = new Set(Object.values(messages).flatMap((row) => Object.keys(row.types)));
  return `${[
    '# What the codec supports',
    'Made from the tables in src/ by `pnpm run support`; a test compares it with them.',
    `${types.size} message types, ${Object.keys(kinds).length} kinds of link with ${Object.keys(slaveKinds).length} kinds of port, ${count} attributes in ${attributes.size} sets. Of each attribute: the name of its field, its number in the kernel's \`enum\`, and \`*\` when the kernel reports it and does not take it.`,
    '## Messages',
    messageTable(),
    '## Kinds of link',
    'The layouts of `data`, typed by `kind`. Any other kind is kept as it was sent.',
    kindTable(kinds),
    'The layouts of `slaveData`, by the kind of the master.',
    kindTable(slaveKinds),
    '## Attributes',
    'By the path at which a set is first met.',
    ...[...attributes].map(([path, table]) => `### ${path}\n\n${attributeList(table)}`),
  ].join('\n\n')}\n`;
}

function messageTable(): string {
  const rows = Object.entries(messages).map(
    ([object, row]) =>
      `| ${object}${'isRequest' in row ? ' (requests)' : ''} | ${Object.keys(row.types).join(' ')} |`,
  );
  return ['| object | messages |', '| --- | --- |', ...rows].join('\n');
}

function kindTable(table: Readonly<Record<string, Described>>): string {
  const rows = Object.entries(table).map(([kind, { shape }]) => {
    const names = shape?.of === 'attributes' ? Object.keys(shape.attributes) : [];
    return `| ${kind} | ${names.join(' ')} |`;
  });
  return ['| kind | attributes |', '| --- | --- |', ...rows].join('\n');
}

function attributeList(table: Attributes): string {
  const items = Object.entries(table).map(
    ([name, { type, reported }]) => `\`${name}\` ${type}${reported ? '\\*' : ''}`,
  );
  return items.length === 0 ? 'None.' : items.join(', ');
}
