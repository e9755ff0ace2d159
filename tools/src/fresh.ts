import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { filesBelow, inCheckout } from './checkout.ts';

/** Something made from files. Paths are relative to the checkout; a folder stands for all files below it. */
export interface Recipe {
  readonly output: string;
  readonly inputs: readonly string[];
  /** What else decides the output: the command and its options. */
  readonly method: readonly string[];
  /** Brings the output up to date. */
  readonly make: () => Promise<void>;
}

/**
 * Makes the output unless a stamp beside it says that it came from these very inputs.
 * Contents count, not times: a checkout or a copy changes times only.
 */
export async function makeUnlessFresh({ output, inputs, method, make }: Recipe): Promise<void> {
  const stamp = inCheckout(dirname(output), `.${basename(output)}.stamp`);
  const wanted = digest(inputs, method);
  if (existsSync(inCheckout(output)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  // A making that fails may leave half an output, which no old stamp may vouch for.
  rmSync(stamp, { force: true });
  mkdirSync(dirname(stamp), { recursive: true });
  await make();
  writeFileSync(stamp, wanted);
}

function digest(inputs: readonly string[], method: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify([process.arch, ...method]));
  for (const path of inputs.flatMap(filesBelow)) {
    const contents = readFileSync(inCheckout(path));
    // The lengths keep one file's end apart from the next one's beginning.
    hash.update(`\0${path}\0${contents.length}\0`).update(contents);
  }
  return hash.digest('hex');
}
