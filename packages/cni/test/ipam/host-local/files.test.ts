import { linkSync, mkdirSync, readdirSync, statSync, symlinkSync, unlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { hostLocal } from '../../../src/ipam/host-local.ts';
import type { Request } from '../../../src/request.ts';
import { receive } from '../../../src/skel.ts';
import { environment } from '../../invoke.ts';
import { message, Pool } from './pool.ts';

const SMALL = { ranges: [[{ subnet: '10.1.2.0/29' }]] };
const TINY = { ranges: [[{ subnet: '10.1.2.0/30' }]] };

/** Gives a file the age of an hour. */
function age(pool: Pool, name: string): void {
  const time = Date.now() / 1000 - 3600;
  utimesSync(join(pool.dataDir, 'net', name), time, time);
}

test("modes are the reference's", (t) => {
  const pool = new Pool(t, SMALL);
  pool.call('ADD');
  const mode = (name: string): number => statSync(join(pool.dataDir, name)).mode & 0o7777;
  t.deepEqual(
    ['net', 'net/lock', 'net/10.1.2.2', 'net/last_reserved_ip.0'].map(mode),
    [0o755, 0o750, 0o600, 0o600].map((bits) => bits & ~process.umask()),
  );
});

test('DEL of a file of before 0.7, with only the id in it', (t) => {
  const pool = new Pool(t, SMALL);
  pool.put({ '10.1.2.2': 'dummy', '10.1.2.3': 'other' });
  t.is(pool.call('DEL').status, 0);
  t.deepEqual(pool.reserved(), ['10.1.2.3']);
});

test('such a file is left alone while there is one that names the interface', (t) => {
  const pool = new Pool(t, SMALL);
  pool.put({ '10.1.2.2': 'dummy', '10.1.2.3': 'dummy\r\neth0', '10.1.2.4': 'dummy\r\neth1' });
  t.is(pool.call('DEL').status, 0);
  t.deepEqual(pool.reserved(), ['10.1.2.2', '10.1.2.4']);
});

test('white space around what is in a file does not count; a bare line feed is no separator', (t) => {
  const pool = new Pool(t, SMALL);
  pool.put({ '10.1.2.2': ' \n dummy\r\neth0\n\n', '10.1.2.3': 'dummy\neth0' });
  t.is(
    message(pool.call('ADD')),
    'failed to allocate for range 0: 10.1.2.2 has been allocated to dummy, duplicate allocation is not allowed',
  );
  t.is(pool.call('DEL').status, 0);
  t.deepEqual(pool.reserved(), ['10.1.2.3']);
});

test('an id with white space is trimmed', (t) => {
  const pool = new Pool(t, SMALL);
  const received = receive('host-local', {
    env: environment(pool.env('ADD', {})),
    readStdin: () => Buffer.from(pool.config({})),
  });
  if (received.kind !== 'accepted') return t.fail();
  const request: Request = {
    ...received.request,
    inProcess: () => undefined,
    containerId: '   dummy\n ',
  };
  hostLocal.add(request);
  t.is(pool.files()['10.1.2.2'], 'dummy\r\neth0');
  hostLocal.del(request);
  t.deepEqual(pool.reserved(), []);
});

test('DEL needs neither ranges nor a folder, and makes none', (t) => {
  const pool = new Pool(t, {});
  for (const ipam of [{}, { ranges: [[]] }, { ranges: 5 }, { subnet: 'x' }, { routes: 'none' }])
    t.is(pool.call('DEL', { ipam }).status, 0, JSON.stringify(ipam));
  t.throws(() => readdirSync(pool.dataDir), { code: 'ENOENT' });
  pool.put({ '10.1.2.2': 'dummy\r\neth0' });
  t.is(pool.call('DEL', { ipam: { subnet: 'x' }, args: 'foo' }).status, 0);
  t.deepEqual(pool.reserved(), []);
});

test('CHECK: reserved for this attachment, and all of prevResult that is out of the ranges', (t) => {
  const pool = new Pool(t, SMALL);
  const missing = 'host-local: Failed to find address added by container dummy';
  t.is(message(pool.call('CHECK')), missing);
  t.throws(() => readdirSync(pool.dataDir), { code: 'ENOENT' });
  const prevResult = pool.call('ADD').output;
  t.is(pool.call('CHECK').status, 0);
  t.is(pool.call('CHECK', { config: { prevResult } }).status, 0);
  t.is(message(pool.call('CHECK', { ifName: 'eth1' })), missing);
  const elsewhere = { ips: [{ address: '192.168.0.9/24' }, { address: '10.1.2.2/29' }] };
  t.is(pool.call('CHECK', { config: { prevResult: elsewhere } }).status, 0);
  const stolen = pool.call('CHECK', { config: { prevResult: { ips: [{ address: '10.1.2.3/29' }] } } });
  t.deepEqual(stolen.output, {
    code: 999,
    msg: missing,
    details: '10.1.2.3 of prevResult is not reserved for it',
  });
  pool.put({ '10.1.2.5': 'old' });
  t.is(pool.call('CHECK', { id: 'old' }).status, 0);
});

test('an empty file, as a crash leaves it, is free after a time, and not at once', (t) => {
  const pool = new Pool(t, TINY, '1.1.0');
  pool.put({ '10.1.2.2': '' });
  t.regex(String(message(pool.call('ADD'))), /no IP addresses available/);
  t.is(pool.call('STATUS').output['code'], 50);
  age(pool, '10.1.2.2');
  t.is(pool.call('STATUS').status, 0);
  t.is(pool.address(), '10.1.2.2');
  t.is(pool.files()['10.1.2.2'], 'dummy\r\neth0');
});

test('an empty file that is asked for is free after the same time', (t) => {
  const pool = new Pool(t, SMALL);
  pool.put({ '10.1.2.5': ' \n' });
  t.is(
    pool.call('ADD', { args: 'IP=10.1.2.5' }).output['details'],
    `${pool.dataDir}/net/10.1.2.5 does not say whose it is`,
  );
  age(pool, '10.1.2.5');
  t.is(pool.address({ args: 'IP=10.1.2.5' }), '10.1.2.5');
});

test('what an ADD that was killed has left is removed, also when it is the other name of a reservation', (t) => {
  const pool = new Pool(t, SMALL);
  pool.put({ '10.1.2.2': 'killed\r\neth0' });
  linkSync(join(pool.dataDir, 'net/10.1.2.2'), join(pool.dataDir, 'net/.tmp'));
  t.is(pool.address(), '10.1.2.3');
  const files = pool.files();
  t.is(files['10.1.2.2'], 'killed\r\neth0');
  t.false('.tmp' in files);
  pool.put({ '.tmp': 'killed\r\neth0' });
  t.is(pool.call('DEL', { id: 'killed' }).status, 0);
  t.deepEqual(Object.keys(pool.files()), ['10.1.2.3', 'last_reserved_ip.0', 'lock']);
});

test('what is no file takes its address', (t) => {
  const pool = new Pool(t, SMALL);
  mkdirSync(join(pool.dataDir, 'net/10.1.2.2'), { recursive: true });
  symlinkSync('/nowhere', join(pool.dataDir, 'net/10.1.2.3'));
  t.is(pool.address(), '10.1.2.4');
});

test('nothing is reserved when the last address cannot be noted', (t) => {
  const pool = new Pool(t, SMALL);
  mkdirSync(join(pool.dataDir, 'net/last_reserved_ip.0'), { recursive: true });
  t.regex(String(message(pool.call('ADD'))), /^rename .*: (is a directory|file exists)$/);
  t.deepEqual(readdirSync(join(pool.dataDir, 'net')).sort(), ['last_reserved_ip.0', 'lock']);
});

const LIVE = { containerID: 'live', ifname: 'eth0' };

test('GC: what is not valid is removed, by container and interface', (t) => {
  const pool = new Pool(t, { subnet: 'broken' }, '1.1.0');
  pool.put({
    '10.1.2.2': 'live\r\neth0',
    '10.1.2.3': 'live\r\neth1',
    '10.1.2.4': 'dead\r\neth0',
    '10.1.2.5': 'live',
    '10.1.2.6': 'dead',
    '10.1.2.7': '',
    '10.1.2.8': '',
    '2001:db8::2': 'dead\r\neth0',
    'last_reserved_ip.0': '10.1.2.6',
    notes: 'dead',
  });
  age(pool, '10.1.2.8');
  t.is(pool.call('GC', { config: { 'cni.dev/valid-attachments': [LIVE] } }).status, 0);
  t.deepEqual(Object.keys(pool.files()), [
    '10.1.2.2',
    '10.1.2.5',
    '10.1.2.7',
    'last_reserved_ip.0',
    'lock',
    'notes',
  ]);
});

test('GC: without a list nothing is removed, with null everything is, without a folder there is nothing', (t) => {
  const pool = new Pool(t, SMALL, '1.1.0');
  t.is(pool.call('GC', { config: { 'cni.dev/valid-attachments': [] } }).status, 0);
  t.throws(() => readdirSync(pool.dataDir), { code: 'ENOENT' });
  pool.call('ADD');
  t.is(pool.call('GC').output['code'], 7);
  t.deepEqual(pool.reserved(), ['10.1.2.2']);
  t.is(pool.call('GC', { config: { 'cni.dev/attachments': null } }).status, 0);
  t.deepEqual(pool.reserved(), []);
});

test('a large folder gets an index, which does not count once others have changed the folder', (t) => {
  const pool = new Pool(t, { subnet: '10.1.0.0/16' });
  const folder = join(pool.dataDir, 'net');
  const address = (host: number): string => `10.1.${host >> 8}.${host & 255}`;
  const others = Array.from({ length: 600 }, (_, at) => [address(at + 2), `other${at}\r\neth0`]);
  pool.put(Object.fromEntries(others));
  t.is(pool.address(), address(602));
  t.true('.owners' in pool.files());
  const duplicate = (host: number, id: string): string =>
    `failed to allocate for range 0: ${address(host)} has been allocated to ${id}, duplicate allocation is not allowed`;
  t.is(message(pool.call('ADD')), duplicate(602, 'dummy'));
  t.is(message(pool.call('ADD', { id: 'other7' })), duplicate(9, 'other7'));

  unlinkSync(join(folder, address(9)));
  pool.put({ [address(9)]: 'changed\r\neth0' });
  t.is(message(pool.call('ADD', { id: 'changed' })), duplicate(9, 'changed'));
  t.is(pool.address({ id: 'other7' }), address(603));

  t.is(pool.call('DEL').status, 0);
  t.is(pool.address(), address(604));
  t.is(pool.reserved().length, 602);
});

test('the index is what large folders are known by, until it is damaged', (t) => {
  const pool = new Pool(t, { subnet: '10.1.0.0/16' });
  const folder = join(pool.dataDir, 'net');
  const index = '1000000000\n10.1.0.2 "told\\r\\neth0"\n10.1.0.3 null\n';
  pool.put({ lock: '', '.owners': index });
  utimesSync(folder, 1_000_000_000, 1_000_000_000);
  t.regex(String(message(pool.call('ADD', { id: 'told' }))), /10\.1\.0\.2 has been allocated to told/);
  t.is(pool.address(), '10.1.0.4');
  t.is(pool.call('DEL').status, 0);
  for (const damaged of ['', '1000000000', index.slice(0, -1), `1${index}`, '\n', 'x\n10.1.0.2 "told"\n']) {
    unlinkSync(join(folder, 'last_reserved_ip.0'));
    pool.put({ '.owners': damaged });
    utimesSync(folder, 1_000_000_000, 1_000_000_000);
    t.is(pool.address({ id: 'told' }), '10.1.0.2', damaged);
    t.is(pool.call('DEL', { id: 'told' }).status, 0);
  }
});
