import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Failure } from '../../src/failure.ts';
import { Database, type DatabaseSpec } from '../../src/names/database.ts';

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

test('a damaged file ends the program', (t) => {
  const database = new Database(spec, folder(t, { rt_tables: 'what is this\n' }));
  const failure = t.throws(() => database.nameOf(1), { instanceOf: Failure });
  t.regex(failure.text, /^Database .*rt_tables is corrupted at what is this\n$/);
});
