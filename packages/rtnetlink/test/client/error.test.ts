import test from 'ava';
import { addressMessage, RTM_NEWADDR } from '../../src/address.ts';
import { Reader } from '../../src/bytes/reader.ts';
import { Writer } from '../../src/bytes/writer.ts';
import { DumpInterruptedError, NetlinkError } from '../../src/client/error.ts';
import { refusal } from '../../src/client/refusal.ts';
import { type LinkMessage, linkMessage, RTM_NEWLINK } from '../../src/link/link.ts';
import type { Acknowledgement } from '../../src/message/ack.ts';
import { beginMessage, endMessage } from '../../src/message/header.ts';
import { RTM_NEWROUTE, routeMessage } from '../../src/route/route.ts';
import type { Codec } from '../../src/schema/codec.ts';

function encode<T>(type: number, body: Codec<T>, value: T): Uint8Array {
  const writer = new Writer({ isRequest: true });
  const start = beginMessage(writer, type, 5, 1);
  body.write(writer, value);
  endMessage(writer, start);
  return writer.written.slice();
}

/** Offsets of every attribute header that the path names, found by refusing each multiple of 4. */
function refuse<T>(
  type: number,
  body: Codec<T>,
  value: T,
  acknowledgement: Partial<Acknowledgement>,
): NetlinkError {
  return refusal('do it', encode(type, body, value), body, { errno: 22, ...acknowledgement });
}

function pathsOf<T>(type: number, body: Codec<T>, value: T): string[] {
  const length = encode(type, body, value).length;
  const paths = new Set<string>();
  for (let offset = 16; offset < length; offset += 4)
    paths.add(refuse(type, body, value, { offset }).path ?? '(header)');
  return [...paths];
}

test('an offset becomes the name of the attribute, in nests too', (t) => {
  const link: LinkMessage = { ifname: 'a', mtu: 1400, kind: 'ipvlan', data: { mode: 'l3', flags: ['vepa'] } };
  t.deepEqual(pathsOf(RTM_NEWLINK, linkMessage, link), [
    '(header)',
    'kind',
    'data',
    'data.mode',
    'data.flags',
    'ifname',
    'mtu',
  ]);
});

test('names within a veth peer, a bridge port, a property list, AF_SPEC', (t) => {
  t.deepEqual(
    pathsOf(RTM_NEWLINK, linkMessage, { kind: 'veth', data: { peer: { ifname: 'b', mtu: 1300 } } }),
    ['(header)', 'kind', 'data', 'data.peer', 'data.peer.ifname', 'data.peer.mtu'],
  );
  t.deepEqual(
    pathsOf(RTM_NEWLINK, linkMessage, {
      slaveKind: 'bridge',
      slaveData: { cost: 1 },
      propList: { altIfname: ['x'] },
      afSpec: { inet: { conf: { forwarding: 1 } }, inet6: { addrGenMode: 'none' } },
    }),
    [
      '(header)',
      'kind',
      'slaveKind',
      'slaveData',
      'slaveData.cost',
      'propList',
      'propList.altIfname',
      'afSpec',
      'afSpec.inet',
      'afSpec.inet.conf',
      'afSpec.inet.conf.forwarding',
      'afSpec.inet6',
      'afSpec.inet6.addrGenMode',
    ],
  );
});

test('names of addresses and routes are those of the API', (t) => {
  t.deepEqual(
    pathsOf(RTM_NEWADDR, addressMessage, {
      address: '192.0.2.1/24',
      local: '192.0.2.1',
      flags: ['noprefixroute'],
    }),
    ['(header)', 'address', 'local', 'flags'],
  );
  t.deepEqual(
    pathsOf(RTM_NEWROUTE, routeMessage, {
      dst: '192.0.2.0/24',
      table: 1000,
      metrics: { mtu: 1400 },
      multipath: [{ flags: [], weight: 1, oif: 3, gateway: '192.0.2.1' }],
    }),
    ['(header)', 'metrics', 'metrics.mtu', 'multipath', 'multipath.0', 'multipath.0.gateway', 'dst', 'table'],
  );
  t.is(refuse(RTM_NEWROUTE, routeMessage, {}, { missType: 1 }).missing, 'dst');
  t.is(refuse(RTM_NEWROUTE, routeMessage, {}, { missType: 4 }).missing, 'oif');
  t.is(refuse(RTM_NEWADDR, addressMessage, {}, { missType: 8 }).missing, 'flags');
});

test('a number that the tables do not know stays a number', (t) => {
  const link: LinkMessage = { unknown: [{ type: 999, bytes: new Uint8Array(4) }] };
  t.deepEqual(pathsOf(RTM_NEWLINK, linkMessage, link), ['(header)', '999']);
});

test('offsets that point nowhere name nothing', (t) => {
  const link: LinkMessage = { kind: 'ipvlan', data: { mode: 'l3' } };
  for (const offset of [0, 1, 15, 16, 1000, 0xffffffff]) {
    const error = refuse(RTM_NEWLINK, linkMessage, link, { offset });
    t.is(error.path, undefined, String(offset));
    t.is(error.message, 'do it: Invalid argument (EINVAL)');
  }
});

test('a missing attribute: of the message, and of the nest that lacks it', (t) => {
  const link: LinkMessage = { kind: 'vxlan', data: { ttl: 4 } };
  t.is(refuse(RTM_NEWLINK, linkMessage, link, { missType: 3 }).missing, 'ifname');
  t.is(refuse(RTM_NEWLINK, linkMessage, link, { missType: 1234 }).missing, '1234');
  const bytes = encode(RTM_NEWLINK, linkMessage, link);
  // nlmsghdr, ifinfomsg, IFLA_LINKINFO, IFLA_INFO_KIND "vxlan", then IFLA_INFO_DATA
  const data = 16 + 16 + 4 + 12;
  t.is(bytes[data + 2], 2);
  const error = refuse(RTM_NEWLINK, linkMessage, link, { missType: 1, missNest: data });
  t.is(error.missing, 'data.id');
  t.is(error.message, 'do it: data.id is missing (EINVAL)');
});

test('the limits that a value broke', (t) => {
  const message = (policy: Acknowledgement['policy']): string =>
    refuse(RTM_NEWLINK, linkMessage, { mtu: 1 }, { offset: 32, message: 'no', policy }).message;
  t.is(message({ type: 11, maxLength: 15 }), 'do it: mtu: no, must be at most 15 bytes long (EINVAL)');
  t.is(message({ minLength: 6, maxLength: 6 }), 'do it: mtu: no, must be 6 bytes long (EINVAL)');
  t.is(
    message({ type: 4, minValueU: 0n, maxValueU: 0xffffffffn }),
    'do it: mtu: no, must be 0 to 4294967295 (EINVAL)',
  );
  t.is(message({ minValueS: -1n, maxValueS: 4n }), 'do it: mtu: no, must be -1 to 4 (EINVAL)');
  t.is(message({ mask: 7n }), 'do it: mtu: no, must be bits of 0x7 (EINVAL)');
  t.is(message({ type: 4 }), 'do it: mtu: no (EINVAL)');
});

test('the fields of an error', (t) => {
  const request = encode(RTM_NEWLINK, linkMessage, { mtu: 1 });
  const policy = { maxLength: 15 };
  const error = refusal('add link a', request, linkMessage, {
    errno: 34,
    message: 'numbers',
    offset: 32,
    policy,
  });
  t.true(error instanceof Error);
  t.is(error.name, 'NetlinkError');
  t.is(error.operation, 'add link a');
  t.is(error.errno, 34);
  t.is(error.code, 'ERANGE');
  t.is(error.kernelMessage, 'numbers');
  t.is(error.path, 'mtu');
  t.is(error.missing, undefined);
  t.deepEqual(error.policy, policy);
  t.deepEqual(error.request, request);
  t.is(new NetlinkError({ operation: 'x', errno: 9999 }).message, 'x: Unknown error 9999 (E9999)');
  const interrupted = new DumpInterruptedError('list', [1, 2]);
  t.true(interrupted instanceof NetlinkError);
  t.is(interrupted.name, 'DumpInterruptedError');
  t.deepEqual(interrupted.messages, [1, 2]);
});

test('locate answers for hostile requests', (t) => {
  // A nest whose length overruns: nothing is found, nothing throws.
  const bytes = encode(RTM_NEWLINK, linkMessage, { kind: 'ipvlan', data: { mode: 'l3' } });
  for (let at = 32; at < bytes.length; at++) {
    const damaged = bytes.slice();
    damaged[at] = 0xff;
    for (let target = 0; target < bytes.length; target += 4)
      t.notThrows(() => linkMessage.locate(Reader.copy(damaged), 16, damaged.length, target, []));
  }
});
