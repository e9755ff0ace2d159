/** The addresses of entries. */
import { commandFailure } from '../../failure.ts';

/** One field as sscanf's `%x` reads it: blanks, a sign, an optional 0x, hexadecimal digits. */
const FIELD = '[ \\t\\n\\v\\f\\r]*([+-]?(?:0[xX])?[0-9a-fA-F]+)';
const SIX_FIELDS = new RegExp(`^${Array(6).fill(FIELD).join(':')}`);

/**
 * Six hexadecimal fields, of which the lowest eight bits count; what follows them does not.
 * @throws Failure `Invalid mac address`
 */
export function parseMac(word: string): string {
  const match = SIX_FIELDS.exec(word);
  if (match === null) throw commandFailure(`Invalid mac address ${word}\n`, 255);
  return match
    .slice(1)
    .map((field) => hexByte(field).toString(16).padStart(2, '0'))
    .join(':');
}

function hexByte(field: string): number {
  const magnitude = BigInt(`0x${field.replace(/^[+-]?(?:0[xX])?/, '')}`);
  return Number(BigInt.asUintN(8, field.startsWith('-') ? -magnitude : magnitude));
}
