import test from 'ava';
import { formatJson } from '../../src/json/format.ts';
import { parseJson } from '../../src/json/parse.ts';

const again = (text: string, indent?: number) => formatJson(parseJson(Buffer.from(text)), indent);

for (const text of [
  'null',
  'true',
  '1.0',
  '-0',
  '1e400',
  '12345678901234567890',
  '"a\\n\\"ü"',
  '[]',
  '{}',
  '[[],{}]',
  '{"a":1,"A":[2,{"b":null}],"a":"last"}',
]) {
  test(`${text} is written as it was read`, (t) => t.is(again(text), text));
}

test('white space goes, escapes become what they stand for', (t) => {
  t.is(again(' { "a\\u0041" : [ 1 , 2 ] } '), '{"aA":[1,2]}');
});

test('indented as JSON.stringify does it', (t) => {
  const value = { a: [1, { b: {}, c: [] }], d: 'x' };
  t.is(again(JSON.stringify(value), 4), JSON.stringify(value, null, 4));
});

test('nesting as deep as is read', (t) => {
  const text = `${'[{"a":'.repeat(5000)}1${'}]'.repeat(5000)}`;
  t.is(again(text), text);
});
