import test from 'ava';
import { quote } from '../src/quote.ts';

for (const [text, quoted] of [
  ['', '""'],
  ['eth0', '"eth0"'],
  ['a b"c\\d', '"a b\\"c\\\\d"'],
  ['\u0007\b\f\n\r\t\v', '"\\a\\b\\f\\n\\r\\t\\v"'],
  ['\u0001\u007f', '"\\x01\\x7f"'],
  ['é日😀', '"é日😀"'],
  ['\u00a0\ufeff\u{e0001}', '"\\u00a0\\ufeff\\U000e0001"'],
] as const) {
  test(`quotes ${JSON.stringify(text)}`, (t) => {
    t.is(quote(text), quoted);
  });
}
