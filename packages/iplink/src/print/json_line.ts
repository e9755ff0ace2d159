/** One record as one line of JSON, for output that has no end. */
import type { Sink } from '../output.ts';
import type { Scalar } from './document.ts';
import { JsonDocument } from './json.ts';

export class JsonLine extends JsonDocument {
  readonly #sink: Sink;
  readonly #head: readonly (readonly [key: string, value: Scalar])[];
  #objects = 0;

  /** @param head what stands in front of the record's own keys; a record that prints no object prints no line */
  constructor(out: Sink, head: readonly (readonly [key: string, value: Scalar])[]) {
    super(out, false);
    this.#sink = out;
    this.#head = head;
  }

  override openObject(key?: string): void {
    super.openObject(key);
    if (this.#objects === 0) for (const [name, value] of this.#head) this.json(name, value);
    this.#objects++;
  }

  override closeObject(): void {
    super.closeObject();
    this.#objects--;
    if (this.#objects === 0) this.#sink.write('\n');
  }
}
