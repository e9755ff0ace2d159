import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { type Network, parseNetwork } from '../../src/runtime/network.ts';
import { Runtime } from '../../src/runtime/runtime.ts';
import { temporaryFolder } from '../folder.ts';

/** One run of a plugin of a {@link Recorder}. */
export interface Recorded {
  readonly type: string;
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
  readonly request: Readonly<Record<string, unknown>>;
}

const VARIABLES = ['CNI_CONTAINERID', 'CNI_NETNS', 'CNI_IFNAME', 'CNI_ARGS', 'CNI_PATH', 'EXTRA'] as const;

/** Plugins that write down what they are asked, and the runtime that asks them. */
export class Recorder {
  readonly folder: string;
  readonly cache: string;
  readonly runtime: Runtime;
  /** What plugins have written to stderr. */
  readonly logged: string[] = [];
  readonly #log: string;

  constructor(t: ExecutionContext) {
    this.folder = temporaryFolder(t);
    this.cache = join(temporaryFolder(t), 'cni');
    this.#log = join(temporaryFolder(t), 'log');
    this.runtime = new Runtime({
      path: ['/nowhere', this.folder],
      cacheDir: this.cache,
      env: { PATH: process.env['PATH'], EXTRA: 'kept', CNI_ARGS: 'not=this' },
      log: (text) => this.logged.push(text),
    });
  }

  /** Adds a plugin; `script` is shell, run after the request has been written down. */
  plugin(type: string, script = ''): void {
    const variables = VARIABLES.map((name) => `"$${name}"`).join(' ');
    const line = `printf '%s\\t' ${type} "$CNI_COMMAND" ${variables} "$(cat)" >>${this.#log}; echo >>${this.#log}`;
    writeFileSync(join(this.folder, type), `#!/bin/sh\n${line}\n${script}\n`, { mode: 0o755 });
  }

  /** What was asked since the last call. */
  taken(): Recorded[] {
    if (!existsSync(this.#log)) return [];
    const lines = readFileSync(this.#log, 'utf8').split('\t\n').slice(0, -1);
    writeFileSync(this.#log, '');
    return lines.map((line) => {
      const [type = '', command = '', ...rest] = line.split('\t');
      const env = Object.fromEntries(VARIABLES.map((name, at) => [name, rest[at] ?? '']));
      return { type, command, env, request: JSON.parse(rest[VARIABLES.length] ?? '') };
    });
  }
}

/** A network with these plugins. */
export function networkOf(cniVersion: string, plugins: readonly object[], more: object = {}): Network {
  return parseNetwork(Buffer.from(JSON.stringify({ cniVersion, name: 'net', plugins, ...more })));
}

/** Shell that prints a result at ADD. */
export function printing(result: unknown): string {
  return `test "$CNI_COMMAND" != ADD || printf '%s' '${JSON.stringify(result)}'`;
}
