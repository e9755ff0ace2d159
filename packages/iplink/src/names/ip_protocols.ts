/** IP protocols by the names of /etc/protocols: `NAME NUMBER ALIAS...` a line, `#` comments. */
import { readFileSync } from 'node:fs';

const FILE = '/etc/protocols';
const PROTOCOL_MAX = 255;

interface Protocols {
  readonly numbers: ReadonlyMap<string, number>;
  readonly names: ReadonlyMap<number, string>;
}

/** Reads the text of a file; of two lines with one name or number the first counts. */
export function readProtocols(text: string): Protocols {
  const numbers = new Map<string, number>();
  const names = new Map<number, string>();
  for (const line of text.split('\n')) {
    const [name = '', digits = '', ...aliases] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (!/^[0-9]+$/.test(digits)) continue;
    const number = Number(digits);
    if (!names.has(number)) names.set(number, name);
    for (const word of [name, ...aliases]) if (!numbers.has(word)) numbers.set(word, number);
  }
  return { numbers, names };
}

let known: Protocols | undefined;

function protocols(): Protocols {
  known ??= readProtocols(readFile());
  return known;
}

function readFile(): string {
  try {
    return readFileSync(FILE, 'utf8');
  } catch {
    return ''; // as in the C library: a file that cannot be read has no names
  }
}

/** A decimal number, unlike other numbers of `ip`, or a name. */
export function parseIpProtocol(word: string): number | undefined {
  const digits = /^[ \t\n\v\f\r]*\+?([0-9]+)$/.exec(word)?.[1];
  if (digits !== undefined && Number(digits) <= PROTOCOL_MAX) return Number(digits);
  return protocols().numbers.get(word);
}

export function formatIpProtocol(protocol: number, numeric: boolean): string {
  return (numeric ? undefined : protocols().names.get(protocol)) ?? `ipproto-${protocol}`;
}
