/**
 * Text as the kernel keeps it: bytes that are nearly always UTF-8, but need not be (an interface may be named
 * by any bytes but `/`, `:` and white space). A byte that is no UTF-8 becomes the lone surrogate U+DC80..U+DCFF
 * and comes back as that byte, so a name that was read can always be written.
 */

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Text that was decoded, with its bytes. */
interface Recent {
  readonly text: string;
  readonly codes: readonly number[];
}

const RECENT = 256;

/**
 * Texts by a hash of their bytes: kinds, queueing disciplines and parents are the same in thousands of messages. The
 * last one with a hash stays.
 */
const recent: (Recent | undefined)[] = new Array<undefined>(RECENT).fill(undefined);

/** Longer text is seldom met twice. */
const RECENT_LENGTH = 32;

/** Text of `bytes[start, end)`, up to the first NUL. */
export function decodeText(bytes: Uint8Array, start: number, end: number): string {
  let hash = 0;
  let stop = start;
  for (; stop < end; stop++) {
    const byte = bytes[stop] ?? 0;
    if (byte === 0) break;
    if (byte >= 0x80) return decodeBeyondAscii(bytes, start, end);
    hash = (hash * 31 + byte) & 0xffffff;
  }
  if (stop - start > RECENT_LENGTH) return strict.decode(bytes.subarray(start, stop));
  const found = recent[hash % RECENT];
  if (found !== undefined && isText(found.codes, bytes, start, stop)) return found.text;
  const codes: number[] = [];
  for (let at = start; at < stop; at++) codes.push(bytes[at] ?? 0);
  const text = String.fromCharCode(...codes);
  recent[hash % RECENT] = { text, codes };
  return text;
}

function isText(codes: readonly number[], bytes: Uint8Array, start: number, stop: number): boolean {
  if (codes.length !== stop - start) return false;
  for (let at = 0; at < codes.length; at++) if (codes[at] !== bytes[start + at]) return false;
  return true;
}

function decodeBeyondAscii(bytes: Uint8Array, start: number, end: number): string {
  const nul = bytes.subarray(start, end).indexOf(0);
  const content = bytes.subarray(start, nul < 0 ? end : start + nul);
  let text = '';
  let decoded = 0;
  for (let at = 0; at < content.length; ) {
    const length = sequenceLength(content, at);
    if (length > 0) {
      at += length;
      continue;
    }
    text += strict.decode(content.subarray(decoded, at));
    text += String.fromCharCode(0xdc00 | (content[at] ?? 0));
    at += 1;
    decoded = at;
  }
  return text + strict.decode(content.subarray(decoded));
}

/** Of the UTF-8 sequence at `at` (RFC 3629, section 4); 0 where there is none. Hostile text costs no exception. */
function sequenceLength(content: Uint8Array, at: number): number {
  const lead = content[at] ?? 0;
  if (lead < 0x80) return 1;
  const second = content[at + 1] ?? 0;
  if (lead < 0xc2 || lead > 0xf4 || !isContinuation(second)) return 0;
  if (lead < 0xe0) return 2;
  if ((lead === 0xe0 && second < 0xa0) || (lead === 0xed && second > 0x9f)) return 0;
  if ((lead === 0xf0 && second < 0x90) || (lead === 0xf4 && second > 0x8f)) return 0;
  if (!isContinuation(content[at + 2] ?? 0)) return 0;
  if (lead < 0xf0) return 3;
  return isContinuation(content[at + 3] ?? 0) ? 4 : 0;
}

const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80;

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

/** How many bytes `text` takes. */
export function textLength(text: string): number {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= 0x80) return encodeText(text).length;
  return text.length;
}
