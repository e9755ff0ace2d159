import test from 'ava';
import { NetlinkError, type NetlinkErrorFields } from '../../src/client/error.ts';
import { RTM_NEWLINK } from '../../src/link/link.ts';
import { otherKind } from '../../src/link/linkinfo.ts';
import { hosts } from '../live.ts';

const RTM_DELADDR = 21;

function request(type: number): Uint8Array {
  const bytes = new Uint8Array(16);
  new Uint16Array(bytes.buffer)[2] = type;
  return bytes;
}

const reasonOf = (errno: number, fields: Partial<NetlinkErrorFields> = {}): string | undefined =>
  new NetlinkError({ operation: 'do it', errno, ...fields }).reason;

test('one word for the errnos of the same', (t) => {
  t.deepEqual(
    [19, 2, 3].map((errno) => reasonOf(errno)),
    ['notFound', 'notFound', 'notFound'],
  );
  t.is(reasonOf(17), 'exists');
  t.is(reasonOf(16), 'busy');
  t.deepEqual(
    [1, 13].map((errno) => reasonOf(errno)),
    ['permission', 'permission'],
  );
  t.is(reasonOf(22), undefined);
});

test('EADDRNOTAVAIL is an address that is not there when it was to be deleted', (t) => {
  t.is(reasonOf(99, { request: request(RTM_DELADDR) }), 'notFound');
  t.is(reasonOf(99, { request: request(RTM_NEWLINK) }), undefined, 'a MAC address that cannot be set');
  t.is(reasonOf(99), undefined);
});

test('EOPNOTSUPP is a kind that is not there when the kernel says so', (t) => {
  t.is(reasonOf(95, { kernelMessage: 'Unknown device type' }), 'unsupportedKind');
  t.is(reasonOf(95, { kernelMessage: 'Offload is not supported' }), undefined);
  t.is(reasonOf(95), undefined);
});

test('an answer that is lost has no reason of the kernel', (t) => {
  t.is(reasonOf(16, { outcome: 'unknown' }), undefined);
});

for (const [name, open] of hosts) {
  test(`${name}: of the kernel`, async (t) => {
    const host = await open(t);
    const reason = async (call: () => unknown): Promise<string | undefined> =>
      (await t.throwsAsync(async () => call(), { instanceOf: NetlinkError }))?.reason;
    await host.links.set('lo', { up: true });
    await host.links.add({ ifname: 'br', kind: 'bridge' });
    await host.links.add({ ifname: 'v0', kind: 'veth' });
    await host.links.add({ ifname: 'm0', kind: 'macvlan', link: 'v0' });
    t.is(await reason(() => host.links.get('none')), 'notFound');
    t.is(await reason(() => host.links.delete(4711)), 'notFound');
    t.is(await reason(() => host.addresses.delete({ dev: 'lo', address: '192.0.2.1/24' })), 'notFound');
    t.is(await reason(() => host.routes.delete({ dst: '192.0.2.0/24' })), 'notFound');
    t.is(await reason(() => host.neighbours.delete({ dev: 'lo', dst: '192.0.2.9' })), 'notFound');
    t.is(await reason(() => host.links.add({ ifname: 'br', kind: 'bridge' })), 'exists');
    await host.addresses.add({ dev: 'lo', address: '192.0.2.1/24' });
    t.is(await reason(() => host.addresses.add({ dev: 'lo', address: '192.0.2.1/24' })), 'exists');
    // A macvlan holds its parent's receive handler.
    t.is(await reason(() => host.links.set('v0', { master: 'br' })), 'busy');
    // The kind has no name that a kernel has.
    const unsupported = await t.throwsAsync(
      async () => host.links.add({ ifname: 'x', kind: otherKind('nosuchkind') }),
      { instanceOf: NetlinkError },
    );
    t.is(unsupported?.message, 'add link x: Unknown device type (EOPNOTSUPP)');
    t.is(unsupported?.reason, 'unsupportedKind');
  });
}
