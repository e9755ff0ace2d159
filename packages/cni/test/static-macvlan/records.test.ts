import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { CniError } from '../../src/error.ts';
import { type AttachmentRecord, lockRecords, readRecords } from '../../src/static-macvlan/records.ts';
import { temporaryFolder } from '../folder.ts';

const RECORD: AttachmentRecord = {
  network: 'net',
  containerID: 'c1',
  ifname: 'net1',
  podNamespace: 'default',
  podName: 'web-0',
  podUID: 'u',
  subnet: 'lan',
  master: 'eth0',
  vlan: 0,
  parent: 'eth0',
  ip: '10.0.0.2/24',
  mac: '02:00:00:00:00:02',
  routes: [],
};

test('what is written is read, by others too, and the lock is held meanwhile', (t) => {
  const folder = join(temporaryFolder(t), 'new', 'data');
  t.deepEqual(readRecords(folder), []);
  t.false(existsSync(folder));
  const isFree = (): boolean => spawnSync('flock', ['--nonblock', join(folder, 'lock'), 'true']).status === 0;
  {
    using records = lockRecords(folder);
    t.deepEqual(records.all, []);
    records.write([RECORD]);
    t.deepEqual(records.all, [RECORD]);
    t.deepEqual(readRecords(folder), [RECORD]);
    t.false(isFree());
  }
  t.true(isFree());
  t.deepEqual(readdirSync(folder).sort(), ['lock', 'records.json']);
});

for (const [what, text, reason] of [
  ['cut off', '{"attachments": [{', 'unexpected end of JSON input'],
  ['empty', '', 'unexpected end of JSON input'],
  [
    'of another form',
    '{"attachments": 5}',
    'json: cannot unmarshal number into Go struct field File.attachments of type []records.Attachment',
  ],
] as const)
  test(`records that are ${what} are an error, not none`, (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'records.json'), text);
    const error = t.throws(() => lockRecords(folder), { instanceOf: CniError });
    t.like(error, { code: 5, message: `the records ${folder}/records.json are damaged: ${reason}` });
  });

test('a write that fails leaves the old records', (t) => {
  const folder = temporaryFolder(t);
  {
    using records = lockRecords(folder);
    records.write([RECORD]);
  }
  mkdirSync(join(folder, 'records.json.new'));
  {
    using records = lockRecords(folder);
    t.throws(() => records.write([]), {
      message: `failed to write the records ${folder}/records.json: is a directory`,
    });
    t.deepEqual(records.all, [RECORD]);
  }
  t.deepEqual(readRecords(folder), [RECORD]);
});
