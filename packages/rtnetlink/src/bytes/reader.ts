import { LITTLE_ENDIAN } from './align.ts';
import { decodeText } from './text.ts';

/**
 * One buffer of received messages, read through host-endian typed arrays.
 *
 * Netlink aligns headers and payloads to 4 bytes within a datagram, so a 16 or 32 bit value is one indexed load
 * (`reader.u32[offset >> 2]`), which V8 compiles to a machine load where a DataView call is bounds-checked and
 * byte-swapped anew each time. 64-bit values are only 4-byte aligned and are read as two halves.
 */
export class Reader {
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly s16: Int16Array;
  readonly u32: Uint32Array;
  readonly s32: Int32Array;
  /** Bytes that are filled, as {@link refill} said. */
  #length: number;
  #copy: Reader | undefined;

  /** @param buffer its length must be a multiple of 4 */
  constructor(buffer: ArrayBuffer) {
    this.u8 = new Uint8Array(buffer);
    this.u16 = new Uint16Array(buffer);
    this.s16 = new Int16Array(buffer);
    this.u32 = new Uint32Array(buffer);
    this.s32 = new Int32Array(buffer);
    this.#length = buffer.byteLength;
  }

  /** Tells that `length` new bytes lie in a buffer that is received into again and again. */
  refill(length: number): void {
    this.#length = length;
    this.#copy = undefined;
  }

  /** A copy of the buffer for values that are decoded later; all values of one datagram share it. */
  retained(): Reader {
    // Not ArrayBuffer.slice, which fills the new memory with zeros first.
    this.#copy ??= new Reader(new Uint8Array(this.u8.subarray(0, (this.#length + 3) & ~3)).buffer);
    return this.#copy;
  }

  /** A reader over a copy of `bytes`, at offset 0 and padded to 4 bytes. */
  static copy(bytes: Uint8Array): Reader {
    const buffer = new ArrayBuffer((bytes.length + 3) & ~3);
    new Uint8Array(buffer).set(bytes);
    return new Reader(buffer);
  }

  /** Unsigned 64-bit host-endian value at a 4-byte aligned offset. */
  u64(offset: number): bigint {
    const first = this.u32[offset >> 2] ?? 0;
    const second = this.u32[(offset >> 2) + 1] ?? 0;
    const low = LITTLE_ENDIAN ? first : second;
    const high = LITTLE_ENDIAN ? second : first;
    return high === 0 ? BigInt(low) : (BigInt(high) << 32n) | BigInt(low);
  }

  /** Big-endian 16-bit value at any offset. */
  be16(offset: number): number {
    return ((this.u8[offset] ?? 0) << 8) | (this.u8[offset + 1] ?? 0);
  }

  /** Big-endian 32-bit value at any offset. */
  be32(offset: number): number {
    return this.be16(offset) * 0x10000 + this.be16(offset + 2);
  }

  /** Text of `[start, end)` up to the first NUL. */
  text(start: number, end: number): string {
    return decodeText(this.u8, start, end);
  }

  /** A copy of `[start, end)`. */
  bytes(start: number, end: number): Uint8Array {
    return this.u8.slice(start, end);
  }
}
