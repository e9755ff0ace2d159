/**
 * The JSON back end, byte for byte iproute2's: no blanks unless indented, and only seven characters escaped
 * (any other control character passes raw, unlike JSON.stringify).
 */
import type { Sink } from '../output.ts';
import { type Document, type Scalar, type ShowHost, showAddress } from './document.ts';

const ESCAPED = /[\t\n\r\f\b\\"]/;
const ALL_ESCAPED = /[\t\n\r\f\b\\"]/g;

const ESCAPES: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\f': '\\f',
  '\b': '\\b',
  '\\': '\\\\',
  '"': '\\"',
};

function escaped(text: string): string {
  if (!ESCAPED.test(text)) return text;
  return text.replace(ALL_ESCAPED, (character) => ESCAPES[character] ?? character);
}

/** Names as they are written, also behind another value: there are a hundred in a list of thousands of objects. */
const first = new Map<string, string>();
const next = new Map<string, string>();

function quotedName(key: string, comma: '' | ','): string {
  const names = comma === '' ? first : next;
  let name = names.get(key);
  if (name === undefined) {
    name = `${comma}"${escaped(key)}":`;
    names.set(key, name);
  }
  return name;
}

export class JsonDocument implements Document {
  readonly isJson = true;
  readonly host: ShowHost;
  readonly #out: Sink;
  readonly #pretty: boolean;
  #depth = 0;
  /** In front of the next name, or element. */
  #comma: '' | ',' = '';

  constructor(out: Sink, pretty: boolean, host: ShowHost = showAddress) {
    this.host = host;
    this.#out = out;
    this.#pretty = pretty;
  }

  field(key: string, value: Scalar): void {
    this.json(key, value);
  }

  json(key: string, value: Scalar): void {
    this.#name(key);
    this.#literal(value);
    this.#comma = ',';
  }

  named(key: string, value: Scalar): void {
    this.json(key, value);
  }

  framed(key: string, value: Scalar): void {
    this.json(key, value);
  }

  digits(key: string, digits: string): void {
    this.#name(key);
    this.#out.write(digits);
    this.#comma = ',';
  }

  item(value: Scalar): void {
    if (this.#comma !== '') this.#out.write(',');
    this.#literal(value);
    this.#comma = ',';
  }

  text(): void {}
  lineBreak(): void {}

  openObject(key?: string): void {
    this.#open(key, '{');
  }

  closeObject(): void {
    this.#depth--;
    this.#out.write(this.#pretty && this.#comma ? `${this.#newLine()}}` : '}');
    this.#comma = ',';
  }

  openArray(key?: string): void {
    this.#open(key, this.#pretty ? '[ ' : '[');
  }

  closeArray(): void {
    this.#depth--;
    this.#out.write(this.#pretty && this.#comma ? ' ]' : ']');
    this.#comma = ',';
  }

  begin(): void {
    this.openArray();
  }

  end(): void {
    this.closeArray();
    this.#out.write('\n');
    this.#comma = '';
  }

  /** In pieces: text that is put together for nothing but to be written costs memory of its own. */
  #literal(value: Scalar): void {
    if (typeof value !== 'string') {
      this.#out.write(String(value));
      return;
    }
    this.#out.write('"');
    this.#out.write(escaped(value));
    this.#out.write('"');
  }

  #name(key: string): void {
    if (this.#pretty) this.#out.write(`${this.#comma}${this.#newLine()}${quotedName(key, '')} `);
    else this.#out.write(quotedName(key, this.#comma));
  }

  #open(key: string | undefined, bracket: string): void {
    if (key !== undefined) this.#name(key);
    else if (this.#comma !== '') this.#out.write(',');
    this.#out.write(bracket);
    this.#depth++;
    this.#comma = '';
  }

  #newLine(): string {
    return `\n${'    '.repeat(this.#depth)}`;
  }
}
