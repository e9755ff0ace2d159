import { align4, LITTLE_ENDIAN } from './align.ts';
import { encodeText } from './text.ts';

/** A value that cannot be put on the wire; `path` says which one, in the words of the API. */
export class EncodeError extends TypeError {
  override readonly name = 'EncodeError';
  /** Where in the message, for instance `data.mode`. */
  readonly path: string;
  constructor(path: string, problem: string) {
    super(path === '' ? problem : `${path}: ${problem}`);
    this.path = path;
  }
}

/**
 * A growing buffer of messages to send. Only this class and {@link Reader} know about offsets, padding and byte
 * order: an attribute is opened, its payload appended, and closed, which fills in `nla_len` and pads.
 */
export class Writer {
  #buffer: ArrayBuffer;
  #view: DataView;
  #bytes: Uint8Array;
  #length = 0;
  readonly #path: string[] = [];
  /** Fields that the kernel only reports are left out. */
  readonly isRequest: boolean;
  /** Of requests that create an object: fields that the kernel takes for those that exist are left out. */
  readonly isCreation: boolean;

  constructor({
    isRequest = false,
    isCreation = false,
    capacity = 512,
  }: { isRequest?: boolean; isCreation?: boolean; capacity?: number } = {}) {
    this.isRequest = isRequest;
    this.isCreation = isCreation;
    this.#buffer = new ArrayBuffer(align4(capacity));
    this.#view = new DataView(this.#buffer);
    this.#bytes = new Uint8Array(this.#buffer);
  }

  /** Bytes written so far: the offset of what is written next. */
  get length(): number {
    return this.#length;
  }

  /** What was written so far; valid until the next write. */
  get written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** A copy of what was written so far. */
  copy(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  /** Begins anew in the same buffer. */
  clear(): void {
    this.#length = 0;
    // What failed left its names. To set the length of an array is a call of the runtime, 5 % of a route.
    while (this.#path.length > 0) this.#path.pop();
  }

  /**
   * Call it before `#view` and `#bytes` are looked at: it may replace them. What is written most often does without the
   * call where there is room: programs that end soon run code that is not compiled yet.
   */
  #reserve(count: number): number {
    const at = this.#length;
    const needed = at + count;
    if (needed > this.#buffer.byteLength) {
      const larger = new ArrayBuffer(align4(Math.max(needed, this.#buffer.byteLength * 2)));
      const bytes = new Uint8Array(larger);
      bytes.set(this.#bytes.subarray(0, at));
      this.#buffer = larger;
      this.#view = new DataView(larger);
      this.#bytes = bytes;
    }
    this.#length = needed;
    return at;
  }

  /** Appends `__u8`. */
  u8(value: number): void {
    const at = this.#length;
    if (at === this.#bytes.length) this.#reserve(1);
    else this.#length = at + 1;
    this.#bytes[at] = value;
  }
  /** Appends `__u16` in the byte order of the machine. */
  u16(value: number): void {
    const at = this.#reserve(2);
    this.#view.setUint16(at, value, LITTLE_ENDIAN);
  }
  /** Appends `__u32` in the byte order of the machine. */
  u32(value: number): void {
    const at = this.#length;
    if (at + 4 > this.#bytes.length) this.#reserve(4);
    else this.#length = at + 4;
    this.#view.setUint32(at, value, LITTLE_ENDIAN);
  }
  /** Appends `__u64` in the byte order of the machine. */
  u64(value: bigint): void {
    const at = this.#reserve(8);
    this.#view.setBigUint64(at, value, LITTLE_ENDIAN);
  }
  /** Appends `__be16`. */
  be16(value: number): void {
    const at = this.#reserve(2);
    this.#view.setUint16(at, value, false);
  }
  /** Appends `__be32`. */
  be32(value: number): void {
    const at = this.#reserve(4);
    this.#view.setUint32(at, value, false);
  }
  /** Appends bytes as they are. */
  bytes(value: Uint8Array): void {
    const at = this.#reserve(value.length);
    this.#bytes.set(value, at);
  }
  /** Appends text, without a NUL. */
  text(value: string): void {
    const at = this.#reserve(value.length);
    for (let index = 0; index < value.length; index++) {
      const code = value.charCodeAt(index);
      if (code >= 0x80) {
        this.#length = at;
        this.bytes(encodeText(value));
        return;
      }
      this.#bytes[at + index] = code;
    }
  }
  /** Appends zeros. */
  zero(count: number): void {
    const at = this.#reserve(count);
    this.#bytes.fill(0, at, at + count);
  }
  /** Pads with zeros so that the length is a multiple of `boundary`, counted from `origin`. */
  pad(boundary: number, origin = 0): void {
    const excess = (this.#length - origin) % boundary;
    if (excess !== 0) this.zero(boundary - excess);
  }

  /** Writes over what stands at `offset`. */
  setU16(offset: number, value: number): void {
    this.#view.setUint16(offset, value, LITTLE_ENDIAN);
  }
  /** Writes over what stands at `offset`. */
  setU32(offset: number, value: number): void {
    this.#view.setUint32(offset, value, LITTLE_ENDIAN);
  }

  /** Begins a `struct nlattr` of this type (flag bits included); returns what {@link close} needs. */
  open(type: number): number {
    const at = this.#length;
    if (at + 4 > this.#bytes.length) this.#reserve(4);
    else this.#length = at + 4;
    this.#view.setUint16(at + 2, type, LITTLE_ENDIAN);
    return at;
  }

  /** Ends the attribute begun at `at`: fills in `nla_len`, which excludes the padding, and pads. */
  close(at: number): void {
    const length = this.#length - at;
    if (length > 0xffff) throw this.error(`${length} bytes do not fit in one attribute`);
    this.#view.setUint16(at, length, LITTLE_ENDIAN);
    if ((length & 3) !== 0) this.zero(4 - (length & 3));
  }

  /** Enters a field, so that an error below it can name it. */
  enter(field: string): void {
    this.#path.push(field);
  }
  /** Leaves the field entered last. */
  leave(): void {
    this.#path.pop();
  }
  /** An error to throw, which names the field that is being written. */
  error(problem: string): EncodeError {
    return new EncodeError(this.#path.join('.'), problem);
  }
}
