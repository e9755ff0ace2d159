import { quote } from '../quote.ts';

/** A JSON number as it was written: whether `1.0` is an integer is the decoder's question. */
export class JsonNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A JSON object with its members in the order of the document, duplicates included. */
export class JsonObject {
  readonly members: readonly (readonly [key: string, value: JsonValue])[];
  constructor(members: readonly (readonly [string, JsonValue])[]) {
    this.members = members;
  }
}

/** A JSON value, with all that a document says. */
export type JsonValue = null | boolean | string | JsonNumber | JsonObject | readonly JsonValue[];

/** The document is no JSON; the message is the one of Go's encoding/json, which users of CNI know. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
}

/** Deepest nesting that Go's decoder takes. */
const MAX_DEPTH = 10_000;

/**
 * Parses one JSON document (RFC 8259) of UTF-8 bytes.
 *
 * It is not `JSON.parse` because a configuration must be judged as the Go plugins judge it: the text of numbers
 * and the order of duplicate keys count, a byte order mark is an error, and the messages are Go's. Open containers
 * are kept on a list, so hostile nesting cannot exhaust the stack.
 *
 * @throws {JsonSyntaxError}
 */
export function parseJson(bytes: Uint8Array): JsonValue {
  return new Parser(bytes).document();
}

type Container =
  | { readonly kind: 'array'; readonly items: JsonValue[] }
  | { readonly kind: 'object'; readonly members: [string, JsonValue][]; key: string };

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const MINUS = 0x2d;
const ZERO = 0x30;

class Parser {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  document(): JsonValue {
    const open: Container[] = [];
    for (;;) {
      let value = this.#value(open);
      // A value is complete: close every container that ends right behind it.
      for (;;) {
        if (value === undefined) break;
        const container = open.at(-1);
        if (container === undefined) {
          if (this.#next() !== undefined) throw this.#invalid('after top-level value');
          return value;
        }
        value = this.#append(container, value);
        if (value !== undefined) open.pop();
      }
    }
  }

  /** A scalar or an empty container; undefined when a container was opened whose first value comes next. */
  #value(open: Container[]): JsonValue | undefined {
    const byte = this.#next();
    switch (byte) {
      case 0x7b /* { */:
        {
          this.#checkDepth(open);
          this.#at++;
          if (this.#next() === 0x7d /* } */) {
            this.#at++;
            return new JsonObject([]);
          }
          open.push({ kind: 'object', members: [], key: this.#key() });
          return undefined;
        }
      case 0x5b /* [ */:
        {
          this.#checkDepth(open);
          this.#at++;
          if (this.#next() === 0x5d /* ] */) {
            this.#at++;
            return [];
          }
          open.push({ kind: 'array', items: [] });
          return undefined;
        }
      case QUOTE:
        return this.#string();
      case 0x74 /* t */:
        return this.#literal('true', true);
      case 0x66 /* f */:
        return this.#literal('false', false);
      case 0x6e /* n */:
        return this.#literal('null', null);
      default:
        if (byte === MINUS || isDigit(byte)) return this.#number();
        throw this.#invalid('looking for beginning of value');
    }
  }

  #checkDepth(open: readonly Container[]): void {
    if (open.length >= MAX_DEPTH) throw this.#invalid('exceeded max depth');
  }

  /** Puts `value` into the innermost container; the finished container when that ends it. */
  #append(container: Container, value: JsonValue): JsonValue | undefined {
    const byte = this.#next();
    if (container.kind === 'array') {
      container.items.push(value);
      if (byte === 0x5d /* ] */) {
        this.#at++;
        return container.items;
      }
      if (byte !== COMMA) throw this.#invalid('after array element');
      this.#at++;
    } else {
      container.members.push([container.key, value]);
      if (byte === 0x7d /* } */) {
        this.#at++;
        return new JsonObject(container.members);
      }
      if (byte !== COMMA) throw this.#invalid('after object key:value pair');
      this.#at++;
      container.key = this.#key();
    }
    return undefined;
  }

  /** A key and its colon. */
  #key(): string {
    if (this.#next() !== QUOTE) throw this.#invalid('looking for beginning of object key string');
    const key = this.#string();
    if (this.#next() !== COLON) throw this.#invalid('after object key');
    this.#at++;
    return key;
  }

  #string(): string {
    const bytes = this.#bytes;
    let text = '';
    let from = ++this.#at;
    for (;;) {
      const byte = bytes[this.#at];
      if (byte === QUOTE) {
        text += bytes.toString('utf8', from, this.#at);
        this.#at++;
        // Go turns each half of a broken surrogate pair into the replacement character.
        return text.replace(/[\ud800-\udfff]/gu, '\ufffd');
      }
      if (byte === undefined || byte < 0x20) throw this.#invalid('in string literal');
      if (byte === BACKSLASH) {
        text += bytes.toString('utf8', from, this.#at);
        this.#at++;
        text += this.#escape();
        from = this.#at;
      } else {
        this.#at++;
      }
    }
  }

  #escape(): string {
    const byte = this.#bytes[this.#at];
    const plain = byte === undefined ? undefined : ESCAPED.get(byte);
    if (plain !== undefined) {
      this.#at++;
      return plain;
    }
    if (byte !== 0x75 /* u */) throw this.#invalid('in string escape code');
    this.#at++;
    let code = 0;
    for (let digit = 0; digit < 4; digit++) {
      const value = hexDigit(this.#bytes[this.#at]);
      if (value === undefined) throw this.#invalid('in \\u hexadecimal character escape');
      code = code * 16 + value;
      this.#at++;
    }
    return String.fromCharCode(code);
  }

  #number(): JsonNumber {
    const bytes = this.#bytes;
    const from = this.#at;
    if (bytes[this.#at] === MINUS) this.#at++;
    if (bytes[this.#at] === ZERO) this.#at++;
    else this.#digits('in numeric literal');
    if (bytes[this.#at] === 0x2e /* . */) {
      this.#at++;
      this.#digits('after decimal point in numeric literal');
    }
    if (((bytes[this.#at] ?? 0) | 0x20) === 0x65 /* e */) {
      this.#at++;
      const sign = bytes[this.#at];
      if (sign === 0x2b /* + */ || sign === MINUS) this.#at++;
      this.#digits('in exponent of numeric literal');
    }
    return new JsonNumber(bytes.toString('latin1', from, this.#at));
  }

  #digits(where: string): void {
    if (!isDigit(this.#bytes[this.#at])) throw this.#invalid(where);
    while (isDigit(this.#bytes[this.#at])) this.#at++;
  }

  #literal<T extends JsonValue>(word: string, value: T): T {
    for (let index = 0; index < word.length; index++) {
      if (this.#bytes[this.#at] !== word.charCodeAt(index))
        throw this.#invalid(`in literal ${word} (expecting '${word[index]}')`);
      this.#at++;
    }
    return value;
  }

  /** The next byte that is no white space, not taken yet. */
  #next(): number | undefined {
    for (;;) {
      const byte = this.#bytes[this.#at];
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte;
      this.#at++;
    }
  }

  #invalid(where: string): JsonSyntaxError {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) return new JsonSyntaxError('unexpected end of JSON input');
    return new JsonSyntaxError(`invalid character ${showByte(byte)} ${where}`);
  }
}

const ESCAPED: ReadonlyMap<number, string> = new Map([
  [QUOTE, '"'],
  [BACKSLASH, '\\'],
  [0x2f, '/'],
  [0x62, '\b'],
  [0x66, '\f'],
  [0x6e, '\n'],
  [0x72, '\r'],
  [0x74, '\t'],
]);

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= 0x39;
}

function hexDigit(byte: number | undefined): number | undefined {
  if (byte === undefined) return undefined;
  if (isDigit(byte)) return byte - ZERO;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : undefined;
}

/** Go shows the offending byte as the character of that code, in single quotes. */
function showByte(byte: number): string {
  if (byte === 0x27) return "'\\''";
  if (byte === QUOTE) return `'"'`;
  return `'${quote(String.fromCharCode(byte)).slice(1, -1)}'`;
}
