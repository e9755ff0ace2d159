import test from 'ava';
import { globMatcher } from '../../src/parse/glob.ts';

const rows: readonly (readonly [string, string, boolean])[] = [
  ['eth0', 'eth0', true],
  ['eth0', 'eth00', false],
  ['eth*', 'eth0:1', true],
  ['*', '', true],
  ['e?h', 'eth', true],
  ['e?h', 'eh', false],
  ['[ab]*', 'b1', true],
  ['[!ab]*', 'b1', false],
  ['[a-c]1', 'b1', true],
  ['a.b', 'axb', false],
  ['a\\*', 'a*', true],
  ['a\\*', 'ab', false],
  ['[', '[', true],
  ['(x)', '(x)', true],
];

for (const [pattern, text, expected] of rows) {
  test(`${pattern} and ${JSON.stringify(text)}`, (t) => t.is(globMatcher(pattern)(text), expected));
}
