import { readFileSync } from 'node:fs';
import { inCheckout } from '@iplink-ts/tools/checkout';
import test from 'ava';
import type { Case } from '../src/case.ts';
import { digits, quantity, spread } from '../src/quantity.ts';
import { quotation, quotedIn, report, rows } from '../src/report.ts';
import type { Result } from '../src/results.ts';

const peer = (name: string) => ({
  name,
  warmUp: 0,
  start: () => {
    throw new Error('not started here');
  },
});

const listing: Case = {
  name: 'listing',
  does: (size) => `list ${size} things`,
  size: 20,
  prepare: () => undefined,
  peers: [peer('ours'), peer('fast'), peer('slow'), peer('untargeted'), peer('absent')],
  targets: [
    { measure: 'time', peer: 'fast', atMost: 0.7 },
    { measure: 'time', peer: 'slow', atMost: 0.2 },
    { measure: 'growth', atMost: 2 ** 20 },
    { measure: 'delayMax', atMost: Number.POSITIVE_INFINITY },
    { measure: 'time', peer: 'absent', atMost: 1 },
  ],
};

const of = (median: number) => ({ median, quartiles: [median * 0.9, median * 1.1], count: 10 }) as const;

const result: Result = {
  date: '2026-01-02 03:04',
  commit: 'abc',
  load: [0.5, 2],
  machine: { processor: '2 × some', kernel: '6.1', versions: { 'Node.js': '20' } },
  outcome: {
    standings: [
      { peer: 'ours', values: { time: of(2e6), growth: of(2 ** 21), delayMax: of(5e6) }, ratios: {} },
      { peer: 'fast', values: { time: of(2e6) }, ratios: { time: of(1) } },
      { peer: 'slow', values: { time: of(2e7) }, ratios: { time: of(0.1) } },
      { peer: 'untargeted', values: { time: of(4e6) }, ratios: { time: of(0.5) } },
    ],
    leftOut: [{ peer: 'absent', reason: 'not installed' }],
  },
  costs: [{ size: 10, each: of(100) }],
};

test('each target is judged by the median of its ratios', (t) => {
  t.deepEqual(
    rows(listing, result).map(({ peer: name, ratio, target, holds }) => ({ name, ratio, target, holds })),
    [
      { name: 'fast', ratio: '1.00 (0.900–1.10)', target: '≤ 0.7', holds: false },
      { name: 'slow', ratio: '0.100 (0.0900–0.110)', target: '≤ 0.2', holds: true },
      { name: '', ratio: '', target: '≤ 1.00 MiB', holds: false },
      { name: '', ratio: '', target: '', holds: undefined },
      { name: 'untargeted', ratio: '0.500 (0.450–0.550)', target: '', holds: undefined },
    ],
  );
});

test('the report has the machine, the ratios, the costs, who was not there, the remarks and the runs', (t) => {
  const text = report([listing], { listing: result, gone: result }, '## Why\n\nbecause\n');
  t.true(text.includes('2 × some, Linux 6.1. Node.js 20.'));
  t.true(text.includes('| listing | time | 2.00 ms | fast | 2.00 ms | 1.00 (0.900–1.10) | ≤ 0.7 | **no** |'));
  t.true(text.includes('| listing | RSS growth | 2.00 MiB |  |  |  | ≤ 1.00 MiB | **no** |'));
  t.true(text.includes('| listing | 100 (90.0–110) |'));
  t.true(text.includes('- listing, absent: not installed'));
  t.true(text.includes('\n## Why\n\nbecause\n'));
  t.true(text.includes('| listing | list 20 things | 10 | abc | 2026-01-02 03:04 | 0.500, 2.00 |'));
  t.false(text.includes('gone'), 'a case that there is no more');
});

test('README.md has the ratios between its marks', (t) => {
  const of: Case = { ...listing, name: 'list-links' };
  t.is(
    quotedIn(
      'a\n<!-- benchmarks/RESULTS.md -->\nold\n<!-- end -->\nb\n',
      quotation([of], { 'list-links': result }),
    ),
    [
      'a\n<!-- benchmarks/RESULTS.md -->\n',
      "| job | measure | peer | ours / peer's |",
      '| --- | --- | --- | --- |',
      '| list 20 things | time | fast | 1.00 (0.900–1.10) |',
      '| list 20 things | time | slow | 0.100 (0.0900–0.110) |',
      '\n<!-- end -->\nb\n',
    ].join('\n'),
  );
  t.throws(() => quotedIn('nothing', ''), { message: /no <!-- benchmarks\/RESULTS.md -->/ });
  t.notThrows(() => quotedIn(readFileSync(inCheckout('README.md'), 'utf8'), ''));
});

test('quantities have the unit that suits them', (t) => {
  t.is(quantity('time', 999), '999 ns');
  t.is(quantity('time', 1234), '1.23 µs');
  t.is(quantity('time', 2.5e9), '2.50 s');
  t.is(quantity('growth', 0), '0 B');
  t.is(quantity('peak', 3 * 2 ** 20), '3.00 MiB');
  t.is(digits(0.0123456), '0.0123');
  t.is(digits(123456), '123456');
  t.is(spread(of(2)), '2.00 (1.80–2.20)');
});
