import test from 'ava';
import { median, quantile, summary } from '../src/statistics.ts';

test('the median is the middle value, or lies between the two in the middle', (t) => {
  t.is(median([3, 1, 2]), 2);
  t.is(median([4, 1, 3, 2]), 2.5);
  t.is(median([7]), 7);
});

test('quantiles lie between two values by proportion', (t) => {
  const values = [50, 10, 40, 20, 30];
  t.is(quantile(values, 0), 10);
  t.is(quantile(values, 0.25), 20);
  t.is(quantile(values, 0.9), 46);
  t.is(quantile(values, 1), 50);
  t.deepEqual(values, [50, 10, 40, 20, 30], 'the values stay as they were');
});

test('a summary is not moved by one value that is far off', (t) => {
  const values = Array.from({ length: 100 }, (_, at) => at + 1);
  const { median: middle, quartiles, count } = summary([...values, 1e9]);
  t.is(middle, 51);
  t.deepEqual(quartiles, [26, 76]);
  t.is(count, 101);
});

test('no values and wrong fractions are refused', (t) => {
  t.throws(() => median([]), { instanceOf: RangeError, message: 'quantile: of no values' });
  t.throws(() => quantile([1], 1.5), {
    instanceOf: RangeError,
    message: 'quantile: 1.5 is not between 0 and 1',
  });
  t.throws(() => quantile([1], Number.NaN), { message: 'quantile: NaN is not between 0 and 1' });
});
