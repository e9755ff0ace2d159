import { spawnSync } from 'node:child_process';
import { inCheckout } from '@iplink-ts/tools/checkout';
import type { Peer } from '../case.ts';
import { LineProgram } from '../line-program.ts';

/** Debian's, which has Debian's modules; another one may come first on PATH. */
const PYTHON = '/usr/bin/python3';

/** A program of python/ that uses pyroute2. */
export function pyroute2(program: string, words: readonly string[] = []): Peer {
  return {
    name: 'pyroute2',
    warmUp: 0,
    lacks: () =>
      spawnSync(PYTHON, ['-c', 'import pyroute2']).status === 0
        ? undefined
        : 'no pyroute2: Debian package python3-pyroute2',
    start: () => new LineProgram([PYTHON, inCheckout(`benchmarks/python/${program}.py`), ...words]),
  };
}
