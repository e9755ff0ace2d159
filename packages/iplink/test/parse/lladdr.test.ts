import test from 'ava';
import { Failure } from '../../src/failure.ts';
import { lladdrLength, parseLladdrWord } from '../../src/parse/lladdr.ts';

const accepted: readonly (readonly [string, string])[] = [
  ['02:00:00:00:00:01', '02:00:00:00:00:01'],
  ['2:0:0:0:0:A', '02:00:00:00:00:0a'],
  ['1g', '01'],
  ['0x1f', '1f'],
  ['b', '0b'],
  ['1.2.3.4', '01:02:03:04'],
  ['1.2', '01:02:00:00'],
];

for (const [word, expected] of accepted) test(`lladdr ${word}`, (t) => t.is(parseLladdrWord(word), expected));

const refused: readonly (readonly [string, string])[] = [
  ['zz:00', 'zz'],
  ['00:100:00', '100'],
  ['type', 'type'],
  ['', ''],
  ['1.2.3.400', '1.2.3.400'],
  ['00::01', ''],
];

for (const [word, field] of refused) {
  test(`no lladdr: ${JSON.stringify(word)}`, (t) => {
    const failure = t.throws(() => parseLladdrWord(word), { instanceOf: Failure });
    t.is(failure.text, `"${field}" is invalid lladdr.\n`);
    t.is(failure.reach, 'command');
  });
}

test('length in bytes', (t) => {
  t.is(lladdrLength(''), 0);
  t.is(lladdrLength('02:00:00'), 3);
});
