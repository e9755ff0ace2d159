import { Reader } from '../../src/bytes/reader.ts';
import { EncodeError, Writer } from '../../src/bytes/writer.ts';
import { decodeEvent } from '../../src/client/monitor/event.ts';
import { forEachMessage, type MessageHeader } from '../../src/message/header.ts';
import { decodeMessage, messageEntry } from '../../src/registry.ts';
import { bodies } from '../seeds.ts';

/*
 * What decoders may do to any bytes: not throw, not read outside the message, and not give more than was sent. The
 * message is decoded among zeros and again among ones; a decoder that looks beyond the message sees what differs.
 */

const MARGIN = 64;
/** The longest datagram that is judged, in bytes. */
export const LONGEST = 16_000;

interface Place {
  readonly reader: Reader;
  readonly poison: number;
}

const places = [0x00, 0xff].map((poison): Place => {
  const reader = new Reader(new ArrayBuffer(MARGIN + LONGEST + MARGIN));
  reader.u8.fill(poison);
  return { reader, poison };
});

/** How many values an object holds, and a hash of them; with all that is decoded only when it is looked at. */
class Digest {
  size = 0;
  hash = 0;

  #mix(number: number): void {
    this.size++;
    this.hash = Math.imul(this.hash ^ number, 0x01000193);
  }

  add(value: unknown): void {
    if (value === undefined) return;
    if (typeof value === 'number') this.#mix(value);
    else if (typeof value === 'bigint') this.#mix(Number(value & 0xffffffffn));
    else if (typeof value === 'string') {
      this.#mix(value.length);
      this.size += value.length;
      for (let at = 0; at < value.length; at++)
        this.hash = Math.imul(this.hash ^ value.charCodeAt(at), 0x01000193);
    } else if (value instanceof Uint8Array) {
      this.#mix(value.length);
      this.size += value.length;
      for (const byte of value) this.hash = Math.imul(this.hash ^ byte, 0x01000193);
    } else if (typeof value === 'object' && value !== null) {
      this.#mix(1);
      const shown = 'toJSON' in value && typeof value.toJSON === 'function' ? value.toJSON() : value;
      for (const name in shown) this.add(shown[name]);
    } else this.#mix(2);
  }
}

function decodeAll(reader: Reader, end: number, monitored: boolean, digest: Digest): void {
  forEachMessage(reader, MARGIN, end, (header) => {
    if (header.start < MARGIN || header.end > end) throw new Error(`a message up to ${header.end} of ${end}`);
    const message = decodeMessage(reader, header);
    digest.add(message);
    if (monitored) digest.add(decodeEvent(reader, header, undefined, undefined)?.subject);
    locate(reader, header, digest);
  });
}

/** The path to an attribute of which a refusal has the offset. */
function locate(reader: Reader, { start, end, type, flags }: MessageHeader, digest: Digest): void {
  const path: string[] = [];
  const target = start + ((start * 7 + end * 13 + digest.size) % (end - start + 8));
  messageEntry(type, flags)?.body.locate(reader, start + 16, end, target, path);
  digest.add(path);
}

/**
 * @param monitored also as an event of a monitor
 * @param twice also whether the values depend on what lies around the message
 * @returns how many values there were
 * @throws Error that says what a decoder did wrong
 */
export function judge(bytes: Uint8Array, { monitored = true, twice = true } = {}): number {
  const [first, second] = places.slice(0, twice ? 2 : 1).map(({ reader, poison }) => {
    reader.u8.set(bytes, MARGIN);
    reader.refill(MARGIN + bytes.length + MARGIN);
    const digest = new Digest();
    try {
      decodeAll(reader, MARGIN + bytes.length, monitored, digest);
    } finally {
      reader.u8.fill(poison, MARGIN, MARGIN + bytes.length);
    }
    return digest;
  });
  const size = first?.size ?? 0;
  if (second !== undefined && (first?.hash !== second.hash || size !== second.size))
    throw new Error('what lies around the message was read');
  // A number of 64 bits has 8 bytes, one in a nest or an array 4; an address of 16 bytes has 39 letters.
  if (size > 400 + bytes.length * 12) throw new Error(`${size} values of ${bytes.length} bytes`);
  return size;
}

/** Values that no kernel sends, such as a prefix of 255 bits, are refused by name. */
export function writeOrRefuse(bytes: Uint8Array): void {
  const reader = Reader.copy(bytes);
  forEachMessage(reader, 0, bytes.length, (header) => {
    const { object, body } = decodeMessage(reader, header);
    const codec = bodies.find(({ name }) => name === object);
    try {
      codec?.write(new Writer(), body);
    } catch (error) {
      if (!(error instanceof EncodeError)) throw error;
    }
  });
}
