import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { run } from '../../../src/main.ts';
import { TextSink } from '../../../src/output.ts';
import { recordings } from './recordings/index.ts';

test('--json-stream makes each record a line of JSON that says which object it is', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'monitor-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'addresses');
  writeFileSync(file, recordings['addresses'] ?? '');
  const out = new TextSink();
  const err = new TextSink();
  const io = { out, err, environment: {}, self: [], isTerminal: () => false };
  const words = ['--json-stream', '-ts', 'monitor', 'all-nsid', 'dev', 'lo', 'file', file];
  t.is(await run('ip', words, io), 0);
  const records = out.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  t.is(records.length, 5);
  t.like(records[0], { in_nsid: null, object: 'address', index: 1, local: '10.0.0.1', label: 'lo:1' });
  t.regex(records[0].timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/);
  t.deepEqual(
    records.map(({ deleted }) => deleted),
    [undefined, undefined, true, undefined, true],
  );
});
