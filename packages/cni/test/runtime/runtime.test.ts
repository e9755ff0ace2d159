import { closeSync, existsSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { CniError } from '../../src/error.ts';
import { describe } from '../../src/runtime/failure.ts';
import { Runtime } from '../../src/runtime/runtime.ts';
import { networkOf, printing, Recorder } from './recorder.ts';

const attachment = { containerId: 'c1', netns: '/ns/c1', ifName: 'eth0' } as const;
const first = {
  cniVersion: '1.0.0',
  interfaces: [{ name: 'eth0' }],
  ips: [{ address: '10.0.0.2/24' }],
} as const;
const second = { ...first, dns: { domain: 'second' } } as const;

/** Two plugins in a chain. */
function chain(recorder: Recorder, version = '1.0.0', more: object = {}) {
  recorder.plugin('one', printing({ ...first, cniVersion: version }));
  recorder.plugin('two', printing({ ...second, cniVersion: version }));
  return networkOf(version, [{ type: 'one', x: 1 }, { type: 'two' }], more);
}

test('ADD: environment, request, the result of the one before, the result of the last', async (t) => {
  const recorder = new Recorder(t);
  const args = [
    ['IgnoreUnknown', '1'],
    ['K8S_POD_NAME', 'p'],
  ] as const;
  const { result, version, json } = await recorder.runtime.add(chain(recorder), { ...attachment, args });
  t.is(version, '1.0.0');
  t.is(result.dns.domain, 'second');
  t.deepEqual(JSON.parse(json), second);
  t.true(json.startsWith('{\n    "cniVersion": "1.0.0",\n'));
  const env = {
    CNI_CONTAINERID: 'c1',
    CNI_NETNS: '/ns/c1',
    CNI_IFNAME: 'eth0',
    CNI_ARGS: 'IgnoreUnknown=1;K8S_POD_NAME=p',
    CNI_PATH: `/nowhere:${recorder.folder}`,
    EXTRA: 'kept',
  };
  t.deepEqual(recorder.taken(), [
    { type: 'one', command: 'ADD', env, request: { type: 'one', x: 1, cniVersion: '1.0.0', name: 'net' } },
    {
      type: 'two',
      command: 'ADD',
      env,
      request: { type: 'two', cniVersion: '1.0.0', name: 'net', prevResult: first },
    },
  ]);
});

test('runtimeConfig has what the plugin declares and the runtime knows', async (t) => {
  const recorder = new Recorder(t);
  recorder.plugin('one', printing(first));
  recorder.plugin('two', printing(first));
  const network = networkOf('1.0.0', [
    { type: 'one', capabilities: { ips: true, mac: false, aliases: true } },
    { type: 'two', capabilities: { mac: false } },
  ]);
  const capabilityArgs = { ips: ['10.0.0.9/24'], mac: '02:00:00:00:00:01', bandwidth: {} };
  await recorder.runtime.add(network, { ...attachment, capabilityArgs });
  const requests = recorder.taken().map(({ request }) => request);
  t.deepEqual(requests[0]?.['runtimeConfig'], { ips: ['10.0.0.9/24'] });
  t.deepEqual(requests[0]?.['capabilities'], { ips: true, mac: false, aliases: true });
  t.false('runtimeConfig' in (requests[1] ?? {}));
});

test('DEL runs backwards with the result of ADD, and forgets it', async (t) => {
  const recorder = new Recorder(t);
  const network = chain(recorder);
  await recorder.runtime.add(network, attachment);
  recorder.taken();
  await recorder.runtime.del(network, attachment);
  const asked = () =>
    recorder.taken().map(({ type, command, request }) => [type, command, request['prevResult']]);
  t.deepEqual(asked(), [
    ['two', 'DEL', second],
    ['one', 'DEL', second],
  ]);
  t.deepEqual(await recorder.runtime.attachments(), []);
  await recorder.runtime.del(network, attachment);
  t.deepEqual(asked(), [
    ['two', 'DEL', undefined],
    ['one', 'DEL', undefined],
  ]);
});

test('before 0.4.0 DEL has no result, and what was remembered goes all the same', async (t) => {
  const recorder = new Recorder(t);
  const network = chain(recorder, '0.3.1');
  await recorder.runtime.add(network, attachment);
  recorder.taken();
  await recorder.runtime.del(network, attachment);
  t.deepEqual(
    recorder.taken().map(({ request }) => 'prevResult' in request),
    [false, false],
  );
  t.deepEqual(await recorder.runtime.attachments(), []);
});

test('DEL ends at the first error and stays to be repeated', async (t) => {
  const recorder = new Recorder(t);
  const network = chain(recorder);
  await recorder.runtime.add(network, attachment);
  recorder.taken();
  recorder.plugin('two', `echo '{"code":11,"msg":"later"}'; exit 1`);
  const error = await t.throwsAsync(recorder.runtime.del(network, attachment), { instanceOf: CniError });
  t.is(error?.message, 'plugin type="two" failed (delete): later');
  t.is(error?.code, 11);
  t.is(recorder.taken().length, 1);
  t.is((await recorder.runtime.attachments('c1')).length, 1);
});

test('CHECK runs forwards, all with the last result', async (t) => {
  const recorder = new Recorder(t);
  const network = chain(recorder);
  await recorder.runtime.add(network, attachment);
  recorder.taken();
  await recorder.runtime.check(network, attachment);
  t.deepEqual(
    recorder.taken().map(({ type, command, request }) => [type, command, request['prevResult']]),
    [
      ['one', 'CHECK', second],
      ['two', 'CHECK', second],
    ],
  );
});

test('CHECK is not called with disableCheck, and refused before 0.4.0', async (t) => {
  const recorder = new Recorder(t);
  await recorder.runtime.check(chain(recorder, '1.0.0', { disableCheck: 'true' }), attachment);
  t.deepEqual(recorder.taken(), []);
  const error = await t.throwsAsync(recorder.runtime.check(chain(recorder, '0.3.1'), attachment));
  t.is(error?.message, 'configuration version "0.3.1" does not support the CHECK command');
});

test('an ADD that fails names the plugin and keeps code and details', async (t) => {
  const recorder = new Recorder(t);
  const network = chain(recorder);
  recorder.plugin('two', `echo '{"code":50,"msg":"no","details":"why"}'; exit 1`);
  const error = await t.throwsAsync(recorder.runtime.add(network, attachment), { instanceOf: CniError });
  t.deepEqual(
    [error?.code, error?.message, error?.details],
    [50, 'plugin type="two" failed (add): no', 'why'],
  );
  t.is(error && describe(error), 'plugin type="two" failed (add): no; why');
  t.deepEqual(await recorder.runtime.attachments(), []);
  // Cleaning up is the caller's.
  t.deepEqual(
    recorder.taken().map(({ command }) => command),
    ['ADD', 'ADD'],
  );
});

for (const [name, script, message] of [
  ['nothing', '', 'failed to unmarshal raw result: unexpected end of JSON input result '],
  [
    'no JSON',
    'echo oops',
    "failed to unmarshal raw result: invalid character 'o' looking for beginning of value result oops\n",
  ],
  ['an unknown version', `echo '{"cniVersion":"7.0.0"}'`, 'unsupported CNI result version "7.0.0"'],
  [
    'a wrong type',
    `echo '{"ips":7}'`,
    'json: cannot unmarshal number into Go struct field Result.ips of type []*types100.IPConfig',
  ],
  ['an error without words', 'exit 3', 'netplugin failed with no error message: exit status 3'],
] as const) {
  test(`a plugin prints ${name}`, async (t) => {
    const recorder = new Recorder(t);
    recorder.plugin('one', script);
    const error = await t.throwsAsync(
      recorder.runtime.add(networkOf('1.0.0', [{ type: 'one', name: 'n' }]), attachment),
    );
    t.is(error?.message, `plugin type="one" name="n" failed (add): ${message}`);
  });
}

test("a result in another version is converted, one without a version is in the network's", async (t) => {
  const recorder = new Recorder(t);
  recorder.plugin('one', printing({ cniVersion: '0.2.0', ip4: { ip: '10.0.0.2/24' } }));
  recorder.plugin('two', printing(null));
  const network = networkOf('0.4.0', [{ type: 'one' }, { type: 'two' }]);
  const { json } = await recorder.runtime.add(network, attachment);
  t.deepEqual(recorder.taken()[1]?.request['prevResult'], {
    cniVersion: '0.4.0',
    ips: [{ version: '4', address: '10.0.0.2/24' }],
    dns: {},
  });
  t.deepEqual(JSON.parse(json), { cniVersion: '0.4.0' });
});

test('a result of 0.2.0 without an address is passed on', async (t) => {
  const recorder = new Recorder(t);
  recorder.plugin('one', printing({ dns: { domain: 'd' } }));
  const { json } = await recorder.runtime.add(networkOf('0.2.0', [{ type: 'one' }]), attachment);
  t.deepEqual(JSON.parse(json), { cniVersion: '0.2.0', dns: { domain: 'd' } });
});

test('STATUS: the first that is not ready, with its code; not before 1.1.0', async (t) => {
  const recorder = new Recorder(t);
  recorder.plugin('one');
  recorder.plugin('two', `echo '{"code":51,"msg":"limited"}'; exit 1`);
  const plugins = [{ type: 'one' }, { type: 'two' }, { type: 'one' }];
  await recorder.runtime.status(networkOf('1.0.0', plugins));
  t.deepEqual(recorder.taken(), []);
  const error = await t.throwsAsync(recorder.runtime.status(networkOf('1.1.0', plugins)), {
    instanceOf: CniError,
  });
  t.deepEqual([error?.code, error?.message], [51, 'plugin type="two" failed (status): limited']);
  t.deepEqual(
    recorder
      .taken()
      .map(({ type, command, env, request }) => [type, command, env['CNI_CONTAINERID'], request]),
    [
      ['one', 'STATUS', '', { type: 'one', cniVersion: '1.1.0', name: 'net' }],
      ['two', 'STATUS', '', { type: 'two', cniVersion: '1.1.0', name: 'net' }],
    ],
  );
});

for (const [name, id, netName, ifName, code, message] of [
  ['container id', '../x', 'net', 'eth0', 4, 'invalid characters in containerID'],
  ['no container id', '', 'net', 'eth0', 3, 'missing containerID'],
  ['network name', 'c1', 'a/b', 'eth0', 7, 'invalid characters found in network name'],
  ['interface', 'c1', 'net', 'a/b', 4, 'interface name contains / or : or whitespace characters'],
  ['no interface', 'c1', 'net', '', 4, 'interface name is empty'],
] as const) {
  test(`a bad ${name} is refused before anything runs`, async (t) => {
    const recorder = new Recorder(t);
    const network = { ...chain(recorder), name: netName };
    const bad = { containerId: id, netns: '/ns', ifName };
    for (const operation of ['add', 'check', 'del'] as const) {
      const error = await t.throwsAsync(recorder.runtime[operation](network, bad), { instanceOf: CniError });
      t.deepEqual([error?.code, error?.message], [code, message]);
    }
    t.deepEqual(recorder.taken(), []);
  });
}

test('CNI_ARGS that would be read as others are refused', async (t) => {
  const recorder = new Recorder(t);
  const args = [['A', '1;IP=10.0.0.1']] as const;
  const error = await t.throwsAsync(recorder.runtime.add(chain(recorder), { ...attachment, args }));
  t.is(error?.message, 'plugin type="one" failed (add): invalid CNI_ARGS pair "A=1;IP=10.0.0.1"');
});

test('a version that is not known', async (t) => {
  const recorder = new Recorder(t);
  const error = await t.throwsAsync(recorder.runtime.add(chain(recorder, '7.0.0'), attachment));
  t.is(error?.message, 'incompatible CNI versions');
});

test('a plugin that is not there, and no folder at all', async (t) => {
  const recorder = new Recorder(t);
  const network = networkOf('1.0.0', [{ type: 'none' }]);
  const error = await t.throwsAsync(recorder.runtime.add(network, attachment));
  t.is(
    error?.message,
    `plugin type="none" failed (add): failed to find plugin "none" in path [/nowhere ${recorder.folder}]`,
  );
  const lost = new Runtime({ path: [''], cacheDir: recorder.cache });
  t.is(
    (await t.throwsAsync(lost.add(network, attachment)))?.message,
    'plugin type="none" failed (add): no paths provided',
  );
});

test('what a plugin that succeeds writes to stderr is logged', async (t) => {
  const recorder = new Recorder(t);
  recorder.plugin('one', `echo told >&2; ${printing(first)}`);
  await recorder.runtime.add(networkOf('1.0.0', [{ type: 'one' }]), attachment);
  t.deepEqual(recorder.logged, ['told\n']);
});

test('a plugin that does not read its configuration', async (t) => {
  const recorder = new Recorder(t);
  writeFileSync(join(recorder.folder, 'deaf'), '#!/bin/sh\nexec <&-\necho null\n', { mode: 0o755 });
  const network = networkOf('1.0.0', [{ type: 'deaf', big: 'x'.repeat(10_000_000) }]);
  t.deepEqual((await recorder.runtime.add(network, attachment)).result.ips, []);
});

test('a plugin that is still being written is tried again', async (t) => {
  const recorder = new Recorder(t);
  recorder.plugin('one', printing(first));
  const writer = openSync(join(recorder.folder, 'one'), 'r+');
  setTimeout(() => closeSync(writer), 500);
  const started = Date.now();
  await recorder.runtime.add(networkOf('1.0.0', [{ type: 'one' }]), attachment);
  t.true(Date.now() - started >= 1000);
});

test('a file that cannot be started', async (t) => {
  const recorder = new Recorder(t);
  const file = join(recorder.folder, 'one');
  writeFileSync(file, 'x', { mode: 0o644 });
  const error = await t.throwsAsync(recorder.runtime.add(networkOf('1.0.0', [{ type: 'one' }]), attachment));
  t.is(error?.message, `plugin type="one" failed (add): fork/exec ${file}: permission denied`);
});

test('an operation that is called off ends the plugin', async (t) => {
  const recorder = new Recorder(t);
  recorder.plugin('one', 'exec sleep 60');
  const controller = new AbortController();
  const runtime = new Runtime({
    path: [recorder.folder],
    cacheDir: recorder.cache,
    signal: controller.signal,
  });
  setTimeout(() => controller.abort(new Error('too long')), 200);
  const network = networkOf('1.0.0', [{ type: 'one' }]);
  const error = await t.throwsAsync(runtime.add(network, attachment));
  t.is(error?.message, 'plugin type="one" failed (add): too long');
});

test('a cache that cannot be written fails the ADD', async (t) => {
  const recorder = new Recorder(t);
  writeFileSync(recorder.cache, '');
  const error = await t.throwsAsync(recorder.runtime.add(chain(recorder), attachment));
  t.true(error?.message.startsWith('failed to set network "net" cached result: '), error?.message);
});

test('the file of the cache', async (t) => {
  const recorder = new Recorder(t);
  const network = chain(recorder);
  const capabilityArgs = { ips: ['10.0.0.2/24'] };
  await recorder.runtime.add(network, { ...attachment, args: [['A', 'b']], capabilityArgs });
  const file = join(recorder.cache, 'results/net-c1-eth0');
  t.deepEqual(JSON.parse(readFileSync(file, 'utf8')), {
    kind: 'cniCacheV1',
    containerId: 'c1',
    config: Buffer.from(network.bytes).toString('base64'),
    ifName: 'eth0',
    networkName: 'net',
    netns: '/ns/c1',
    cniArgs: [['A', 'b']],
    capabilityArgs,
    result: second,
  });
  const mode = (path: string) => (statSync(path).mode & 0o7777).toString(8);
  t.deepEqual([mode(file), mode(join(file, '..')), mode(recorder.cache)], ['600', '700', '700']);
  await recorder.runtime.del(network, attachment);
  t.false(existsSync(file));
});
