import { readSync, writeSync } from 'node:fs';

/**
 * Everything that is to be read from `fd`. Not `process.stdin`, which costs Bun ten milliseconds; a pipe that its
 * other end made non-blocking is waited for.
 */
export function readAll(fd: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  for (let size = 4096; ; size = 1 << 20) {
    const chunk = new Uint8Array(size);
    const count = whenReady(() => readSync(fd, chunk));
    if (count === 0)
      return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, count));
  }
}

/** Writes all of `text` to `fd`. */
export function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += whenReady(() => writeSync(fd, bytes, at));
}

function whenReady(operation: () => number): number {
  for (;;) {
    try {
      return operation();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      sleep(1);
    }
  }
}

/** Holds the process for `milliseconds`: a plugin is one synchronous run. */
export function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
