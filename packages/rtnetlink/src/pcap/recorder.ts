import { closeSync, openSync, writeSync } from 'node:fs';
import { align4 } from '../bytes/align.ts';
import { Reader } from '../bytes/reader.ts';
import { forEachMessage } from '../message/header.ts';
import { COOKED, cookedHeader, type Direction, LINKTYPE_NETLINK } from './cooked.ts';
import { fileHeader, packetHeader, SNAPLEN } from './format.ts';

/** `NETLINK_ROUTE` (linux/netlink.h) */
const NETLINK_ROUTE = 0;
/** Messages of one packet at most, in bytes, as in the kernel's own datagrams of a dump. */
const DATAGRAM = 32 * 1024;

/** A pcap file that is being written. Each packet is in the file when the call returns. */
export class Recorder implements Disposable {
  #fd: number;

  /** Creates the file, or empties it. @throws the error of `node:fs` */
  constructor(file: string) {
    this.#fd = openSync(file, 'w');
    writeSync(this.#fd, fileHeader(LINKTYPE_NETLINK));
  }

  /** Writes messages: one packet, or several of whole messages where they came in several datagrams. */
  write(direction: Direction, bytes: Uint8Array): void {
    if (this.#fd < 0) return;
    for (const part of parts(bytes)) this.#packet(direction, part);
  }

  close(): void {
    if (this.#fd < 0) return;
    closeSync(this.#fd);
    this.#fd = -1;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #packet(direction: Direction, messages: Uint8Array): void {
    const captured = messages.subarray(0, SNAPLEN - COOKED);
    const bytes = new Uint8Array(COOKED + captured.length);
    bytes.set(cookedHeader(direction, NETLINK_ROUTE));
    bytes.set(captured, COOKED);
    const header = packetHeader({ time: now(), bytes, length: COOKED + messages.length });
    writeSync(this.#fd, Buffer.concat([header, bytes]));
  }
}

function now(): bigint {
  return BigInt(Math.round((performance.timeOrigin + performance.now()) * 1e6));
}

function* parts(bytes: Uint8Array): Generator<Uint8Array, void> {
  let start = 0;
  let end = 0;
  const cuts: number[] = [];
  forEachMessage(Reader.copy(bytes), 0, bytes.length, (message) => {
    if (message.end - start > DATAGRAM && end > start) {
      cuts.push(end);
      start = end;
    }
    end = align4(message.end);
  });
  start = 0;
  for (const cut of [...cuts, bytes.length]) {
    yield bytes.subarray(start, cut);
    start = cut;
  }
}
