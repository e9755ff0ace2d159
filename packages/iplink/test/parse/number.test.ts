import test from 'ava';
import {
  parseHex,
  parseInteger,
  parseLeadingInteger,
  parseU8,
  parseU16,
  parseU32,
  parseU64,
} from '../../src/parse/number.ts';

type Row = readonly [string, number | bigint | undefined];

function table(
  name: string,
  read: (word: string) => number | bigint | undefined,
  rows: readonly Row[],
): void {
  for (const [word, expected] of rows) {
    test(`${name} of ${JSON.stringify(word)}`, (t) => t.is(read(word), expected));
  }
}

table('32-bit integer', parseInteger, [
  ['0', 0],
  ['1500', 1500],
  ['0x5dc', 1500],
  ['0X5DC', 1500],
  ['02734', 1500],
  ['-1', -1],
  ['+7', 7],
  [' 7', 7],
  ['7 ', undefined],
  ['2147483647', 2147483647],
  ['2147483648', undefined],
  ['-2147483648', -2147483648],
  ['-2147483649', undefined],
  ['089', undefined],
  ['0x', undefined],
  ['1e3', undefined],
  ['', undefined],
  ['abc', undefined],
]);

table('u32', parseU32, [
  ['4294967295', 4294967295],
  ['4294967296', undefined],
  ['-1', undefined],
  ['-18446744073709551615', 1],
  ['99999999999999999999999', undefined],
]);

table('u8', parseU8, [
  ['255', 255],
  ['256', undefined],
]);

table('u16', parseU16, [
  ['65535', 65535],
  ['65536', undefined],
]);

table('u64', parseU64, [
  ['18446744073709551615', 18446744073709551615n],
  ['18446744073709551616', undefined],
  ['-1', 18446744073709551615n],
]);

table('atoi', parseLeadingInteger, [
  ['12abc', 12],
  ['abc', 0],
  ['-3', -3],
  ['+4', 4],
]);

table('hexadecimal', parseHex, [
  ['10', 16],
  ['0x10', 16],
  ['ff', 255],
  ['1g', undefined],
  ['', undefined],
]);
