import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { NetlinkSocket, openNetns, unshareNetns } from '@iplink-ts/socket';
import test from 'ava';
import { Rtnl, RtnlSync } from '../src/client/rtnl.ts';
import { NpmNetlinkTransport } from '../src/npm-netlink.ts';
import { npmHost, ownNetns, syncHost } from './live.ts';

test('the socket is in the namespace that was asked for, and this thread where it was', async (t) => {
  using before = openNetns('/proc/thread-self/ns/net');
  const netns = ownNetns(t);
  const host = await npmHost(t, netns);
  await host.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
  const names = syncHost(t, netns)
    .links.list()
    .map(({ ifname }) => ifname);
  t.deepEqual(names.sort(), ['lo', 'v0', 'v1']);
  using after = openNetns('/proc/thread-self/ns/net');
  t.true(after.equals(before));
  t.throws(() => new NpmNetlinkTransport({ netns: '/proc/self/none' }), { code: 'ENOENT' });
});

test('calls at once: dumps, changes and refusals, each with its own answer', async (t) => {
  const host = await npmHost(t);
  const made = Array.from({ length: 100 }, (_, index) => `br${index}`);
  await Promise.all(made.map((ifname) => host.links.add({ ifname, kind: 'bridge' })));
  const [links, addresses, error, again] = await Promise.all([
    host.links.list(),
    host.addresses.list(),
    t.throwsAsync(host.links.get('none'), { code: 'ENODEV' }),
    host.links.list({ kind: 'bridge' }),
  ]);
  t.is(links.length, 101);
  t.deepEqual(addresses, []);
  t.is(error?.message, 'get link none: No such device (ENODEV)');
  t.deepEqual(again.map(({ ifname }) => ifname).sort(), made.sort());
  let streamed = 0;
  for await (const _link of host.links.stream()) streamed++;
  t.is(streamed, 101);
});

test('a socket that is opened anew is in the same namespace, with another port', async (t) => {
  const netns = unshareNetns();
  const transport = new NpmNetlinkTransport({ netns: { fd: netns.fd }, receiveBuffer: 100_000 });
  {
    using maker = RtnlSync.open({ netns: { fd: netns.fd } });
    maker.links.add({ ifname: 'br0', kind: 'bridge' });
  }
  // The namespace lives by the transport's own file of it.
  netns.close();
  const { port } = transport;
  transport.reopen();
  t.not(transport.port, port);
  t.is(transport.receiveBuffer, 200_000);
  await using host = new Rtnl(transport);
  t.is((await host.links.get('br0')).kind, 'bridge');
});

test('datagrams of other processes are not heard', async (t) => {
  const netns = ownNetns(t);
  const transport = new NpmNetlinkTransport({ netns: { fd: netns.fd } });
  await using host = new Rtnl(transport);
  using stranger = new NetlinkSocket({ netns });
  const forged = new Uint8Array(36);
  const view = new DataView(forged.buffer);
  view.setUint32(0, 36, true);
  view.setUint16(4, 2, true);
  view.setUint32(8, 1, true);
  view.setUint32(12, transport.port, true);
  view.setInt32(16, -1, true);
  stranger.send(forged, transport.port);
  t.is((await host.links.get('lo')).ifname, 'lo');
});

test('one call at a time; closing ends it; a closed one says so', async (t) => {
  const netns = ownNetns(t);
  const transport = new NpmNetlinkTransport({ netns: { fd: netns.fd } });
  const into = new Uint8Array(64);
  const waiting = transport.transact(undefined, 1, into);
  await t.throwsAsync(transport.transact(undefined, 1, into), { code: 'EBUSY' });
  transport.close();
  transport[Symbol.dispose]();
  await t.throwsAsync(waiting, { code: 'ECANCELED' });
  await t.throwsAsync(transport.transact(undefined, 1, into), { code: 'EBADF' });
  t.throws(() => transport.reopen(), { code: 'EBADF' });
});

test('a datagram that does not fit stays; one that is too large to send was not sent', async (t) => {
  const netns = ownNetns(t);
  using transport = new NpmNetlinkTransport({ netns: { fd: netns.fd } });
  // RTM_GETLINK of index 1.
  const request = new Uint8Array(32);
  const view = new DataView(request.buffer);
  view.setUint32(0, 32, true);
  view.setUint16(4, 18, true);
  view.setUint16(6, 1, true);
  view.setInt32(20, 1, true);
  t.deepEqual(await transport.transact(request, 0, new Uint8Array(100)), { bytes: 0 });
  const { bytes } = await transport.transact(undefined, 0, new Uint8Array(8192));
  t.true(bytes > 500, String(bytes));
  await t.throwsAsync(transport.transact(new Uint8Array(1 << 24), 0, new Uint8Array(100)), {
    code: 'EMSGSIZE',
  });
});

test('an open transport does not keep the program running, a call in flight does', async (t) => {
  const module = (name: string): string => JSON.stringify(new URL(`../src/${name}.js`, import.meta.url).href);
  const program = `
    const { Rtnl } = await import(${module('client/rtnl')});
    const { NpmNetlinkTransport } = await import(${module('npm-netlink')});
    const host = new Rtnl(new NpmNetlinkTransport());
    host.links.list().then((links) => console.log(links.length > 0));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    timeout: 20_000,
  });
  t.is(stdout, 'true\n');
});

test('the two sockets have the same view', async (t) => {
  const netns = ownNetns(t);
  using ours = RtnlSync.open({ netns: { fd: netns.fd } });
  const theirs = await npmHost(t, netns);
  ours.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
  const shown = (links: readonly object[]): string =>
    JSON.stringify(links, (_name, value) => (typeof value === 'bigint' ? String(value) : value));
  t.is(shown(await theirs.links.list()), shown(ours.links.list()));
});
