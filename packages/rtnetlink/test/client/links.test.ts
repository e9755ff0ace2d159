import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createNetns, deleteNetns, netnsPath, openNetns } from '@iplink-ts/socket';
import test from 'ava';
import { NetlinkError } from '../../src/client/error.ts';
import { RtnlSync } from '../../src/client/rtnl.ts';
import { everyHost, hosts, ownNetns, syncHost } from '../live.ts';

for (const [name, open] of hosts)
  test(`${name}: refusals of the kernel, in the words of the API`, async (t) => {
    const host = await open(t);
    const refused = async (call: () => unknown): Promise<NetlinkError> =>
      (await t.throwsAsync(async () => call(), { instanceOf: NetlinkError })) ?? t.fail();

    const unknown = await refused(() => host.links.get('nothing'));
    t.is(unknown.message, 'get link nothing: No such device (ENODEV)');

    const long = await refused(() => host.links.set(1, { ifname: '0123456789abcdefg' }));
    t.is(
      long.message,
      'set link 1: ifname: Attribute failed policy validation, must be at most 15 bytes long (ERANGE)',
    );
    t.is(long.path, 'ifname');
    t.is(long.policy?.maxLength, 15);

    const mode = await refused(() =>
      host.links.add({ ifname: 'vx', kind: 'vxlan', data: { id: 1 << 25, port: 4789 } }),
    );
    t.is(mode.errno, 34);
    t.is(mode.path, 'data.id');
    t.is(mode.message, 'add link vx: data.id: VXLAN ID must be lower than 16777216 (ERANGE)');

    const kind = await refused(() =>
      host.links.add({ ifname: 'x', kind: 'veth', data: { peer: { ifname: '0123456789abcdefg' } } }),
    );
    t.is(kind.path, 'data.peer.ifname');

    await host.links.add({ ifname: 'a', kind: 'ifb' });
    const exists = await refused(() => host.links.add({ ifname: 'a', kind: 'ifb' }));
    t.is(exists.message, 'add link a: File exists (EEXIST)');
    t.deepEqual(exists.request?.subarray(4, 6), new Uint8Array([16, 0]));
    const replaced = await refused(() => host.links.replace({ ifname: 'a', kind: 'ifb', mtu: 1300 }));
    t.is(replaced.code, 'EOPNOTSUPP');
    await host.links.replace({ ifname: 'b', kind: 'ifb', mtu: 1300 });
    t.is((await host.links.get('b')).mtu, 1300);

    const device = await refused(() => host.links.add({ ifname: 'mv', link: 'gone', kind: 'macvlan' }));
    t.is(device.message, 'add link mv: find link gone: No such device (ENODEV)');

    const route = await refused(() => host.routes.add({ dst: '192.0.2.0/24', via: '198.51.100.1' }));
    t.is(route.message, 'add route 192.0.2.0/24: Nexthop has invalid gateway (ENETUNREACH)');
  });

for (const [name, open] of everyHost) {
  test(`${name}: names, alternative names, flags, groups`, async (t) => {
    const host = await open(t);
    await host.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
    const { index } = await host.links.get('v0');
    const altname = 'an-alternative-name-beyond-fifteen';
    await host.links.addAltnames('v0', [altname, 'short']);
    t.deepEqual([...((await host.links.get(index)).propList?.altIfname ?? [])].sort(), [altname, 'short']);
    for (const device of [altname, 'short', index]) t.is((await host.links.get(device)).ifname, 'v0');
    await host.links.set(altname, { up: true });
    t.true((await host.links.get('v0')).flags.includes('up'));
    await host.links.set('short', { up: false, ifname: 'renamed' });
    const renamed = await host.links.get('renamed');
    t.is(renamed.index, index);
    t.false(renamed.flags.includes('up'));
    await host.links.deleteAltnames('renamed', ['short']);
    await t.throwsAsync(async () => host.links.get('short'), { code: 'ENODEV' });
    await host.links.set('renamed', { flags: ['noarp'], change: 0x80 });
    t.true((await host.links.get('renamed')).flags.includes('noarp'));
    for (const end of ['renamed', 'v1']) await host.links.set(end, { group: 77 });
    await host.links.delete({ group: 77 });
    t.deepEqual(
      (await host.links.list()).map(({ ifname }) => ifname),
      ['lo'],
    );
  });

  test(`${name}: a name that is no UTF-8`, async (t) => {
    const host = await open(t);
    const ifname = 'b\udcffd';
    await host.links.add({ ifname, kind: 'ifb' });
    t.is((await host.links.get(ifname)).ifname, ifname);
    t.deepEqual([...((await host.links.list()).at(-1)?.ifname ?? '')], ['b', '\udcff', 'd']);
  });

  test(`${name}: statistics, without those of IPv6 where extMask says so`, async (t) => {
    const host = await open(t);
    const full = await host.links.get('lo');
    const short = await host.links.get('lo', { extMask: 8 });
    t.is(full.stats64?.rxPackets, 0n);
    t.is(full.afSpec?.inet6?.stats?.inpkts, 0n);
    t.true((full.afSpec?.inet6?.stats?.num ?? 0n) > 30n);
    t.is(full.afSpec?.inet6?.icmp6stats?.inmsgs, 0n);
    t.is(short.afSpec?.inet6?.stats, undefined);
    t.is(full.kind, undefined);
    t.true(full.flags.includes('loopback'));
    t.is((await host.links.list({ extMask: 8 }))[0]?.afSpec?.inet6?.stats, undefined);
    const seen: unknown[] = [];
    for await (const { ifname } of host.links.stream()) seen.push(ifname);
    t.deepEqual(seen, ['lo']);
  });

  test(`${name}: moves to a namespace by name, path, process and file, with a new name`, async (t) => {
    const host = await open(t);
    const netns = `rtnl-${process.pid}-${name}`;
    createNetns(netns);
    t.teardown(() => deleteNetns(netns));
    using file = openNetns(netns);
    const child = spawn('nsenter', [`--net=${netnsPath(netns)}`, 'sleep', '60'], { stdio: 'ignore' });
    t.teardown(() => child.kill('SIGKILL'));
    await once(child, 'spawn');
    using inside = RtnlSync.open({ netns });
    // nsenter has moved once its namespace is the file's.
    for (let tries = 0; tries < 500; tries++) {
      using its = openNetns({ pid: child.pid ?? 0 });
      if (its.equals(file)) break;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const ways = [netns, netnsPath(netns), { pid: child.pid ?? 0 }, { fd: file.fd }];
    for (const [index, way] of ways.entries()) {
      await host.links.add({ ifname: 'tmp', kind: 'veth', data: { peer: { ifname: 'rest' } } });
      await host.links.set('tmp', { netns: way, ifname: `moved${index}` });
      t.is(inside.links.get(`moved${index}`).kind, 'veth');
      await host.links.add({ ifname: `made${index}`, kind: 'ifb', netns: way });
      t.is(inside.links.get(`made${index}`).kind, 'ifb');
      await t.throwsAsync(async () => host.links.get(`made${index}`), { code: 'ENODEV' });
      inside.links.delete(`moved${index}`);
    }
  });

  test(`${name}: the parent may be in another namespace`, async (t) => {
    const host = await open(t);
    const below = ownNetns(t);
    const lower = syncHost(t, below);
    lower.links.add({ ifname: 'p0', kind: 'veth', data: { peer: { ifname: 'p1' } } });
    const parent = lower.links.get('p0').index;
    await host.links.add({
      ifname: 'mv0',
      link: parent,
      linkNetns: { fd: below.fd },
      kind: 'macvlan',
      data: { mode: 'bridge' },
    });
    const made = await host.links.get('mv0');
    t.is(made.link, parent);
    t.is(made.linkNetnsid, await host.nsids.get({ fd: below.fd }));
  });

  test(`${name}: ids of namespaces`, async (t) => {
    const host = await open(t);
    const one = ownNetns(t);
    const two = ownNetns(t);
    t.is(await host.nsids.get({ fd: one.fd }), undefined);
    await host.nsids.set({ fd: one.fd }, 7);
    await host.nsids.set({ fd: two.fd });
    t.is(await host.nsids.get({ fd: one.fd }), 7);
    t.is(await host.nsids.get({ fd: two.fd }), 0);
    t.deepEqual((await host.nsids.list()).map(({ nsid }) => nsid).sort(), [0, 7]);
    await t.throwsAsync(async () => host.nsids.set({ fd: one.fd }, 8), { code: 'EEXIST' });
    const other = syncHost(t, one);
    other.nsids.set({ fd: two.fd }, 3);
    const { nsid, currentNsid } = (await host.nsids.translate(0, 7)) ?? {};
    t.deepEqual([nsid, currentNsid], [3, 0]);
    // Requests about another namespace, by its id.
    other.links.add({ ifname: 'far', kind: 'ifb' });
    t.deepEqual(
      (await host.links.list({ targetNetnsid: 7 })).map(({ ifname }) => ifname),
      ['lo', 'far'],
    );
    t.is((await host.links.get('far', { targetNetnsid: 7 })).kind, 'ifb');
  });
}

test('named namespaces', async (t) => {
  const host = syncHost(t);
  const name = `rtnl-${process.pid}-named`;
  t.teardown(() => {
    if (host.netns.list().includes(name)) host.netns.delete(name);
  });
  host.netns.create(name);
  t.true(host.netns.list().includes(name));
  using inside = RtnlSync.open({ netns: name });
  t.is(inside.links.list().length, 1);
  host.netns.delete(name);
  t.false(host.netns.list().includes(name));
});

for (const [name, open] of hosts)
  test(`${name}: a list of the fields that are asked for, and of those that are filtered by`, async (t) => {
    const host = await open(t);
    await host.links.add({ ifname: 'br', kind: 'bridge' });
    await host.links.add({ ifname: 'v0', kind: 'veth', master: 'br', data: { peer: { ifname: 'v1' } } });
    const whole = await host.links.list();
    const header = ({ family, type, index, flags, change }: (typeof whole)[number]) => ({
      family,
      type,
      index,
      flags,
      change,
    });
    const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    t.deepEqual(
      plain(await host.links.list({ only: ['ifname', 'kind'] })),
      plain(whole.map((link) => ({ ...header(link), ifname: link.ifname, kind: link.kind }))),
    );
    t.deepEqual(plain(await host.links.list({ only: [] })), plain(whole.map(header)));
    const ports = await host.links.list({ kind: 'veth', master: 'br', only: ['mtu'] });
    t.deepEqual(
      ports.map(({ index: _index, flags: _flags, ...port }) => port),
      [
        {
          family: 0,
          type: 1,
          change: 0,
          mtu: 1500,
          master: (await host.links.get('br')).index,
          kind: 'veth',
        },
      ],
    );
    const [detailed] = await host.links.list({ only: ['afSpec', 'stats64'], kind: 'bridge' });
    t.truthy(detailed?.afSpec?.inet6?.stats);
    t.is(detailed?.stats64?.rxPackets, 0n);
    const [brief] = await host.links.list({ only: ['addrGenMode'], kind: 'bridge' });
    t.deepEqual(plain(brief?.afSpec), { inet6: { addrGenMode: 'eui64' } });
  });

test('without strict checking the filters are obeyed all the same', (t) => {
  const netns = ownNetns(t);
  using host = RtnlSync.open({ netns: { fd: netns.fd }, strict: false });
  host.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
  for (const [index, dev] of ['v0', 'v1'].entries()) {
    host.links.set(dev, { up: true });
    host.addresses.add({ dev, address: `192.0.${index}.1/24` });
  }
  t.deepEqual(
    host.addresses.list({ dev: 'v1', family: 2 }).map(({ address }) => address),
    ['192.0.1.1/24'],
  );
  t.true(host.routes.list({ table: 254, oif: 'v1' }).every(({ table }) => table === 254));
  t.deepEqual(host.links.list({ kind: 'bridge' }), []);
  t.deepEqual(host.links.list({ kind: 'no-such-kind' }), []);
});
