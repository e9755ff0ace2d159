/** Counters as columns show them. */

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
