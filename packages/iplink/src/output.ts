/** Standard output and standard error: buffered text, written with the plain system call. */
import { strerror, writeSome } from '@iplink-ts/socket';
import { errnoOf, hasCode } from './system.ts';

/** Where a command writes. */
export interface Sink {
  write(text: string): void;
  /** Bytes that are no text, behind what was written before. */
  writeBytes(bytes: Uint8Array): void;
  /** Hands everything written so far to the file. */
  flush(): void;
}

/** The reader of the pipe is gone: where a C program would have died of SIGPIPE. */
export class BrokenPipe extends Error {
  override readonly name = 'BrokenPipe';
}

/** The output could not be written: a full disk, a closed descriptor. */
export class WriteError extends Error {
  override readonly name = 'WriteError';
  /** Positive errno. */
  readonly errno: number;

  constructor(errno: number) {
    super(`write error: ${strerror(errno)}`);
    this.errno = errno;
  }
}

/** How much is held back. */
const CAPACITY = 1 << 16;
const ASCII = 0x80;

/**
 * A buffered file descriptor. `process.stdout` is not used: touching it once triples the start-up time of the
 * standalone executable, and its writes to pipes may be lost at exit.
 */
export class FileSink implements Sink {
  readonly #fd: number;
  #buffer: Buffer | undefined;
  #length = 0;

  constructor(fd: number) {
    this.#fd = fd;
  }

  /**
   * Text is copied as it comes, nearly all of it short and ASCII. To keep the pieces, join and encode them takes six
   * times as long in the executable, most of it for new memory.
   */
  write(text: string): void {
    const buffer = this.#roomFor(text.length);
    let at = this.#length;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code >= ASCII || at === CAPACITY) {
        this.writeBytes(Buffer.from(text));
        return;
      }
      buffer[at++] = code;
    }
    this.#length = at;
  }

  writeBytes(bytes: Uint8Array): void {
    const buffer = this.#roomFor(bytes.length);
    if (bytes.length > CAPACITY) {
      this.#writeAll(bytes);
      return;
    }
    buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  flush(): void {
    if (this.#buffer === undefined || this.#length === 0) return;
    const written = this.#buffer.subarray(0, this.#length);
    this.#length = 0;
    this.#writeAll(written);
  }

  /** The buffer, empty where it had too little room behind what is in it. */
  #roomFor(size: number): Buffer {
    if (size > CAPACITY - this.#length) this.flush();
    this.#buffer ??= Buffer.allocUnsafeSlow(CAPACITY);
    return this.#buffer;
  }

  #writeAll(bytes: Uint8Array): void {
    for (let written = 0; written < bytes.length; ) written += this.#writeSome(bytes.subarray(written));
  }

  #writeSome(bytes: Uint8Array): number {
    try {
      return writeSome(this.#fd, bytes);
    } catch (error) {
      // A pipe that somebody else made non-blocking answers EAGAIN while its reader is slow.
      if (hasCode(error, 'EAGAIN')) {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
        return 0;
      }
      if (hasCode(error, 'EPIPE')) throw new BrokenPipe('the reader of the output is gone');
      throw new WriteError(errnoOf(error));
    }
  }
}

/** Keeps what is written. */
export class TextSink implements Sink {
  text = '';

  write(text: string): void {
    this.text += text;
  }

  writeBytes(bytes: Uint8Array): void {
    this.text += Buffer.from(bytes).toString();
  }

  flush(): void {}
}
