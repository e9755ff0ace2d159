/** The manual page: its macros, and whether all is in it. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { OPTION_TABLES, OWN_OPTIONS } from '../src/ip_options.ts';
import { KIND_NAMES } from '../src/kinds/index.ts';
import { isAbsent, OBJECTS } from '../src/objects/index.ts';

const PAGE = fileURLToPath(new URL('../../man/iplink-ts.8', import.meta.url));

test('groff has nothing to warn of', (t) => {
  const { error, stderr } = spawnSync('groff', ['-ww', '-mandoc', '-Tutf8', '-z', PAGE], {
    encoding: 'utf8',
  });
  if (error !== undefined) {
    t.log('skipped: needs the program groff of the Debian package groff-base');
    t.pass();
    return;
  }
  t.is(stderr, '');
});

const words: ReadonlySet<string> = new Set(readFileSync(PAGE, 'utf8').split(/[\s,.]+/));

test('every option is in it', (t) => {
  for (const { keyword } of OPTION_TABLES.flatMap((table) => table.keywords)) {
    t.true(words.has(keyword.slice(1)), keyword);
  }
  for (const option of OWN_OPTIONS) t.true(words.has(option.slice(1)), option);
});

test('every object is in it', (t) => {
  const objects = OBJECTS.keywords.filter(({ value }) => !isAbsent(value));
  for (const { keyword } of objects) t.true(words.has(keyword), keyword);
});

test('every link kind is in it', (t) => {
  for (const kind of KIND_NAMES) t.true(words.has(kind), kind);
});
