/**
 * What a command prints. Every field is printed once, by a call that names its JSON key and its text form, so
 * that the two cannot drift apart. Back ends: text (also one line per record, also coloured) and JSON (also
 * indented).
 */
import type { Colour } from './colour.ts';

export type Scalar = string | number | bigint | boolean | null;

/** Shows an address as the host that it belongs to. */
export type ShowHost = (address: string, width?: number) => string;

/** As itself. */
export const showAddress: ShowHost = (address, width = 0) => address.padEnd(width);

export interface Document {
  readonly isJson: boolean;
  /** One field: `value` under `key` in JSON, `text` as it stands in text. */
  field(key: string, value: Scalar, text: string, colour?: Colour): void;
  /** One field that text shows behind a word: `WORD VALUE `. Text is written in pieces and never put together. */
  named(key: string, value: Scalar, word: string): void;
  /** The same between any two texts. */
  framed(key: string, value: Scalar, before: string, after: string, colour?: Colour): void;
  /** A number whose JSON digits are given as text, where JSON.stringify would write others (`0.00`). */
  digits(key: string, digits: string, text: string): void;
  /** An array element. */
  item(value: Scalar, text: string, colour?: Colour): void;
  /** Something that only the text shows. */
  text(text: string, colour?: Colour): void;
  /** Something that only JSON shows. */
  json(key: string, value: Scalar): void;
  /** What an address is shown as, in text and in JSON: itself, or under -resolve its host, padded to the width. */
  host(address: string, width?: number): string;
  /** A line end inside a record: a backslash under `-oneline`. */
  lineBreak(): void;
  /** Opens an object, under a key or as the element of an array. */
  openObject(key?: string): void;
  closeObject(): void;
  openArray(key: string, text?: string): void;
  closeArray(text?: string): void;
  /** Opens and closes the array that holds all records of a command. */
  begin(): void;
  end(): void;
}

/** In front of a record of what is gone, as events tell of it. */
export function printDeleted(document: Document): void {
  document.field('deleted', true, 'Deleted ');
}
