import test from 'ava';
import { humanNumber } from '../../src/print/number.ts';

const rows: readonly (readonly [bigint, string, string])[] = [
  [0n, '0', '0'],
  [999n, '999', '999'],
  [1000n, '1.00k', '1000'],
  [1024n, '1.02k', '1.00ki'],
  [3760n, '3.76k', '3.67ki'],
  [43300n, '43.3k', '42.3ki'],
  [433000n, '433k', '423ki'],
  [4330000n, '4.33M', '4.13Mi'],
  [5000000000000000000n, '5.00E', '4.34Ei'],
];

for (const [count, decimal, binary] of rows) {
  test(`${count} for people`, (t) => {
    t.is(humanNumber(count, false), decimal);
    t.is(humanNumber(count, true), binary);
  });
}
