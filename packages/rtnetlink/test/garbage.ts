import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

declare global {
  /** Of Bun, which does not know V8's flag. */
  var Bun: { gc(force: boolean): void } | undefined;
}

function findCollector(): () => void {
  const bun = globalThis.Bun;
  if (bun !== undefined) return () => bun.gc(true);
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc');
}

/** Collects all garbage, on Node.js and on Bun. */
export const collectGarbage: () => void = findCollector();
