/** What we use of Bun. */
declare module 'bun' {
  /** A file that is open; `write` rejects when not all could be written. */
  interface BunFile {
    readonly name?: string | undefined;
  }
  export const stdout: BunFile;
  export const stderr: BunFile;
  export function write(file: BunFile, text: string): Promise<number>;
  export class CryptoHasher {
    constructor(algorithm: 'sha512');
    update(text: string): this;
    digest(encoding: 'hex'): string;
  }
}
