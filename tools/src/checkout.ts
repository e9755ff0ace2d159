import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The absolute path of a file in this checkout. */
export function inCheckout(...path: readonly string[]): string {
  return join(root, ...path);
}

/** The files below a folder at any depth, sorted, or the path itself when it is a file; relative to the checkout. */
export function filesBelow(path: string): readonly string[] {
  const top = inCheckout(path);
  if (statSync(top).isFile()) return [path];
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}
