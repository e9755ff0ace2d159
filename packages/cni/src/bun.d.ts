/** What we use of Bun. */
declare module 'bun' {
  interface FileSink {
    write(text: string): number;
    /** Rejects when not all could be written. */
    flush(): number | Promise<number>;
  }
  export const stdout: { writer(): FileSink };
  export const stderr: { writer(): FileSink };
  export class CryptoHasher {
    constructor(algorithm: 'sha512');
    update(text: string): this;
    digest(encoding: 'hex'): string;
  }
}
