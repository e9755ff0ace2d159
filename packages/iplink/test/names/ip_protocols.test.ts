import test from 'ava';
import { formatIpProtocol, parseIpProtocol, readProtocols } from '../../src/names/ip_protocols.ts';

const TEXT = `# a comment
ip	0	IP		# pseudo protocol
hopopt	0	HOPOPT
tcp	6	TCP
ipencap	4	IP-ENCAP X # and an alias
nonsense
broken	x	BROKEN
`;

test('names and aliases; the first name of a number counts', (t) => {
  const { numbers, names } = readProtocols(TEXT);
  t.deepEqual(
    ['ip', 'HOPOPT', 'tcp', 'TCP', 'X', 'nonsense', 'BROKEN', 'and'].map((word) => numbers.get(word)),
    [0, 0, 6, 6, 4, undefined, undefined, undefined],
  );
  t.deepEqual([names.get(0), names.get(4), names.get(5)], ['ip', 'ipencap', undefined]);
});

test('numbers are decimal', (t) => {
  t.deepEqual(['6', '06', '+7', ' 8', '255', '256', '0x6', '-1', ''].map(parseIpProtocol), [
    6,
    6,
    7,
    8,
    255,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  t.is(formatIpProtocol(6, true), 'ipproto-6');
  t.is(formatIpProtocol(254, false), 'ipproto-254');
});
