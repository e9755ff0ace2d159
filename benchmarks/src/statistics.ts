/** The middle of some numbers, and between which two the middle half of them lies. */
export interface Summary {
  readonly median: number;
  readonly quartiles: readonly [number, number];
  readonly count: number;
}

/** The value below which the fraction `at` of the values lies, between two of them by proportion. */
export function quantile(values: readonly number[], at: number): number {
  if (values.length === 0) throw new RangeError('quantile: of no values');
  if (!(at >= 0 && at <= 1)) throw new RangeError(`quantile: ${at} is not between 0 and 1`);
  const sorted = values.toSorted((a, b) => a - b);
  const place = at * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function summary(values: readonly number[]): Summary {
  return {
    median: median(values),
    quartiles: [quantile(values, 0.25), quantile(values, 0.75)],
    count: values.length,
  };
}
