import { createHash } from 'node:crypto';

/** SHA-512 of a text, by which the reference names chains and rules; lower-case hexadecimal. */
export function sha512(text: string): string {
  return createHash('sha512').update(text).digest('hex');
}
