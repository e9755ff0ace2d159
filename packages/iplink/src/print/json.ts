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

function quote(text: string): string {
  if (!ESCAPED.test(text)) return `"${text}"`;
  return `"${text.replace(ALL_ESCAPED, (character) => ESCAPES[character] ?? character)}"`;
}

function literal(value: Scalar): string {
  return typeof value === 'string' ? quote(value) : String(value);
}

export class JsonDocument implements Document {
  readonly isJson = true;
  readonly host: ShowHost;
  readonly #out: Sink;
  readonly #pretty: boolean;
  #depth = 0;
  /** Whether the next name or element needs a comma in front. */
  #comma = false;
  /** Whether a name was just written, so that its value follows directly. */
  #named = false;

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
    this.#value(literal(value));
  }

  digits(key: string, digits: string): void {
    this.#name(key);
    this.#value(digits);
  }

  item(value: Scalar): void {
    this.#value(literal(value));
  }

  text(): void {}
  lineBreak(): void {}

  openObject(key?: string): void {
    if (key !== undefined) this.#name(key);
    this.#open('{');
  }

  closeObject(): void {
    this.#depth--;
    if (this.#comma) this.#newLine();
    this.#out.write('}');
    this.#comma = true;
  }

  openArray(key?: string): void {
    if (key !== undefined) this.#name(key);
    this.#open(this.#pretty ? '[ ' : '[');
  }

  closeArray(): void {
    this.#depth--;
    this.#out.write(this.#pretty && this.#comma ? ' ]' : ']');
    this.#comma = true;
  }

  begin(): void {
    this.openArray();
  }

  end(): void {
    this.closeArray();
    this.#out.write('\n');
    this.#comma = false;
  }

  #name(key: string): void {
    if (this.#comma) this.#out.write(',');
    this.#newLine();
    this.#out.write(this.#pretty ? `${quote(key)}: ` : `${quote(key)}:`);
    this.#named = true;
  }

  #value(text: string): void {
    this.#separate();
    this.#out.write(text);
    this.#comma = true;
  }

  #open(bracket: string): void {
    this.#separate();
    this.#out.write(bracket);
    this.#depth++;
    this.#comma = false;
  }

  #separate(): void {
    if (this.#comma && !this.#named) this.#out.write(',');
    this.#named = false;
  }

  #newLine(): void {
    if (this.#pretty) this.#out.write(`\n${'    '.repeat(this.#depth)}`);
  }
}
