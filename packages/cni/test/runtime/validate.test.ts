import test, { type ExecutionContext } from 'ava';
import { networkOf, Recorder } from './recorder.ts';

/** Versions of a plugin that answers VERSION by this shell line. */
async function versions(t: ExecutionContext, script: string): Promise<readonly string[]> {
  const recorder = new Recorder(t);
  recorder.plugin('one', script);
  return recorder.runtime.versions('one');
}

const answering = (answer: unknown) => `printf '%s' '${JSON.stringify(answer)}'`;

test('VERSION is asked with values that old plugins want', async (t) => {
  const recorder = new Recorder(t);
  recorder.plugin('one', answering({ cniVersion: '1.0.0', supportedVersions: ['0.4.0', '1.0.0'] }));
  t.deepEqual(await recorder.runtime.versions('one'), ['0.4.0', '1.0.0']);
  t.like(recorder.taken(), [
    {
      command: 'VERSION',
      env: { CNI_CONTAINERID: '', CNI_NETNS: 'dummy', CNI_IFNAME: 'dummy', CNI_PATH: 'dummy', CNI_ARGS: '' },
      request: { cniVersion: '1.1.0' },
    },
  ]);
});

test('a plugin that knows no VERSION speaks 0.1.0', async (t) => {
  const script = `echo '{"code":4,"msg":"unknown CNI_COMMAND: VERSION"}'; exit 1`;
  t.deepEqual(await versions(t, script), ['0.1.0']);
});

test('an answer of 0.2.0 names no versions', async (t) => {
  t.deepEqual(await versions(t, answering({ cniVersion: '0.2.0' })), ['0.1.0', '0.2.0']);
});

for (const [script, message] of [
  [answering({}), 'decoding version info: missing field cniVersion'],
  [answering({ cniVersion: '1.0.0' }), 'decoding version info: missing field supportedVersions'],
  ['', 'decoding version info: unexpected end of JSON input'],
  [`echo '{"code":4,"msg":"no"}'; exit 1`, 'no'],
] as const) {
  test(`a bad answer to VERSION: ${message}`, async (t) => {
    t.is((await t.throwsAsync(versions(t, script)))?.message, message);
  });
}

test('a network is valid when all of its plugins are there and speak its version', async (t) => {
  const recorder = new Recorder(t);
  recorder.plugin('new', answering({ cniVersion: '1.1.0', supportedVersions: ['1.0.0', '1.1.0'] }));
  recorder.plugin('old', answering({ cniVersion: '0.4.0', supportedVersions: ['0.1.0', '0.4.0'] }));
  const { runtime, folder } = recorder;
  const capabilities = { ips: true, mac: false };
  const found = await runtime.validate(networkOf('1.0.0', [{ type: 'new', capabilities }]));
  t.deepEqual([...found], ['ips']);
  await t.notThrowsAsync(runtime.validate(networkOf('', [{ type: 'old' }])));
  const error = await t.throwsAsync(
    runtime.validate(networkOf('1.0.0', [{ type: 'old' }, { type: 'new' }, { type: 'gone' }])),
  );
  t.is(
    error?.message,
    `[plugin old does not support config version "1.0.0" failed to find plugin "gone" in path [/nowhere ${folder}]]`,
  );
});
