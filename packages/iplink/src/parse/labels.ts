/** Stacks of MPLS labels as words, `100/200`, the outermost first, and as RTA_DST and RTA_NEWDST have them. */
import { parseU32 } from './number.ts';

/** 20 bits (RFC 3032 section 2.1) */
const LABEL_MAX = 0xfffff;
const ENTRY = 4;
/** MPLS_LS_S_MASK (linux/mpls.h): the bottom of the stack */
const BOTTOM = 0x100;

/** @returns undefined for a word that is no stack of labels */
export function parseLabels(word: string): readonly number[] | undefined {
  const labels: number[] = [];
  for (const part of word.split('/')) {
    const label = parseU32(part);
    if (label === undefined || label > LABEL_MAX) return undefined;
    labels.push(label);
  }
  return labels;
}

export function formatLabels(labels: readonly number[]): string {
  return labels.join('/');
}

/** The entries of a stack, 4 bytes each. */
export function labelBytes(labels: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(labels.length * ENTRY);
  const view = new DataView(bytes.buffer);
  for (const [at, label] of labels.entries())
    view.setUint32(at * ENTRY, ((label << 12) | (at === labels.length - 1 ? BOTTOM : 0)) >>> 0);
  return bytes;
}

/** The inverse of {@link labelBytes}. */
export function labelsOf(bytes: Uint8Array): readonly number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / ENTRY }, (_, at) => view.getUint32(at * ENTRY) >>> 12);
}
