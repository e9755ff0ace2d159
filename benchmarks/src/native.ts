import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { inCheckout } from '@iplink-ts/tools/checkout';

/** A program of native/, with what the compiler is told beside it. */
export interface NativeProgram {
  readonly name: string;
  readonly options: readonly string[];
}

const FLAGS = ['-std=gnu11', '-O2', '-Wall', '-Wextra', '-Werror'];

/** Compiles it unless that is done. @returns its path @throws Error with what the compiler says */
export function compiled({ name, options }: NativeProgram): string {
  const source = inCheckout(`benchmarks/native/${name}.c`);
  const output = inCheckout(`benchmarks/dist/native/${name}`);
  if (existsSync(output) && statSync(output).mtimeMs > statSync(source).mtimeMs) return output;
  mkdirSync(dirname(output), { recursive: true });
  const { status, stderr, error } = spawnSync('cc', [...FLAGS, '-o', output, source, ...options], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`cc ${name}.c: ${error?.message ?? stderr}`);
  return output;
}
