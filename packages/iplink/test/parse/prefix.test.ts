import test from 'ava';
import { Failure } from '../../src/failure.ts';
import { AF, type Family } from '../../src/family.ts';
import {
  addressText,
  parseAddress,
  parsePrefix,
  prefixText,
  readPrefix,
  sharesBits,
} from '../../src/parse/prefix.ts';

const accepted: readonly (readonly [string, Family, string])[] = [
  ['10.1.0.1/24', AF.UNSPEC, '10.1.0.1/24'],
  ['10.8/16', AF.UNSPEC, '10.8.0.0/16'],
  ['10', AF.UNSPEC, '10.0.0.0/32'],
  ['0x0a.010.0.1', AF.INET, '10.8.0.1/32'],
  ['10.0.0.1/255.255.255.0', AF.UNSPEC, '10.0.0.1/24'],
  ['10.0.0.1/0', AF.UNSPEC, '10.0.0.1/0'],
  ['2001:DB8::1/64', AF.UNSPEC, '2001:db8::1/64'],
  ['::ffff:1.2.3.4', AF.INET6, '::ffff:1.2.3.4/128'],
  ['default', AF.INET, '0.0.0.0/0'],
  ['default', AF.INET6, '::/0'],
];

for (const [word, family, expected] of accepted) {
  test(`prefix ${word} of family ${family}`, (t) => t.is(prefixText(parsePrefix(word, family)), expected));
}

const refused: readonly (readonly [string, Family])[] = [
  ['10.1.0.300', AF.UNSPEC],
  ['10.1.0.1.1', AF.UNSPEC],
  ['10.1.0.1/33', AF.UNSPEC],
  ['10.1.0.1/', AF.UNSPEC],
  ['10.1.0.1/255.0.255.0', AF.UNSPEC],
  ['10..1', AF.UNSPEC],
  ['', AF.UNSPEC],
  ['banana', AF.UNSPEC],
  ['2001:db8::1::2', AF.UNSPEC],
  ['2001:db8::1/129', AF.UNSPEC],
  ['10.1.0.1', AF.INET6],
  ['::1', AF.INET],
  ['default/8', AF.INET],
];

for (const [word, family] of refused) {
  test(`no prefix: ${JSON.stringify(word)} of family ${family}`, (t) =>
    t.is(readPrefix(word, family), undefined));
}

const texts: readonly (readonly [() => unknown, string])[] = [
  [() => parsePrefix('x', AF.UNSPEC), 'Error: any valid prefix is expected rather than "x".\n'],
  [() => parsePrefix('x', AF.INET6), 'Error: inet6 prefix is expected rather than "x".\n'],
  [() => parseAddress('10.0.0.1/8', AF.INET), 'Error: inet address is expected rather than "10.0.0.1/8".\n'],
  [
    () => parseAddress('x', AF.PACKET),
    '"x" is invalid lladdr.\nError: link address is expected rather than "x".\n',
  ],
  [
    () => parsePrefix('x', AF.PACKET),
    'Error: "x" may be inet prefix, but it is not allowed in this context.\n',
  ],
];

for (const [parse, text] of texts) {
  test(`refusal: ${text.trimEnd()}`, (t) => {
    const failure = t.throws(parse, { instanceOf: Failure });
    t.is(failure.text, text);
    t.is(failure.status, 1);
    t.is(failure.reach, 'program');
  });
}

test('default carries a length, any does not', (t) => {
  t.true(parseAddress('default', AF.UNSPEC).lengthGiven);
  t.false(parseAddress('any', AF.UNSPEC).lengthGiven);
  t.is(addressText(parseAddress('any', AF.INET6)), '::');
});

test('bits in common', (t) => {
  const one = Uint8Array.of(10, 1, 0x80, 0);
  const other = Uint8Array.of(10, 1, 0xff, 0);
  t.true(sharesBits(one, other, 17));
  t.false(sharesBits(one, other, 18));
  t.true(sharesBits(one, other, 0));
  t.true(sharesBits(new Uint8Array(0), new Uint8Array(4), 32));
});
