/** What we use of Bun. */
declare module 'bun' {
  export class CryptoHasher {
    constructor(algorithm: 'sha512');
    update(text: string): this;
    digest(encoding: 'hex'): string;
  }
}
