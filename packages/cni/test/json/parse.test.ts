import test from 'ava';
import { JsonNumber, JsonObject, JsonSyntaxError, type JsonValue, parseJson } from '../../src/json/parse.ts';

/** As JSON.parse would give it, to compare by. */
function plain(value: JsonValue): unknown {
  if (value instanceof JsonNumber) return Number(value.text);
  if (value instanceof JsonObject)
    return Object.fromEntries(value.members.map(([key, member]) => [key, plain(member)]));
  return Array.isArray(value) ? value.map(plain) : value;
}

const parse = (text: string | Uint8Array): JsonValue => parseJson(Buffer.from(text));

for (const text of [
  'null',
  ' \t\r\n true ',
  'false',
  '""',
  '"a\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00"',
  '"日本語 é 😀"',
  '0',
  '-0',
  '-12.50e+3',
  '1E-2',
  '[]',
  '[ ]',
  '{ }',
  '[1,[2,[3]],{}]',
  '{"a":{"b":[{"c":null},[],""]},"d":1}',
]) {
  test(`reads ${text.trim()} as JSON.parse does`, (t) => {
    t.deepEqual(plain(parse(text)), JSON.parse(text));
  });
}

test('numbers keep their text, members their order and duplicates', (t) => {
  t.deepEqual(
    parse('{"a":1.0,"b":1e3,"a":-0}'),
    new JsonObject([
      ['a', new JsonNumber('1.0')],
      ['b', new JsonNumber('1e3')],
      ['a', new JsonNumber('-0')],
    ]),
  );
});

test('what is no UTF-8 and what is half a surrogate pair becomes U+FFFD', (t) => {
  t.is(parse(Uint8Array.of(0x22, 0xff, 0x22)), '\ufffd');
  t.is(parse('"\\ud800x\\udc00"'), '\ufffdx\ufffd');
});

// Each text observed from the Go plugins of Debian 12.
for (const [text, message] of [
  ['', 'unexpected end of JSON input'],
  ['{', 'unexpected end of JSON input'],
  ['"abc', 'unexpected end of JSON input'],
  ['[1,', 'unexpected end of JSON input'],
  ['\ufeff{}', "invalid character 'ï' looking for beginning of value"],
  ["{'a':1}", "invalid character '\\'' looking for beginning of object key string"],
  ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
  ['{} x', "invalid character 'x' after top-level value"],
  ['[1,]', "invalid character ']' looking for beginning of value"],
  ['[tru]', "invalid character ']' in literal true (expecting 'e')"],
  ['[-]', "invalid character ']' in numeric literal"],
  ['[01]', "invalid character '1' after array element"],
  ['[1.]', "invalid character ']' after decimal point in numeric literal"],
  ['[1ex]', "invalid character 'x' in exponent of numeric literal"],
  ['{"x" 1}', "invalid character '1' after object key"],
  ['{"x":1 2}', "invalid character '2' after object key:value pair"],
  ['[1 2]', "invalid character '2' after array element"],
  ['"\\q"', "invalid character 'q' in string escape code"],
  ['"\\u12g"', "invalid character 'g' in \\u hexadecimal character escape"],
  ['"a\nb"', "invalid character '\\n' in string literal"],
  ['{"a"":1}', `invalid character '"' after object key`],
] as const) {
  test(`refuses ${JSON.stringify(text)}`, (t) => {
    t.throws(() => parse(text), { instanceOf: JsonSyntaxError, message });
  });
}

test('nesting is limited to 10000, as in Go, and does not exhaust the stack', (t) => {
  t.notThrows(() => parse('['.repeat(10_000) + ']'.repeat(10_000)));
  const message = "invalid character '[' exceeded max depth";
  t.throws(() => parse('['.repeat(10_001)), { message });
  t.throws(() => parse('{"a":'.repeat(5_000) + '['.repeat(1_000_000)), { message });
});

test('ten megabytes are read', (t) => {
  const value = parse(`{"a":"${'x'.repeat(5_000_000)}","b":[${'1,'.repeat(2_500_000)}1]}`);
  t.true(value instanceof JsonObject && value.members.length === 2);
});
