import { spawnSync } from 'node:child_process';
import { EXECUTABLES } from '@iplink-ts/tools/bundle';
import { inCheckout } from '@iplink-ts/tools/checkout';
import type { Peer } from './case.ts';

/** Runs a program to its end. @throws Error when it fails, so that no failure is measured as speed */
export function output(program: string, words: readonly string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync(program, words, {
    encoding: 'utf8',
    input,
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')}: ${stderr}`);
  return stdout;
}

function command(name: string, program: string, words: readonly string[], input?: string): Peer {
  const run = (): number => output(program, words, input).split('\n').length;
  return { name, open: () => ({ run, close: () => {} }) };
}

/** The same words for our executable and for the reference: start, work, text. */
export function bothPrograms(words: readonly string[], input?: string): readonly [Peer, ...Peer[]] {
  return [
    command('iplink-ts (executable)', inCheckout(EXECUTABLES.ip.output), words, input),
    command('ip (iproute2)', 'ip', words, input),
  ];
}

/** Has the reference carry out commands, a line each. */
export function prepareWith(lines: readonly string[]): void {
  output('ip', ['-batch', '-'], `${lines.join('\n')}\n`);
}
