import { MEASURES, type Measure } from './case.ts';
import type { Summary } from './statistics.ts';

const UNITS = {
  ns: [
    [1e9, 's'],
    [1e6, 'ms'],
    [1e3, 'µs'],
    [1, 'ns'],
  ],
  bytes: [
    [2 ** 20, 'MiB'],
    [2 ** 10, 'KiB'],
    [1, 'B'],
  ],
} as const;

/** Three digits of a value with the unit that suits it. */
export function quantity(measure: Measure, value: number): string {
  const units = UNITS[MEASURES[measure]];
  for (const [size, unit] of units) if (Math.abs(value) >= size) return `${digits(value / size)} ${unit}`;
  return `${digits(value)} ${MEASURES[measure] === 'ns' ? 'ns' : 'B'}`;
}

/** A number with three digits that count. */
export function digits(value: number): string {
  const places = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(places);
}

/** The median and, in brackets, the quartiles. */
export function spread({ median, quartiles: [low, high] }: Summary): string {
  return `${digits(median)} (${digits(low)}–${digits(high)})`;
}
