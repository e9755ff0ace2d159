/** Numbers in the forms that they are shown in. */

const PREFIXES = 'kMGTPE';

/** Three significant digits and a prefix, of 1000 or of 1024 (`3.76k`, `3.67ki`); small numbers as they are. */
export function humanNumber(count: bigint, iec: boolean): string {
  const base = iec ? 1024n : 1000n;
  if (count < base) return String(count);
  let power = base;
  let prefix = 0;
  while (count / base >= power && prefix < PREFIXES.length - 1) {
    power *= base;
    prefix++;
  }
  const whole = count / power;
  const decimals = whole < 10n ? 2 : whole < 100n ? 1 : 0;
  return `${(Number(count) / Number(power)).toFixed(decimals)}${PREFIXES[prefix]}${iec ? 'i' : ''}`;
}

/** C's `%g`: six significant digits at most, and an exponent where more stand before the point. */
export function shortNumber(value: number): string {
  const [digits = '', exponent] = value.toExponential(5).split('e');
  const power = Number(exponent);
  if (value !== 0 && (power < -4 || power >= 6)) {
    return `${Number(digits)}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  return String(Number(value.toPrecision(6)));
}

/** C's `%#x`: no prefix on zero. */
export function alternateHex(value: number): string {
  return value === 0 ? '0' : `0x${value.toString(16)}`;
}
