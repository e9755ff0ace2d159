import test from 'ava';
import { joinLines, splitLine } from '../src/batch.ts';
import { Failure } from '../src/failure.ts';

const lines: readonly (readonly [string, readonly string[]])[] = [
  ['link show\n', ['link', 'show']],
  ['  link\tshow  \n', ['link', 'show']],
  ['\n', []],
  ['', []],
  [`link set "a b" alias 'c "d"'\n`, ['link', 'set', 'a b', 'alias', 'c "d"']],
  ['a"b c"\n', ['a"b', 'c"']],
  ['""x\n', ['', 'x']],
];

for (const [line, words] of lines) {
  test(`words of ${JSON.stringify(line)}`, (t) => t.deepEqual(splitLine(line), words));
}

test('an open quote ends the program', (t) => {
  const failure = t.throws(() => splitLine('link "show\n'), { instanceOf: Failure });
  t.is(failure.text, 'Unterminated quoted string\n');
  t.is(failure.reach, 'program');
});

test('511 words are as many as a line may have', (t) => {
  t.is(splitLine('x '.repeat(511)).length, 511);
  t.throws(() => splitLine('x '.repeat(512)), { message: 'Too many arguments to command' });
});

test('comments are cut, lines joined, physical lines counted', (t) => {
  const complaints: string[] = [];
  const physical = ['# only a comment\n', 'link set \\\n', ' lo up # now\n', 'addr "#1"\n', 'last \\\n'];
  const logical = [...joinLines(physical, (text) => complaints.push(text))];
  t.deepEqual(logical, [
    { text: '', number: 1 },
    { text: 'link set  lo up ', number: 3 },
    { text: 'addr "', number: 4 },
  ]);
  t.deepEqual(complaints, ['Missing continuation line\n']);
});
