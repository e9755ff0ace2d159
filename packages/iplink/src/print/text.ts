/** The text back end. */
import type { Sink } from '../output.ts';
import { type Colour, type Palette, paint } from './colour.ts';
import { type Document, type Scalar, type ShowHost, showAddress } from './document.ts';

export class TextDocument implements Document {
  readonly isJson = false;
  readonly host: ShowHost;
  readonly #out: Sink;
  readonly #lineBreak: string;
  readonly #palette: Palette | undefined;

  constructor(out: Sink, oneline: boolean, palette: Palette | undefined, host: ShowHost = showAddress) {
    this.host = host;
    this.#out = out;
    this.#lineBreak = oneline ? '\\' : '\n';
    this.#palette = palette;
  }

  field(_key: string, _value: Scalar, text: string, colour?: Colour): void {
    this.text(text, colour);
  }

  named(_key: string, value: Scalar, word: string): void {
    this.#out.write(word);
    this.framed(_key, value, ' ', ' ');
  }

  framed(_key: string, value: Scalar, before: string, after: string, colour?: Colour): void {
    if (colour !== undefined && this.#palette !== undefined) {
      this.text(`${before}${value}${after}`, colour);
      return;
    }
    this.#out.write(before);
    this.#out.write(String(value));
    this.#out.write(after);
  }

  digits(_key: string, _digits: string, text: string): void {
    this.#out.write(text);
  }

  item(_value: Scalar, text: string, colour?: Colour): void {
    this.text(text, colour);
  }

  text(text: string, colour?: Colour): void {
    const palette = this.#palette;
    this.#out.write(colour === undefined || palette === undefined ? text : paint(palette, colour, text));
  }

  json(): void {}

  lineBreak(): void {
    this.#out.write(this.#lineBreak);
  }

  openObject(): void {}
  closeObject(): void {}

  openArray(_key: string, text = ''): void {
    this.#out.write(text);
  }

  closeArray(text = ''): void {
    this.#out.write(text);
  }

  begin(): void {}
  end(): void {}
}
