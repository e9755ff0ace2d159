const ESCAPES: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/**
 * `text` in double quotes as Go's `%q` writes it, which is how the reference plugins show names in their messages:
 * what cannot be printed (and every space but the common one) is escaped.
 */
export function quote(text: string): string {
  return `"${text.replace(/["\\]|[\p{C}\p{Z}]/gu, escaped)}"`;
}

function escaped(character: string): string {
  if (character === ' ') return character;
  const code = character.codePointAt(0) ?? 0;
  return (
    ESCAPES[character] ??
    (code < 0x80 ? `\\x${hex(code, 2)}` : code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`)
  );
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
