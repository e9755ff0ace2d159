import test from 'ava';
import { asksForHelp, parseWords, type WordAction, Words } from '../src/argv.ts';
import { Failure } from '../src/failure.ts';
import { keywords } from '../src/keywords.ts';

const table = keywords<string>(() => [
  ['up', 'up'],
  ['link*', 'link'],
  ['address*', 'address'],
  ['broadcast* brd', 'broadcast'],
  ['allmulticast', 'allmulticast'],
  ['list* show* lst*', 'show'],
]);

const matches: readonly (readonly [string, string | undefined])[] = [
  ['up', 'up'],
  ['u', undefined],
  ['l', 'link'],
  ['link', 'link'],
  ['links', undefined],
  ['a', 'address'],
  ['al', undefined],
  ['allmulticast', 'allmulticast'],
  ['b', 'broadcast'],
  ['br', 'broadcast'],
  ['brd', 'broadcast'],
  ['lis', 'show'],
  ['ls', 'show'],
  ['', undefined],
  ['A', undefined],
];

for (const [word, expected] of matches) {
  test(`keyword ${JSON.stringify(word)}`, (t) => t.is(table.find(word), expected));
}

interface State {
  mtu?: string;
  readonly bare: string[];
}

const words = keywords<WordAction<State>>(() => [
  [
    'mtu',
    (state, cursor) => {
      state.mtu = cursor.value();
    },
  ],
  ['type*', () => 'stop'],
]);

function parse(line: readonly string[]): { state: State; rest: readonly string[] } {
  const state: State = { bare: [] };
  const cursor = new Words(line);
  parseWords(cursor, state, words, (_state, _words, word) => {
    state.bare.push(word);
  });
  return { state, rest: cursor.rest() };
}

test('words go to the table, others to the caller', (t) => {
  t.deepEqual(parse(['dev', 'mtu', '1400', 'x']).state, { mtu: '1400', bare: ['dev', 'x'] });
});

test('an action can end the list; the cursor stays behind it', (t) => {
  t.deepEqual(parse(['a', 'ty', 'veth', 'peer']), { state: { bare: ['a'] }, rest: ['veth', 'peer'] });
});

test('a missing argument ends the program', (t) => {
  const failure = t.throws(() => parse(['mtu']), { instanceOf: Failure });
  t.is(failure.text, 'Command line is not complete. Try option "help"\n');
  t.is(failure.status, 255);
  t.is(failure.reach, 'program');
});

test('help is asked for by any prefix but the empty one', (t) => {
  t.true(asksForHelp('h'));
  t.true(asksForHelp('help'));
  t.false(asksForHelp(''));
  t.false(asksForHelp('helpme'));
});
