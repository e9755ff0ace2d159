import { closeSync, linkSync, mkdirSync, openSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { CniError } from '../../src/error.ts';
import { findDelegate } from '../../src/ipam/delegate.ts';
import { staticIpam } from '../../src/ipam/static.ts';
import { parseJson } from '../../src/json/parse.ts';
import type { Request } from '../../src/request.ts';
import type { SpecVersion } from '../../src/version.ts';
import { temporaryFolder } from '../folder.ts';
import { environment } from '../invoke.ts';

function request(path: string, version: SpecVersion = '1.0.0', config: object = {}): Request {
  const stdin = Buffer.from(JSON.stringify({ name: 'net', cniVersion: version, ...config }));
  return {
    command: 'ADD',
    containerId: 'c1',
    netns: '/nowhere',
    ifName: 'eth0',
    args: '',
    path,
    env: { ...environment({ CNI_PATH: path }), PATH: process.env['PATH'], EXTRA: 'kept' },
    stdin,
    config: parseJson(stdin),
    version,
    inProcess: () => undefined,
  };
}

/** A folder with an executable `fake` of these shell lines. */
function fake(t: ExecutionContext, script: string): string {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'fake'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return folder;
}

test('what cannot be found is told as the reference tells it', (t) => {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'folder'));
  const failing = (type: string, path: string) =>
    t.throws(() => findDelegate(type, request(path)).add())?.message;
  t.is(failing('', folder), 'no plugin name provided');
  t.is(failing('a/b', folder), 'invalid plugin name: a/b');
  t.is(failing('../x', folder), 'invalid plugin name: ../x');
  t.is(failing('x', ':'), 'no paths provided');
  t.is(failing('x"', `${folder}:/nowhere`), `failed to find plugin "x\\"" in path [${folder} /nowhere]`);
  t.is(failing('folder', folder), `failed to find plugin "folder" in path [${folder}]`);
  t.is(failing('..', folder), `failed to find plugin ".." in path [${folder}]`);
  t.is(failing('x\0', folder), `failed to find plugin "x\\x00" in path [${folder}]`);
});

test('the first folder that has the file counts, links are followed', (t) => {
  const [first, second] = [
    temporaryFolder(t),
    fake(t, 'cat >/dev/null; echo \'{"dns":{"domain":"second"}}\''),
  ];
  t.is(findDelegate('fake', request(`/nowhere:${first}:${second}`)).add().dns.domain, 'second');
  symlinkSync(join(second, 'fake'), join(first, 'other'));
  t.is(findDelegate('other', request(`${first}:${second}`)).add().dns.domain, 'second');
});

test('the delegate gets the whole configuration and environment, the command replaced', (t) => {
  const folder = fake(
    t,
    'config=$(cat); test "$config" = \'{"name":"net","cniVersion":"1.0.0","extra":[1]}\' || exit 1\n' +
      'test "$CNI_COMMAND$EXTRA$CNI_IFNAME" = DELkepteth0 || exit 2',
  );
  t.notThrows(() => findDelegate('fake', request(folder, '1.0.0', { extra: [1] })).run('DEL'));
  const wrong = t.throws(() => findDelegate('fake', request(folder, '1.0.0', { extra: [1] })).run('CHECK'));
  t.is(wrong?.message, 'netplugin failed with no error message: exit status 2');
});

for (const [name, script, code, message, details = ''] of [
  ['an error object', `echo '{"code":11,"msg":"later","details":"soon"}'; exit 3`, 11, 'later', 'soon'],
  ['nothing', 'exit 3', 0, 'netplugin failed with no error message: exit status 3'],
  [
    'only stderr',
    'printf \'no "luck"\\n\' >&2; exit 1',
    0,
    'netplugin failed: "no \\"luck\\"\\n": exit status 1',
  ],
  [
    'no JSON',
    'printf bad; exit 1',
    0,
    `netplugin failed but error parsing its diagnostic message "bad": invalid character 'b' looking for beginning of value`,
  ],
  ['a signal', 'kill -9 $$', 0, 'netplugin failed with no error message: signal: killed'],
  [
    'another signal',
    'ulimit -c 0; kill -SEGV $$',
    0,
    'netplugin failed with no error message: signal: segmentation fault',
  ],
] as const) {
  test(`a delegate fails with ${name}`, (t) => {
    const error = t.throws(() => findDelegate('fake', request(fake(t, script))).add(), {
      instanceOf: CniError,
    });
    t.deepEqual([error?.code, error?.message, error?.details], [code, message, details]);
  });
}

test('a file that cannot be started', (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'fake'), 'x', { mode: 0o644 });
  const error = t.throws(() => findDelegate('fake', request(folder)).add());
  t.is(error?.message, `fork/exec ${folder}/fake: permission denied`);
});

test('a file that is still being written is tried again', (t) => {
  const folder = fake(t, 'echo null');
  const writer = openSync(join(folder, 'fake'), 'r+');
  const started = Date.now();
  try {
    const error = t.throws(() => findDelegate('fake', request(folder)).add());
    t.is(error?.message, `fork/exec ${folder}/fake: text file busy`);
    t.true(Date.now() - started >= 5000);
  } finally {
    closeSync(writer);
  }
  t.deepEqual(findDelegate('fake', request(folder)).add().ips, []);
});

for (const [name, version, printed, ips] of [
  [
    'its own version',
    '1.0.0',
    { cniVersion: '0.2.0', ip4: { ip: '10.0.0.1/8' } },
    [{ address: '10.0.0.1/8' }],
  ],
  ['the version of the request', '0.2.0', { ip4: { ip: '10.0.0.1/8' } }, [{ address: '10.0.0.1/8' }]],
  [
    'a newer version',
    '0.4.0',
    { cniVersion: '1.1.0', ips: [{ address: '10.0.0.1/8' }] },
    [{ address: '10.0.0.1/8' }],
  ],
  ['the literal null', '1.0.0', null, []],
] as const) {
  test(`the result is read in ${name}`, (t) => {
    const folder = fake(t, `cat >/dev/null; printf '%s' '${JSON.stringify(printed)}'`);
    t.deepEqual(JSON.parse(JSON.stringify(findDelegate('fake', request(folder, version)).add().ips)), ips);
  });
}

test('a result of an unknown version is refused', (t) => {
  const folder = fake(t, `echo '{"cniVersion":"7.0.0"}'`);
  t.is(
    t.throws(() => findDelegate('fake', request(folder)).add())?.message,
    'unsupported CNI result version "7.0.0"',
  );
});

test('ten megabytes in and out of a delegate', (t) => {
  const folder = fake(t, 'printf \'{"dns":{"domain":"\'; tr -d \'{}":[]\'; printf \'"}}\'');
  const { dns } = findDelegate('fake', request(folder, '1.0.0', { big: 'x'.repeat(10_000_000) })).add();
  t.true(dns.domain.length > 10_000_000);
});

test('the file that is running is not started again', (t) => {
  const folder = temporaryFolder(t);
  // Under test the running file is node itself: what leads to it leads to ourselves.
  symlinkSync(process.execPath, join(folder, 'static'));
  const config = {
    ipam: { type: 'static', addresses: [{ address: '10.0.0.1/8' }, { address: '11.0.0.1/8' }] },
  };
  const asked: string[] = [];
  const own = (version: SpecVersion): Request => ({
    ...request(folder, version, config),
    inProcess: (type) => {
      asked.push(type);
      return staticIpam;
    },
  });
  t.deepEqual(
    findDelegate('static', own('1.0.0'))
      .add()
      .ips.map(({ address }) => address),
    ['10.0.0.1/8', '11.0.0.1/8'],
  );
  t.notThrows(() => findDelegate('static', own('1.0.0')).run('DEL'));
  t.notThrows(() => findDelegate('static', own('1.1.0')).run('STATUS'));
  t.notThrows(() => findDelegate('static', own('1.1.0')).run('GC'));
  t.is(
    t.throws(() => findDelegate('static', own('1.0.0')).run('CHECK'))?.message,
    'Required prevResult missing',
  );
  t.is(
    t.throws(() => findDelegate('static', own('0.2.0')).add())?.message,
    'CNI version 0.2.0 does not support more than 1 address per family',
  );
  t.deepEqual(asked, Array(6).fill('static'));
});

test('a hard link of another file is another file', (t) => {
  const folder = fake(t, `echo '{"dns":{"domain":"exec"}}'`);
  linkSync(join(folder, 'fake'), join(folder, 'static'));
  const other: Request = { ...request(folder), inProcess: () => staticIpam };
  t.is(findDelegate('static', other).add().dns.domain, 'exec');
});
