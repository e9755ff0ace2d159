import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { formatJson } from '../../src/json/format.ts';
import { Cache, networkOf } from '../../src/runtime/cache.ts';
import { temporaryFolder } from '../folder.ts';
import * as recorder from './recorder.ts';

const key = { network: 'net', containerId: 'c1', ifName: 'eth0' } as const;
const list = { cniVersion: '0.4.0', name: 'net', plugins: [{ type: 'one' }] };

/** As libcni writes it, keys in its order. */
const written = {
  kind: 'cniCacheV1',
  containerId: 'c1',
  config: Buffer.from(JSON.stringify(list)).toString('base64'),
  ifName: 'eth0',
  networkName: 'net',
  netns: '/ns/c1',
  cniArgs: [
    ['IgnoreUnknown', '1'],
    ['EMPTY', ''],
  ],
  capabilityArgs: { portMappings: [{ hostPort: 80 }] },
  result: { cniVersion: '0.4.0', dns: {}, ips: [{ address: '10.0.0.2/24', version: '4' }] },
};

function cacheWith(t: ExecutionContext, content: unknown, name = 'net-c1-eth0'): Cache {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'results'));
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(join(folder, 'results', name), text);
  return new Cache(folder);
}

test('what libcni has written is read', async (t) => {
  const cache = cacheWith(t, written);
  const attachment = await cache.attachment(key);
  t.like(attachment, {
    ...key,
    netns: '/ns/c1',
    args: written.cniArgs,
    capabilityArgs: written.capabilityArgs,
    result: { ips: [{ address: '10.0.0.2/24' }] },
  });
  t.like(attachment && networkOf(attachment), { name: 'net', cniVersion: '0.4.0' });
  const result = await cache.result(key);
  t.deepEqual(JSON.parse(formatJson(result ?? null)), written.result);
  t.deepEqual(await cache.attachments(), [attachment]);
});

test('what we write is in the form of libcni', async (t) => {
  const folder = temporaryFolder(t);
  const cache = new Cache(folder);
  const network = recorder.networkOf('1.0.0', [{ type: 'one' }]);
  await cache.write(network, { containerId: 'c1', netns: '', ifName: 'eth0' }, null);
  t.deepEqual(readdirSync(join(folder, 'results')), ['net-c1-eth0']);
  t.like(await cache.attachment(key), { ...key, netns: '', args: [], capabilityArgs: {}, result: undefined });
});

test('a file of before there was a kind holds the result alone', async (t) => {
  const cache = cacheWith(t, { cniVersion: '0.3.1', ips: [] });
  t.deepEqual(JSON.parse(formatJson((await cache.result(key)) ?? null)), { cniVersion: '0.3.1', ips: [] });
  t.deepEqual(await cache.attachments(), []);
  t.is(
    (await t.throwsAsync(cache.attachment(key)))?.message,
    'read cached network "net" config has wrong kind: ',
  );
});

test('nothing is known', async (t) => {
  const cache = new Cache(join(temporaryFolder(t), 'none'));
  t.is(await cache.result(key), undefined);
  t.is(await cache.attachment(key), undefined);
  t.deepEqual(await cache.attachments(), []);
  await t.notThrowsAsync(cache.remove(key));
});

test('a file that is broken', async (t) => {
  const cache = cacheWith(t, '{');
  await t.throwsAsync(cache.result(key), { message: 'unexpected end of JSON input' });
  await t.throwsAsync(cache.attachment(key), {
    message: 'failed to unmarshal cached network "net" config: unexpected end of JSON input',
  });
});

for (const [sandbox, netns] of [
  ['/run/netns/c1', '/run/netns/c1'],
  ['/proc/55/ns/net', ''],
] as const) {
  test(`where libcni did not write the namespace down, the sandbox ${sandbox} means ${netns || 'none'}`, async (t) => {
    const interfaces = [{ name: 'veth1' }, { name: 'eth0', sandbox }];
    const { netns: _, ...old } = { ...written, result: { ...written.result, interfaces } };
    t.is((await cacheWith(t, old).attachment(key))?.netns, netns);
  });
}

test('a result that cannot be read leaves the attachment known', async (t) => {
  const cache = cacheWith(t, { ...written, result: { cniVersion: '9.0.0' } });
  t.is((await cache.attachment(key))?.result, undefined);
  t.is((await cache.attachments()).length, 1);
});
