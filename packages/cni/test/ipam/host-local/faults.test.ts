import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import { temporaryFolder } from '../../folder.ts';
import { environment } from '../../invoke.ts';
import { OURS } from '../../rig.ts';
import { message, Pool } from './pool.ts';

/** What cannot be written, and who must not be followed out of dataDir. */

interface Mounted {
  readonly output: Record<string, unknown>;
  /** Files of the network's folder afterwards. */
  readonly left: string[];
}

/**
 * Runs our executable with a file system of its own over dataDir, in a private mount namespace.
 *
 * @param prepare shell lines after it is mounted, in it
 */
function mounted(t: ExecutionContext, command: string, options: string, prepare: string, ipam = {}): Mounted {
  const folder = temporaryFolder(t);
  const script = [
    'set -e',
    `mount -t tmpfs -o ${options} none "$FOLDER"`,
    'cd "$FOLDER"',
    prepare,
    `"${OURS}/host-local" || true`,
    'echo; ls -A net 2>/dev/null || true',
  ].join('\n');
  const { status, stdout, stderr } = spawnSync('unshare', ['--mount', 'sh', '-c', script], {
    env: {
      ...environment({ CNI_COMMAND: command }),
      CNI_ARGS: 'IgnoreUnknown=1;K8S_POD_NAME=web-0',
      PATH: process.env['PATH'],
      FOLDER: folder,
    },
    input: JSON.stringify({
      cniVersion: '1.1.0',
      name: 'net',
      ipam: {
        dataDir: folder,
        ranges: [[{ subnet: '10.1.2.0/24' }], [{ subnet: '2001:db8::/64' }]],
        ...ipam,
      },
    }),
    encoding: 'utf8',
  });
  t.is(status, 0, stderr);
  const end = stdout.lastIndexOf('}') + 1;
  t.deepEqual(readdirSync(folder), [], 'nothing is outside of the mount');
  return {
    output: end === 0 ? {} : JSON.parse(stdout.slice(0, end)),
    left: stdout
      .slice(end)
      .split('\n')
      .filter((name) => name !== ''),
  };
}

// A file with something in it takes a page: two reservations and where they were, and the one that is written.
for (const pages of [0, 1, 2, 3]) {
  test(`a full disk with room for ${pages} files: told, and nothing is left`, (t) => {
    const fill = `mkdir net; head -c ${4096 * (8 - pages)} /dev/zero >fill`;
    const { output, left } = mounted(t, 'ADD', 'size=32k', fill, { sticky: true });
    t.regex(
      String(output['msg']),
      /^(failed to allocate for range [01]: )?write \/.*\/net\S*: no space left on device$/,
    );
    t.is(output['details'], 'free some space there');
    t.deepEqual(
      left.filter((name) => !name.startsWith('last_reserved_ip.')),
      ['lock'],
    );
  });
}

test('a full disk with room for all files', (t) => {
  const fill = `mkdir net; head -c ${4096 * 3} /dev/zero >fill`;
  const { output, left } = mounted(t, 'ADD', 'size=32k', fill, { sticky: true });
  t.is(output['msg'], undefined);
  t.deepEqual(
    left.filter((name) => /^[12]/.test(name)),
    ['10.1.2.2', '2001:db8::2'],
  );
});

test('DEL works on a full disk without a lock', (t) => {
  const fill = "mkdir net; printf 'dummy\\r\\neth0' >net/10.1.2.2; cat /dev/zero >fill 2>/dev/null || true";
  t.deepEqual(mounted(t, 'DEL', 'size=32k,nr_inodes=4', fill), { output: {}, left: [] });
});

const READ_ONLY = 'mount -o remount,ro "$FOLDER"; cd "$FOLDER"';

test('ADD and STATUS on a read-only file system', (t) => {
  const bare = mounted(t, 'ADD', 'size=32k', READ_ONLY);
  t.regex(String(bare.output['msg']), /^mkdir \/.*\/net: read-only file system$/);
  t.is(bare.output['details'], 'dataDir must name a folder that can be written');
  t.deepEqual(bare.left, []);
  const made = mounted(t, 'ADD', 'size=32k', `mkdir net; : >net/lock; ${READ_ONLY}`);
  t.regex(
    String(made.output['msg']),
    /^failed to allocate for range 0: open \/.*\/net\/\.tmp: read-only file system$/,
  );
  t.deepEqual(made.left, ['lock']);
  const status = mounted(t, 'STATUS', 'size=32k', READ_ONLY);
  t.is(status.output['code'], 50);
  t.regex(String(status.output['msg']), /: read-only file system$/);
});

test('DEL and CHECK on a read-only file system: only what has to be changed fails', (t) => {
  const reserved = `mkdir net; printf 'dummy\\r\\neth0' >net/10.1.2.2; ${READ_ONLY}`;
  t.deepEqual(mounted(t, 'CHECK', 'size=32k', reserved).output, {});
  t.deepEqual(mounted(t, 'DEL', 'size=32k', `mkdir net; ${READ_ONLY}`).output, {});
  const { output, left } = mounted(t, 'DEL', 'size=32k', reserved);
  t.regex(String(output['msg']), /^unlink \/.*\/net\/10\.1\.2\.2: read-only file system$/);
  t.deepEqual(left, ['10.1.2.2']);
});

test('dataDir below a file', (t) => {
  const pool = new Pool(t, { subnet: '10.1.2.0/24' });
  const below = { ipam: { dataDir: `${process.execPath}/networks` } };
  t.regex(String(message(pool.call('ADD', below))), /^mkdir \/.*\/networks.*: not a directory$/);
  t.is(pool.call('DEL', below).status, 0);
});

for (const name of ['..', '.', '../net', 'a/b', '/etc', 'net\0', 'net\n', '', ' ', '-net', 'n\u00e9t']) {
  test(`no file outside of dataDir for the network ${JSON.stringify(name)}`, (t) => {
    const pool = new Pool(t, { subnet: '10.1.2.0/24' });
    for (const command of ['ADD', 'DEL', 'CHECK'])
      t.is(pool.call(command, { config: { name } }).output['code'], 7);
    t.throws(() => readdirSync(pool.dataDir), { code: 'ENOENT' });
  });
}

for (const [id, ifName] of [
  ['..', 'eth0'],
  ['../../x', 'eth0'],
  ['a/b', 'eth0'],
  ['a\nb', 'eth0'],
  ['a\r\neth0', 'eth0'],
  ['dummy', '../x'],
  ['dummy', 'a\r\nb'],
  ['dummy', '..'],
] as const) {
  test(`no file for the container ${JSON.stringify(id)} with ${JSON.stringify(ifName)}`, (t) => {
    const pool = new Pool(t, { subnet: '10.1.2.0/24' });
    for (const command of ['ADD', 'DEL', 'CHECK']) t.is(pool.call(command, { id, ifName }).output['code'], 4);
    t.throws(() => readdirSync(pool.dataDir), { code: 'ENOENT' });
  });
}

test('names that are only strange stay in their folder', (t) => {
  const pool = new Pool(t, { subnet: '10.1.2.0/24', sticky: true });
  const args = 'IgnoreUnknown=1;K8S_POD_NAMESPACE=../..;K8S_POD_NAME=__proto__\n/etc/passwd"}';
  const ask = { id: 'lock', ifName: '{"\u00e9', args, config: { name: 'last_reserved_ip.0' } };
  t.is(pool.address(ask), '10.1.2.2');
  t.is(pool.call('DEL', ask).status, 0);
  t.is(pool.address({ ...ask, id: 'a..b' }), '10.1.2.2');
  t.deepEqual(readdirSync(pool.dataDir), ['last_reserved_ip.0']);
  t.deepEqual(Object.keys(pool.files('last_reserved_ip.0')), [
    '10.1.2.2',
    'last_reserved_ip.0',
    'lock',
    'sticky.json',
  ]);
});
