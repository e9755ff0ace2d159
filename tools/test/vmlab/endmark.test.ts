import test from 'ava';
import { EndMarkFilter } from '../../src/vmlab/endmark.ts';

function pass(chunks: readonly string[]): { readonly passed: readonly string[]; readonly ended: boolean } {
  const filter = new EndMarkFilter('aab');
  const passed = chunks.map((chunk) => filter.push(Buffer.from(chunk)).toString());
  return { passed, ended: filter.ended };
}

test('only what may be the mark is held back', (t) => {
  const cases: readonly (readonly [readonly string[], readonly string[], boolean])[] = [
    [['aab'], [''], true],
    [['xyz', 'aab'], ['xyz', ''], true],
    [['xa', 'ab'], ['x', ''], true],
    [['aaaa', 'b'], ['aa', ''], true],
    [['a', 'a', 'b'], ['', '', ''], true],
    [['a', 'x'], ['', 'ax'], false],
    [['aa', 'aa', 'x'], ['', 'aa', 'aax'], false],
    [['', 'x'], ['', 'x'], false],
  ];
  for (const [chunks, passed, ended] of cases) t.deepEqual(pass(chunks), { passed, ended }, chunks.join('|'));
});

test('bytes that are no text pass unchanged', (t) => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
  t.deepEqual(new EndMarkFilter('aab').push(bytes), bytes);
});
