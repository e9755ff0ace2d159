import test from 'ava';
import { humanNumber, shortNumber } from '../../src/print/number.ts';

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

test('six significant digits, as C has them', (t) => {
  t.deepEqual(
    [0, 0.3, 8.25, 120, 999999, 1000000, 1234567, 8589934.59, 12345.678, 0.00001].map(shortNumber),
    ['0', '0.3', '8.25', '120', '999999', '1e+06', '1.23457e+06', '8.58993e+06', '12345.7', '1e-05'],
  );
});
