import test from 'ava';
import { addressMessage } from '../../src/address.ts';
import { EncodeError, Writer } from '../../src/bytes/writer.ts';
import { linkMessage } from '../../src/link/link.ts';
import { neighbourMessage } from '../../src/neighbour.ts';
import { nsidMessage } from '../../src/nsid.ts';
import { routeMessage } from '../../src/route/route.ts';
import { s8, s64, uint } from '../../src/schema/scalar.ts';

interface Encoder {
  write(writer: Writer, value: never): void;
}

/** What JavaScript callers may pass, types or not: each is refused with an error that names it. */
const refused: readonly (readonly [string, Encoder, object, string])[] = [
  ['u32', linkMessage, { mtu: -1 }, 'mtu: expected an integer from 0 to 4294967295, got -1'],
  ['u32', linkMessage, { mtu: 1.5 }, 'mtu: expected an integer from 0 to 4294967295, got 1.5'],
  ['u32', linkMessage, { mtu: '1500' }, 'mtu: expected an integer from 0 to 4294967295, got "1500"'],
  ['u8', linkMessage, { carrier: 256 }, 'carrier: expected an integer from 0 to 255, got 256'],
  [
    's32',
    linkMessage,
    { linkNetnsid: 2 ** 31 },
    'linkNetnsid: expected an integer from -2147483648 to 2147483647, got 2147483648',
  ],
  ['text', linkMessage, { ifname: 'a\0b' }, 'ifname: expected text without NUL, got "a\\u0000b"'],
  ['text', linkMessage, { ifname: 5 }, 'ifname: expected text without NUL, got 5'],
  [
    'lladdr',
    linkMessage,
    { address: 'x' },
    'address: expected a link-layer address such as 02:00:00:00:00:01, got "x"',
  ],
  [
    'bytes',
    linkMessage,
    { family: 7, bridgeAfSpec: { cfm: { ccConfig: { expMaid: [1] } } } },
    'bridgeAfSpec.cfm.ccConfig.expMaid: expected a Uint8Array, got [object Array]',
  ],
  [
    'a field that ports of this kind do not have',
    linkMessage,
    { slaveKind: 'bond', slaveData: { cost: 4 } },
    'slaveData: a port of bond has no cost',
  ],
  [
    'a field that the kind does not have',
    linkMessage,
    { kind: 'dummy', data: { mode: 'l2' } },
    'data: kind dummy has no mode',
  ],
  [
    'word of 64 bits',
    linkMessage,
    { kind: 'macsec', data: { cipherSuite: 'aes' } },
    'data.cipherSuite: expected one of gcmAes128, gcmAes256, gcmAesXpn128, gcmAesXpn256, default, or a bigint; got "aes"',
  ],
  [
    'MAC of a virtual function',
    linkMessage,
    { vfinfoList: { info: [{ mac: { vf: 1, mac: new Uint8Array(6) } }] } },
    'vfinfoList.info.mac.mac: expected a link-layer address such as 02:00:00:00:00:01, got [object Uint8Array]',
  ],
  [
    'word',
    linkMessage,
    { linkmode: 'up' },
    'linkmode: expected one of default, dormant, testing, or a number; got "up"',
  ],
  [
    'prototype',
    linkMessage,
    { linkmode: 'toString' },
    'linkmode: expected one of default, dormant, testing, or a number; got "toString"',
  ],
  ['index', linkMessage, { index: -1 }, 'index: expected an interface index, got -1'],
  ['flags', linkMessage, { flags: ['upp'] }, /^flags: expected up, broadcast, .*; got "upp"$/.source],
  ['type', linkMessage, { type: 70_000 }, 'type: expected an integer from 0 to 65535, got 70000'],
  ['kind', linkMessage, { data: { mode: 'l2' } }, 'data: needs a kind'],
  ['slave kind', linkMessage, { slaveData: { cost: 1 } }, 'slaveData: needs a slaveKind'],
  ['flag', linkMessage, { kind: 'vxlan', data: { gbp: 1 } }, 'data.gbp: expected true or undefined, got 1'],
  [
    'presence',
    linkMessage,
    { kind: 'vxlan', data: { ttlInherit: 1 } },
    'data.ttlInherit: expected true or false, got 1',
  ],
  [
    'IPv4',
    linkMessage,
    { kind: 'vxlan', data: { local: '::1' } },
    'data.local: expected an IPv4 address, got "::1"',
  ],
  [
    'IPv6',
    linkMessage,
    { kind: 'vxlan', data: { local6: '1.2.3.4' } },
    'data.local6: expected an IPv6 address, got "1.2.3.4"',
  ],
  [
    'mac',
    linkMessage,
    { kind: 'macvlan', data: { macaddr: '02:00' } },
    'data.macaddr: expected a MAC address such as 02:00:00:00:00:01, got "02:00"',
  ],
  [
    'list',
    linkMessage,
    { kind: 'macvlan', data: { macaddrData: ['x'] } },
    'data.macaddrData.0: expected a MAC address such as 02:00:00:00:00:01, got "x"',
  ],
  [
    'u64',
    linkMessage,
    { kind: 'bridge', data: { mcastQueryIntvl: 5 } },
    'data.mcastQueryIntvl: expected a bigint from 0n to 2n ** 64n - 1n, got 5',
  ],
  [
    'u64',
    linkMessage,
    { kind: 'bridge', data: { mcastQueryIntvl: -5n } },
    'data.mcastQueryIntvl: expected a bigint from 0n to 2n ** 64n - 1n, got -5n',
  ],
  [
    'struct',
    linkMessage,
    { kind: 'can', data: { bittiming: {} } },
    'data.bittiming.bitrate: expected an integer from 0 to 4294967295, got undefined',
  ],
  [
    'struct bytes',
    linkMessage,
    { vfPorts: { port: [{ hostUuid: new Uint8Array(6) }] } },
    'vfPorts.port.hostUuid: expected 16 bytes, got [object Uint8Array]',
  ],
  [
    'vlan flags',
    linkMessage,
    { kind: 'vlan', data: { flags: { flags: [] } } },
    'data.flags.mask: expected reorderHdr, gvrp, looseBinding, mvrp, bridgeBinding; got undefined',
  ],
  [
    'devconf',
    linkMessage,
    { afSpec: { inet: { conf: { nothing: 1 } } } },
    'afSpec.inet.conf: no setting is called "nothing"',
  ],
  [
    'length',
    linkMessage,
    { unknown: [{ type: 1, bytes: new Uint8Array(65_532) }] },
    '65536 bytes do not fit in one attribute',
  ],
  [
    'prefix',
    addressMessage,
    { address: '192.0.2.1/33' },
    'address: expected an address such as 192.0.2.1/24, got "192.0.2.1/33"',
  ],
  [
    'scope',
    addressMessage,
    { address: '192.0.2.1/24', scope: 256 },
    'scope: expected an integer from 0 to 255, got 256',
  ],
  ['flags', addressMessage, { flags: ['up'] }, /^flags: expected secondary, .*; got "up"$/.source],
  ['address', addressMessage, { broadcast: 'x' }, 'broadcast: expected an IPv4 or IPv6 address, got "x"'],
  ['prefix', routeMessage, { dst: 'x' }, 'dst: expected a prefix such as 192.0.2.0/24, got "x"'],
  ['tos', routeMessage, { tos: 300 }, 'tos: expected an integer from 0 to 255, got 300'],
  [
    'table',
    routeMessage,
    { table: 2 ** 32 },
    'table: expected an integer from 0 to 4294967295, got 4294967296',
  ],
  ['type', routeMessage, { type: 'blackhol' }, /^type: expected one of unspec, .*; got "blackhol"$/.source],
  ['flags', routeMessage, { flags: ['up'] }, /^flags: expected dead, .*; got "up"$/.source],
  ['via', routeMessage, { via: { family: 10, address: 'x' } }, 'via: expected an address, got "x"'],
  [
    'weight',
    routeMessage,
    { multipath: [{ flags: [], weight: 0, oif: 1 }] },
    'multipath.0: weight: expected 1 to 256, got 0',
  ],
  [
    'path flags',
    routeMessage,
    { multipath: [{ flags: ['x'], weight: 1, oif: 1 }] },
    /^multipath\.0\.flags: expected dead, .*; got "x"$/.source,
  ],
  ['state', neighbourMessage, { state: ['up'] }, /^state: expected incomplete, .*; got "up"$/.source],
  ['flags', neighbourMessage, { flags: ['up'] }, /^flags: expected use, .*; got "up"$/.source],
  [
    'flags',
    neighbourMessage,
    { flagsExt: ['up'] },
    'flagsExt: expected managed, locked, extValidated; got "up"',
  ],
  ['nsid', nsidMessage, { nsid: 1n }, 'nsid: expected an integer from -2147483648 to 2147483647, got 1n'],
];

for (const [index, [what, body, value, message]] of refused.entries())
  test(`${index}, ${what}: ${message.slice(0, 60)}`, (t) => {
    const expected = message.startsWith('^') ? new RegExp(message) : message;
    // The types forbid these values, which is the point.
    const error = t.throws(() => body.write(new Writer({ isRequest: true }), value as never), {
      instanceOf: EncodeError,
      message: expected,
    });
    t.is(error.message.startsWith(error.path), true);
  });

test('integers that no table of this library has by itself', (t) => {
  const writer = new Writer();
  s8.write(writer, -5);
  s64.write(writer, -5n);
  uint.write(writer, 5n);
  uint.write(writer, 1n << 40n);
  t.is(Buffer.from(writer.written).toString('hex'), 'fbfbffffffffffffff050000000000000000010000');
  t.throws(() => s64.write(new Writer(), 1n << 63n), { instanceOf: EncodeError });
});
