import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Owners } from '../../../src/ipam/host-local/owners.ts';
import { temporaryFolder } from '../../folder.ts';

/** Of a folder with those files. */
function owners(t: ExecutionContext, files: Readonly<Record<string, string>>): Owners {
  const folder = temporaryFolder(t);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  mkdirSync(join(folder, '10.0.0.200'));
  return Owners.load(folder);
}

const FILES = {
  '10.0.0.1': 'a\r\neth0',
  '10.0.0.10': ' b\r\neth0\n',
  '110.0.0.1': 'a\r\neth0',
  '10.0.0.2': '',
  '10.0.0.3': 'quote " and "a\\r\\neth0" \u00e9',
  lock: 'a\r\neth0',
  'with space': 'a\r\neth0',
};

test('names are found as a whole, owners as a whole', (t) => {
  const found = owners(t, FILES);
  t.deepEqual(
    ['10.0.0.1', '0.0.0.1', '10.0.0', '10.0.0.200', 'lock', 'with'].map((name) => found.has(name)),
    [true, false, false, true, false, false],
  );
  t.deepEqual(found.namesOf('a\r\neth0').sort(), ['10.0.0.1', '110.0.0.1']);
  t.deepEqual(found.namesOf('eth0'), []);
  t.deepEqual(found.namesOf('a'), []);
  t.deepEqual(found.namesOf(''), ['10.0.0.2']);
  t.deepEqual(
    ['10.0.0.10', '10.0.0.2', '10.0.0.3', '10.0.0.200', '10.0.0.9'].map((name) => found.of(name)),
    ['b\r\neth0', '', FILES['10.0.0.3'], undefined, undefined],
  );
  t.deepEqual([...found.entries()].length, 6);
});

test('changes are seen, also after many questions', (t) => {
  const found = owners(t, FILES);
  for (const rounds of [0, 100]) {
    for (let round = 0; round < rounds; round++) found.has(`10.1.0.${round}`);
    found.delete('10.0.0.1');
    t.false(found.has('10.0.0.1'));
    t.true(found.has('110.0.0.1'));
    found.set('10.0.0.1', 'c\r\neth0');
    found.set('10.0.0.10', 'c\r\neth0');
    t.true(found.has('10.0.0.1'));
    t.deepEqual(found.namesOf('c\r\neth0'), ['10.0.0.1', '10.0.0.10']);
    found.delete('nothing');
    t.deepEqual([...found.entries()].length, 6);
  }
});
