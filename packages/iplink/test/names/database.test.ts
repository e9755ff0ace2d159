import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { corruption, Database, type DatabaseSpec } from '../../src/names/database.ts';

const spec: DatabaseSpec = {
  file: 'rt_tables',
  dropIns: true,
  max: 0xffff,
  builtIn: [
    [254, 'main'],
    [255, 'local'],
  ],
};

function folder(t: ExecutionContext, files: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(tmpdir(), 'names-'));
  t.teardown(() => rmSync(path, { recursive: true }));
  mkdirSync(join(path, 'rt_tables.d'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

test('built-in names without a file', (t) => {
  const database = new Database(spec, '/nonexistent');
  t.is(database.nameOf(254), 'main');
  t.is(database.parse('local'), 255);
  t.is(database.parse('0x10'), 16);
  t.is(database.parse('65536'), undefined);
  t.is(database.parse('nosuch'), undefined);
  t.is(database.format(7), '7');
  t.is(database.format(254, true), '254');
});

test('a file extends and overrides, drop-ins too', (t) => {
  const path = folder(t, {
    rt_tables: '# comment\n\n100\tblue # why\n0x65 red\n 254 chief\n',
    'rt_tables.d/a.conf': '102 green\n',
    'rt_tables.d/README': 'not a database\n',
  });
  const database = new Database(spec, path);
  t.is(database.parse('blue'), 100);
  t.is(database.nameOf(101), 'red');
  t.is(database.nameOf(254), 'chief');
  t.is(database.parse('green'), 102);
});

test('a line that is none is told of, and ends the file', (t) => {
  const told: string[] = [];
  const { report } = corruption;
  corruption.report = (text) => told.push(text);
  t.teardown(() => {
    corruption.report = report;
  });
  const database = new Database(spec, folder(t, { rt_tables: '7 seven\n what is this\n8 eight\n' }));
  t.is(database.parse('seven'), 7);
  t.is(database.parse('eight'), undefined);
  t.is(database.parse('main'), 254);
  t.is(told.length, 1);
  t.regex(told[0] ?? '', /^Database .*\/rt_tables is corrupted at what is this\n\n$/);
});

// `ip rule add table NAME` with this file in a mount namespace of its own, iproute2 6.1.0
test('lines are read as scanf reads them', (t) => {
  const text = '77abc\n0x0x4e weird\n+79 plus\n-5 minus\n300 large extra words\n0100 oct\n82\n83 after\n';
  const database = new Database(spec, folder(t, { rt_tables: text }));
  const ids = ['abc', 'weird', 'plus', 'minus', 'large', 'oct', 'after'].map((name) => database.parse(name));
  t.deepEqual(ids, [77, 78, 79, undefined, 300, 100, undefined]);
});

const twice = { rt_tables: '80 eighty\n80 eightyb\n81 eighty\n' };

test('in a large database both names of a number are found, the lower number first', (t) => {
  const database = new Database(spec, folder(t, twice));
  t.is(database.parse('eighty'), 80);
  t.is(database.parse('eightyb'), 80);
  t.is(database.nameOf(80), 'eightyb');
});

test('in a small database the second name of a number takes the place of the first', (t) => {
  const database = new Database({ ...spec, max: 255 }, folder(t, twice));
  t.is(database.parse('eighty'), 81);
  t.is(database.parse('eightyb'), 80);
});
