import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { EXECUTABLES } from '@iplink-ts/tools/bundle';
import { inCheckout } from '@iplink-ts/tools/checkout';
import type { Peer, Running } from '../case.ts';
import { LineProgram } from '../line-program.ts';
import { compiled } from '../native.ts';
import { jobPeer } from './job.ts';

/** A whole run of a program, from its start to its end. */
export interface Command {
  readonly program: string;
  readonly words: readonly string[];
  /** The file that it reads as its standard input. */
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** How many things it does, where it prints no line for each. */
  readonly does?: number;
}

/** Starts what runs a program again and again; see native/run.c. */
export function runner({ program, words, input = '/dev/null', env }: Command): LineProgram {
  const run = compiled({ name: 'run', options: [] });
  return new LineProgram([run, input, program, ...words], env);
}

/** A peer that is a program which is started anew each time. */
export function commandPeer(name: string, command: Command, lacks?: () => string | undefined): Peer {
  const start = (): Running => {
    const { run, stop } = runner(command);
    const { does } = command;
    return {
      run: does === undefined ? run : async (times) => ({ ...(await run(times)), items: does }),
      stop,
    };
  };
  return { name, warmUp: 0, ...(lacks && { lacks }), start };
}

/** @returns the path of a program */
export function onPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

const noIp = (): string | undefined =>
  onPath('ip') === undefined ? 'no ip: Debian package iproute2' : undefined;

/** The same words for our executable and for `ip`. */
export function bothPrograms(command: Omit<Command, 'program'>): readonly [Peer, Peer] {
  return [commandPeer('iplink-ts', { ...command, program: inCheckout(EXECUTABLES.ip.output) }), ip(command)];
}

/** iproute2's. */
export function ip(command: Omit<Command, 'program'>): Peer {
  return commandPeer('ip', { ...command, program: onPath('ip') ?? 'ip' }, noIp);
}

/** A link as `ip -j` prints it. */
export interface PrintedLink {
  readonly addr_info: readonly unknown[];
}

/** What a program in Node.js does that has no library: it starts `ip -j` and parses what that prints. */
export function parsedIp(words: readonly string[], count: (links: readonly PrintedLink[]) => number): Peer {
  const run = (): number => {
    const { status, stdout, stderr } = spawnSync('ip', ['-j', ...words], {
      encoding: 'utf8',
      maxBuffer: 1 << 29,
    });
    if (status !== 0) throw new Error(`ip ${words.join(' ')}: ${stderr}`);
    return count(JSON.parse(stdout));
  };
  const name = `spawn ip -j ${words.join(' ')}`;
  return { ...jobPeer(name, () => ({ run, close: () => undefined }), { warmUp: 300 }), lacks: noIp };
}
