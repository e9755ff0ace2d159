/**
 * Text as the kernel keeps it: bytes that are nearly always UTF-8, but need not be (an interface may be named
 * by any bytes but `/`, `:` and white space). A byte that is no UTF-8 becomes the lone surrogate U+DC80..U+DCFF
 * and comes back as that byte, so a name that was read can always be written.
 */

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Text of `bytes[start, end)`, up to the first NUL. */
export function decodeText(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 0) return text;
    if (byte >= 0x80) return decodeBeyondAscii(bytes, start, end);
    text += String.fromCharCode(byte);
  }
  return text;
}

function decodeBeyondAscii(bytes: Uint8Array, start: number, end: number): string {
  const nul = bytes.subarray(start, end).indexOf(0);
  const content = bytes.subarray(start, nul < 0 ? end : start + nul);
  try {
    return strict.decode(content);
  } catch {
    return decodeEscaped(content);
  }
}

function decodeEscaped(content: Uint8Array): string {
  let text = '';
  let at = 0;
  while (at < content.length) {
    const length = sequenceLength(content[at] ?? 0);
    try {
      if (length === 0 || at + length > content.length) throw new RangeError('not UTF-8');
      text += strict.decode(content.subarray(at, at + length));
      at += length;
    } catch {
      text += String.fromCharCode(0xdc00 | (content[at] ?? 0));
      at += 1;
    }
  }
  return text;
}

function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  if (lead >= 0xf0 && lead < 0xf5) return 4;
  return 0;
}

/** The bytes of `text`, without a terminating NUL; the inverse of {@link decodeText}. */
export function encodeText(text: string): Uint8Array {
  if (!/[\udc80-\udcff]/.test(text)) return encoder.encode(text);
  const parts: number[] = [];
  for (const character of text) {
    const code = character.charCodeAt(0);
    if (character.length === 1 && code >= 0xdc80 && code <= 0xdcff) parts.push(code & 0xff);
    else parts.push(...encoder.encode(character));
  }
  return Uint8Array.from(parts);
}
