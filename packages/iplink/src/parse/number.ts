/**
 * Numbers as C's strtol reads them with base 0: blanks in front, a sign, `0x` for hexadecimal, a leading 0 for
 * octal. Each reader answers undefined for a word that is no number or out of its range.
 */

const C_INTEGER = /^[ \t\n\v\f\r]*([+-]?)(?:0[xX]([0-9a-fA-F]+)|0([0-7]*)|([1-9][0-9]*))$/;

const U64 = 1n << 64n;
const LONG_MAX = (1n << 63n) - 1n;
const LONG_MIN = -(1n << 63n);

function magnitude(match: RegExpExecArray): bigint {
  const [, , hex, octal, decimal] = match;
  if (hex !== undefined) return BigInt(`0x${hex}`);
  if (decimal !== undefined) return BigInt(decimal);
  return octal === undefined || octal === '' ? 0n : BigInt(`0o${octal}`);
}

/** A signed C `long`. */
function parseLong(word: string): bigint | undefined {
  const match = C_INTEGER.exec(word);
  if (match === null) return undefined;
  const value = match[1] === '-' ? -magnitude(match) : magnitude(match);
  return value < LONG_MIN || value > LONG_MAX ? undefined : value;
}

/** An unsigned 64-bit number; a minus sign wraps around, as in strtoul. */
export function parseU64(word: string): bigint | undefined {
  const match = C_INTEGER.exec(word);
  if (match === null) return undefined;
  const value = magnitude(match);
  if (value >= U64) return undefined;
  return match[1] === '-' ? BigInt.asUintN(64, -value) : value;
}

/** As {@link parseU64}, but a word without anything in it is 0, as strtoul has it. */
export function parseUlong(word: string): bigint | undefined {
  return word === '' ? 0n : parseU64(word);
}

function parseUnsigned(word: string, max: bigint): number | undefined {
  const value = parseU64(word);
  return value === undefined || value > max ? undefined : Number(value);
}

export function parseU8(word: string): number | undefined {
  return parseUnsigned(word, 0xffn);
}

export function parseU16(word: string): number | undefined {
  return parseUnsigned(word, 0xffffn);
}

export function parseU32(word: string): number | undefined {
  return parseUnsigned(word, 0xffffffffn);
}

/** A signed 32-bit number. */
export function parseInteger(word: string): number | undefined {
  const value = parseLong(word);
  return value === undefined || value < -0x80000000n || value > 0x7fffffffn ? undefined : Number(value);
}

/** C's atoi: the decimal digits in front, 0 when there are none. */
export function parseLeadingInteger(word: string): number {
  const digits = /^[ \t\n\v\f\r]*([+-]?[0-9]+)/.exec(word)?.[1];
  return digits === undefined ? 0 : Number(BigInt.asIntN(32, BigInt(digits.replace('+', ''))));
}

/** A number of up to 32 bits in decimal digits, as strtoul reads it with base 10. */
export function parseDecimal(word: string): number | undefined {
  const digits = /^[ \t\n\v\f\r]*\+?([0-9]+)$/.exec(word)?.[1];
  const value = digits === undefined ? undefined : Number(digits);
  return value === undefined || value > 0xffffffff ? undefined : value;
}

/** An unsigned hexadecimal number of up to 32 bits, as strtoul reads it with base 16: the 0x may be missing. */
export function parseHex(word: string): number | undefined {
  const digits = /^[ \t\n\v\f\r]*\+?(?:0[xX])?([0-9a-fA-F]{1,8})$/.exec(word)?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 16);
}

/** A C `long` that is not negative, cut to a C `int`, which must not be negative either. */
export function parseTruncated(word: string): number | undefined {
  const value = parseLong(word);
  const cut = value === undefined || value < 0n ? -1n : BigInt.asIntN(32, value);
  return cut < 0n ? undefined : Number(cut);
}
