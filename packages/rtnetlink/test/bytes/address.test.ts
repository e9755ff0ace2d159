import { isIPv4, isIPv6 } from 'node:net';
import test from 'ava';
import fc from 'fast-check';
import {
  formatIp,
  formatLladdr,
  parseIp,
  parseIpv4,
  parseIpv6,
  parseLladdr,
} from '../../src/bytes/address.ts';
import { familyOf, parsePrefix } from '../../src/prefix.ts';

const shown = (text: string): string | undefined => {
  const bytes = parseIp(text);
  return bytes && formatIp(bytes, 0, bytes.length);
};

test('IPv6 in the form of RFC 5952', (t) => {
  const pairs: readonly (readonly [string, string])[] = [
    ['2001:0DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['::192.0.2.1', '::192.0.2.1'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
  ];
  for (const [text, canonical] of pairs) t.is(shown(text), canonical, text);
});

test('what is no address', (t) => {
  for (const text of ['', '1', '1.2.3', '1.2.3.4.5', '1.2.3.256', '01.2.3.4', '1.2.3.4 ', '0x1.2.3.4'])
    t.is(parseIpv4(text), undefined, text);
  for (const text of [
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '12345::',
    'g::',
    '1:2:3:4:5:6:7::8',
    '::1.2.3',
    '1.2.3.4::',
    'fe80::1%eth0',
    ':1',
  ])
    t.is(parseIpv6(text), undefined, text);
  for (const text of ['0', '0:', ':0', '000:1', 'gg', '1::2']) {
    const bytes = parseLladdr(text);
    if (text === '0') t.deepEqual(bytes, new Uint8Array([0]));
    else t.is(bytes, undefined, text);
  }
  t.is(formatIp(new Uint8Array(5), 0, 5), undefined);
});

test('addresses of every value survive, and node:net agrees on what is one', (t) => {
  fc.assert(
    fc.property(
      fc.constantFrom(4, 16).chain((length) => fc.uint8Array({ minLength: length, maxLength: length })),
      (bytes) => {
        const text = formatIp(bytes, 0, bytes.length) ?? '';
        t.deepEqual(parseIp(text), bytes);
        t.true(bytes.length === 4 ? isIPv4(text) : isIPv6(text));
      },
    ),
    { numRuns: 300, seed: 3 },
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9a-f:.]{0,20}$/), (text) => {
      t.is(parseIp(text) !== undefined, isIPv4(text) || isIPv6(text), text);
    }),
    { numRuns: 3000, seed: 4 },
  );
});

test('link-layer addresses of any length', (t) => {
  for (const text of ['', '02', '02:00:5e:10:00:00:00:01', '00:00:00:00:00:00']) {
    const bytes = parseLladdr(text);
    t.is(formatLladdr(bytes ?? new Uint8Array(1), 0, bytes?.length ?? 1), text);
  }
});

test('prefixes', (t) => {
  t.deepEqual(parsePrefix('10.0.0.0/8'), { address: '10.0.0.0', length: 8 });
  t.deepEqual(parsePrefix('10.0.0.1'), { address: '10.0.0.1', length: 32 });
  t.deepEqual(parsePrefix('::/0'), { address: '::', length: 0 });
  for (const text of ['', '/8', '10.0.0.0/', '10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/8/8', '::/129', 'x/8'])
    t.is(parsePrefix(text), undefined, text);
  t.deepEqual([familyOf('1.2.3.4'), familyOf('::')], [2, 10]);
});
