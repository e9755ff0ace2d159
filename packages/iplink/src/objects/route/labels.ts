/** Stacks of MPLS labels as words: `100/200`, the outermost first. */
import type { Words } from '../../argv.ts';
import { programFailure } from '../../failure.ts';
import { parseU32 } from '../../parse/number.ts';

/** 20 bits (RFC 3032 section 2.1) */
const LABEL_MAX = 0xfffff;

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

/** @throws Failure "mpls address is expected", status 1, ending the program */
export function readLabels(words: Words): readonly number[] {
  const word = words.value();
  const labels = parseLabels(word);
  if (labels === undefined)
    throw programFailure(`Error: mpls address is expected rather than "${word}".\n`, 1);
  return labels;
}

export function formatLabels(labels: readonly number[]): string {
  return labels.join('/');
}
