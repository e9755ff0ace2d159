import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { CniError } from '../../src/error.ts';
import { listNetworks, loadNetwork, loadNetworkFile } from '../../src/runtime/load.ts';
import { temporaryFolder } from '../folder.ts';

/** A folder with these files; what is no text is written as JSON. */
function folder(t: ExecutionContext, files: Readonly<Record<string, unknown>>): string {
  const path = temporaryFolder(t);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true });
    writeFileSync(join(path, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return path;
}

const list = (name: string, ...types: readonly string[]) => ({
  name,
  ...(types.length > 0 && { plugins: types.map((type) => ({ type })) }),
});
const types = async (path: string, name: string) =>
  (await loadNetwork(path, name)).plugins.map(({ type }) => type);

test('lists come before single plugins, each in the order of their names', async (t) => {
  const path = folder(t, {
    '00.conf': { name: 'net', type: 'single' },
    '20.conflist': list('net', 'second'),
    '10.conflist': list('net', 'first'),
    '05.conflist': list('other', 'x'),
  });
  t.deepEqual(await types(path, 'net'), ['first']);
});

test('a single plugin, of a .conf or .json file', async (t) => {
  const path = folder(t, {
    'a.conflist': list('other', 'x'),
    'b.json': { name: 'json', type: 'y' },
    'c.conf': { name: 'conf', type: 'z' },
  });
  t.deepEqual(await types(path, 'json'), ['y']);
  t.deepEqual(await types(path, 'conf'), ['z']);
});

test('other files and folders are none, a link is one', async (t) => {
  const path = folder(t, {
    'a.conflist/x': '',
    'b.conflist.bak': 'broken',
    'c.yaml': 'broken',
    'd.conflist': list('net', 'x'),
  });
  symlinkSync('d.conflist', join(path, '.conflist'));
  t.deepEqual(
    (await listNetworks(path)).map(({ file }) => file),
    [join(path, '.conflist'), join(path, 'd.conflist')],
  );
});

test('what is not found', async (t) => {
  const failing = async (path: string) => (await t.throwsAsync(loadNetwork(path, 'no"net')))?.message;
  const empty = folder(t, {});
  t.is(await failing(empty), `no net configurations found in ${empty}`);
  t.is(await failing(join(empty, 'missing')), `no net configurations found in ${join(empty, 'missing')}`);
  const lists = folder(t, { 'a.conflist': list('x', 'y') });
  t.is(await failing(lists), `no net configuration with name "no"net" in ${lists}`);
  const single = folder(t, { 'a.conf': { name: 'x', type: 'y' } });
  t.is(await failing(single), `no net configuration with name "no"net" in ${single}`);
  const file = join(single, 'a.conf');
  t.is(await failing(file), `open ${file}: not a directory`);
});

test('a broken file before the one that is looked for ends the search, one behind it does not', async (t) => {
  const path = folder(t, {
    '10.conflist': list('early', 'x'),
    '20.conflist': '{',
    '30.conflist': list('late', 'x'),
  });
  t.deepEqual(await types(path, 'early'), ['x']);
  const error = await t.throwsAsync(loadNetwork(path, 'late'), { instanceOf: CniError });
  t.is(error?.message, 'error parsing configuration list: unexpected end of JSON input');
  t.is(error?.details, join(path, '20.conflist'));
  t.deepEqual(
    (await listNetworks(path)).map(({ network }) => (network instanceof CniError ? 'broken' : network.name)),
    ['early', 'broken', 'late'],
  );
});

test('the plugins of the folder with the name of the network come behind those of the list', async (t) => {
  const path = folder(t, {
    'a.conflist': list('net', 'inlined'),
    'b.conflist': list('bare'),
    'c.conflist': { ...list('closed', 'inlined'), loadOnlyInlinedPlugins: true },
    'net/20.conf': { type: 'last' },
    'net/10.conf': { type: 'first' },
    'net/readme.txt': 'x',
    'bare/10.conf': { type: 'alone' },
    'closed/10.conf': '{',
  });
  t.deepEqual(await types(path, 'net'), ['inlined', 'first', 'last']);
  t.deepEqual(await types(path, 'bare'), ['alone']);
  t.deepEqual(await types(path, 'closed'), ['inlined']);
});

test('a list without plugins anywhere', async (t) => {
  const path = folder(t, { 'a.conflist': list('net') });
  const error = await t.throwsAsync(loadNetwork(path, 'net'));
  t.is(error?.message, 'no plugin configs found');
});

test('a broken file in the folder of the network', async (t) => {
  const path = folder(t, { 'a.conflist': list('net', 'x'), 'net/a.conf': {} });
  const error = await t.throwsAsync(loadNetwork(path, 'net'), { instanceOf: CniError });
  t.deepEqual(
    [error?.message, error?.details],
    ["error parsing configuration: missing 'type'", join(path, 'net/a.conf')],
  );
});

test('a name that leads out of the folder is not followed', async (t) => {
  const path = folder(t, {
    'conf/a.conflist': list('../outside', 'x'),
    'outside/a.conf': { type: 'evil' },
  });
  t.deepEqual(await types(join(path, 'conf'), '../outside'), ['x']);
});

test('a file that is not there', async (t) => {
  const error = await t.throwsAsync(loadNetworkFile('/nowhere/a.conflist'));
  t.is(error?.message, 'error reading /nowhere/a.conflist: no such file or directory');
});
