/**
 * `-resolve`: names of hosts for addresses. Looking one up takes time, and printing does not wait: addresses are
 * printed between marks, and everything is held back until the command is done and the marks are replaced.
 */
import { lookupService } from 'node:dns/promises';
import type { Sink } from '../output.ts';
import type { Io } from '../session.ts';

/** Noncharacters of Unicode, which no text has. */
const BEGIN = '\uFDD0';
const WIDTH = '\uFDD1';
const END = '\uFDD2';
const MARKED = /\uFDD0([^\uFDD1]*)\uFDD1([0-9]*)\uFDD2/gu;

/** An address in the place of its name, which is padded to the width in the end. */
export function markHost(address: string, width = 0): string {
  return `${BEGIN}${address}${WIDTH}${width}${END}`;
}

/** What is held back of one sink. */
interface Piece {
  readonly sink: Sink;
  readonly text: string;
  /** Written behind the text, as it is. */
  readonly bytes?: Uint8Array;
}

/** Standard output and standard error, in the order in which they were written. */
export class ResolvingIo implements Io {
  readonly out: Sink;
  readonly err: Sink;
  readonly environment: Io['environment'];
  readonly self: Io['self'];
  readonly showHost = markHost;
  readonly #io: Io;
  readonly #names = new Map<string, string>();
  #held: Piece[] = [];

  constructor(io: Io) {
    this.#io = io;
    this.environment = io.environment;
    this.self = io.self;
    this.out = this.#holding(io.out);
    this.err = this.#holding(io.err);
  }

  isTerminal(fd: number): boolean {
    return this.#io.isTerminal(fd);
  }

  /** Looks up what was printed, and lets it go. */
  async settle(): Promise<void> {
    const held = this.#held;
    this.#held = [];
    const addresses = held.flatMap(({ text }) =>
      Array.from(text.matchAll(MARKED), ([, address = '']) => address),
    );
    await Promise.all(Array.from(new Set(addresses), (address) => this.#lookUp(address)));
    this.#release(held);
  }

  #release(held: readonly Piece[]): void {
    for (const { sink, text, bytes } of held) {
      sink.write(
        text.replace(MARKED, (_marked, address: string, width: string) => this.#nameOf(address, width)),
      );
      if (bytes !== undefined) sink.writeBytes(bytes);
      sink.flush();
    }
  }

  #nameOf(address: string, width: string): string {
    return (this.#names.get(address) ?? address).padEnd(Number(width));
  }

  async #lookUp(address: string): Promise<void> {
    if (this.#names.has(address)) return;
    try {
      this.#names.set(address, (await lookupService(address, 0)).hostname);
    } catch {
      // It has no name, and keeps its numbers.
      this.#names.set(address, address);
    }
  }

  #holding(sink: Sink): Sink {
    return {
      write: (text) => {
        const last = this.#held.at(-1);
        if (last?.sink === sink && last.bytes === undefined)
          this.#held[this.#held.length - 1] = { sink, text: last.text + text };
        else this.#held.push({ sink, text });
      },
      writeBytes: (bytes) => {
        this.#held.push({ sink, text: '', bytes: bytes.slice() });
      },
      // What waits for no name does not wait.
      flush: () => {
        if (this.#held.some(({ text }) => text.includes(BEGIN))) return;
        this.#release(this.#held.splice(0));
      },
    };
  }
}
