/** Fields in the form that most have: what they are called, and a value. */
import type { Document } from './document.ts';

/** `KEY NUMBER `, or another word for the key. */
export function printNumber(
  document: Document,
  key: string,
  value: number | bigint | undefined,
  word: string = key,
): void {
  if (value !== undefined) document.named(key, value, word);
}

/** `KEY on ` or `KEY off ` */
export function printSwitch(document: Document, key: string, value: number | undefined): void {
  if (value !== undefined) document.field(key, value !== 0, `${key} ${value === 0 ? 'off' : 'on'} `);
}
