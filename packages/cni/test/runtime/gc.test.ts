import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { CniError } from '../../src/error.ts';
import type { Network } from '../../src/runtime/network.ts';
import { networkOf, printing, Recorder } from './recorder.ts';

const result = { cniVersion: '1.1.0', ips: [{ address: '10.0.0.2/24' }] } as const;

/** A network of two plugins with the attachments c1, c2 and c3, and one of another network. */
async function attached(
  t: ExecutionContext,
  version = '1.1.0',
  more: object = {},
): Promise<[Recorder, Network]> {
  const recorder = new Recorder(t);
  const printed = printing({ ...result, cniVersion: version });
  recorder.plugin('one', printed);
  recorder.plugin('two', printed);
  const network = networkOf(version, [{ type: 'one' }, { type: 'two' }], more);
  for (const id of ['c1', 'c2', 'c3'])
    await recorder.runtime.add(network, {
      containerId: id,
      netns: `/ns/${id}`,
      ifName: 'eth0',
      args: [['A', id]],
    });
  await recorder.runtime.add(
    { ...network, name: 'other' },
    { containerId: 'c9', netns: '/ns/c9', ifName: 'eth0' },
  );
  recorder.taken();
  return [recorder, network];
}

const asked = (recorder: Recorder) =>
  recorder.taken().map(({ type, command, env }) => `${command} ${type} ${env['CNI_CONTAINERID']}`);

test('first DEL of what is not valid, then GC with the valid ones under both keys', async (t) => {
  const [recorder, network] = await attached(t);
  const valid = [{ containerID: 'c2', ifname: 'eth0' }];
  await recorder.runtime.gc(network, valid);
  const runs = recorder.taken();
  t.deepEqual(
    runs.map(({ type, command, env }) => [
      command,
      type,
      env['CNI_CONTAINERID'],
      env['CNI_NETNS'],
      env['CNI_ARGS'],
    ]),
    [
      ['DEL', 'two', 'c1', '/ns/c1', 'A=c1'],
      ['DEL', 'one', 'c1', '/ns/c1', 'A=c1'],
      ['DEL', 'two', 'c3', '/ns/c3', 'A=c3'],
      ['DEL', 'one', 'c3', '/ns/c3', 'A=c3'],
      ['GC', 'one', '', '', ''],
      ['GC', 'two', '', '', ''],
    ],
  );
  t.deepEqual(runs[0]?.request['prevResult'], result);
  t.deepEqual(runs[4]?.request, {
    type: 'one',
    cniVersion: '1.1.0',
    name: 'net',
    'cni.dev/valid-attachments': valid,
    'cni.dev/attachments': valid,
  });
  t.deepEqual(
    (await recorder.runtime.attachments()).map(({ network, containerId }) => [network, containerId]),
    [
      ['net', 'c2'],
      ['other', 'c9'],
    ],
  );
});

test('the same container with another interface is another attachment', async (t) => {
  const [recorder, network] = await attached(t);
  await recorder.runtime.gc(network, [
    { containerID: 'c1', ifname: 'eth1' },
    { containerID: 'c2', ifname: 'eth0' },
    { containerID: 'c3', ifname: 'eth0' },
  ]);
  t.deepEqual(asked(recorder), ['DEL two c1', 'DEL one c1', 'GC one ', 'GC two ']);
});

test('without a list nothing is valid', async (t) => {
  const [recorder, network] = await attached(t);
  await recorder.runtime.gc(network);
  const runs = recorder.taken();
  t.is(runs.length, 8);
  t.deepEqual(runs.at(-1)?.request['cni.dev/valid-attachments'], []);
});

test('before 1.1.0 there is the DEL only', async (t) => {
  const [recorder, network] = await attached(t, '1.0.0');
  await recorder.runtime.gc(network, [{ containerID: 'c1', ifname: 'eth0' }]);
  t.deepEqual(asked(recorder), ['DEL two c2', 'DEL one c2', 'DEL two c3', 'DEL one c3']);
});

test('disableGC', async (t) => {
  const [recorder, network] = await attached(t, '1.1.0', { disableGC: 'True' });
  await recorder.runtime.gc(network);
  t.deepEqual(asked(recorder), []);
  t.is((await recorder.runtime.attachments()).length, 4);
});

test('it goes on over errors and tells all of them', async (t) => {
  const [recorder, network] = await attached(t);
  recorder.plugin(
    'one',
    `test "$CNI_CONTAINERID" = c2 || { echo '{"code":105,"msg":"bad","details":"d"}'; exit 1; }`,
  );
  const error = await t.throwsAsync(recorder.runtime.gc(network), { instanceOf: CniError });
  t.is(error?.code, 105);
  t.deepEqual(error?.message.split('\n'), [
    'failed to delete stale attachment c1 eth0: plugin type="one" failed (delete): bad; d',
    'failed to delete stale attachment c3 eth0: plugin type="one" failed (delete): bad; d',
    'failed to GC plugin one: bad; d',
  ]);
  t.deepEqual(asked(recorder).slice(-2), ['GC one ', 'GC two ']);
  t.deepEqual(
    (await recorder.runtime.attachments()).map(({ containerId }) => containerId),
    ['c1', 'c3', 'c9'],
  );
});

test('without a cache GC is called all the same', async (t) => {
  const recorder = new Recorder(t);
  recorder.plugin('one');
  await recorder.runtime.gc(networkOf('1.1.0', [{ type: 'one' }]));
  t.deepEqual(asked(recorder), ['GC one ']);
});

test('what is no file of an attachment is left alone', async (t) => {
  const [recorder, network] = await attached(t);
  mkdirSync(join(recorder.cache, 'results/net-c5-eth0'));
  writeFileSync(join(recorder.cache, 'results/net-c6-eth0'), '{');
  writeFileSync(join(recorder.cache, 'results/net-c7-eth0'), JSON.stringify(result));
  t.is((await recorder.runtime.attachments()).length, 4);
  await t.notThrowsAsync(recorder.runtime.gc(network, []));
});
