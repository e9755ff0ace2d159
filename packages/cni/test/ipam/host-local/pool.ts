import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { temporaryFolder } from '../../folder.ts';
import { environment, invoke } from '../../invoke.ts';
import { REFERENCE } from '../../rig.ts';

export const hasReference = existsSync(`${REFERENCE}/host-local`);

/** What one run asks for; the rest is the pool's. */
export interface Ask {
  readonly id?: string;
  readonly ifName?: string;
  readonly args?: string;
  /** Keys of the network configuration besides the pool's. */
  readonly config?: object;
  /** Keys of `ipam` besides the pool's. */
  readonly ipam?: object;
}

/** How a run ended, and what it printed, parsed. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly output: Record<string, unknown>;
}

/** A dataDir of the test's own, and a network with ranges in it. */
export class Pool {
  readonly dataDir: string;
  readonly #ipam: object;
  readonly #version: string;

  constructor(t: ExecutionContext, ipam: object, version = '1.0.0') {
    this.dataDir = join(temporaryFolder(t), 'networks');
    this.#ipam = ipam;
    this.#version = version;
  }

  /** Ours, inside this process. */
  call(command: string, ask: Ask = {}): Outcome {
    const { exitStatus, stdout, stderr } = invoke('host-local', this.env(command, ask), this.config(ask));
    return outcome(exitStatus, stdout, stderr);
  }

  /** The executable of that path, the reference's if none is given. */
  run(command: string, ask: Ask = {}, file = `${REFERENCE}/host-local`): Outcome {
    const { status, stdout, stderr, error } = spawnSync(file, [], {
      env: environment(this.env(command, ask)),
      input: this.config(ask),
      encoding: 'utf8',
    });
    if (error !== undefined) throw error;
    return outcome(status, stdout, stderr);
  }

  /** The address that ADD gave first, without its length. */
  address(ask: Ask = {}): string | undefined {
    return addresses(this.call('ADD', ask))[0]?.split('/')[0];
  }

  env(command: string, { id = 'dummy', ifName = 'eth0', args = '' }: Ask): Record<string, string> {
    return { CNI_COMMAND: command, CNI_CONTAINERID: id, CNI_IFNAME: ifName, CNI_ARGS: args };
  }

  config({ config = {}, ipam = {} }: Ask): string {
    return JSON.stringify({
      cniVersion: this.#version,
      name: 'net',
      type: 'x',
      ipam: { type: 'host-local', dataDir: this.dataDir, ...this.#ipam, ...ipam },
      ...config,
    });
  }

  /** The files of a network with their contents. */
  files(network = 'net'): Record<string, string> {
    const folder = join(this.dataDir, network);
    return Object.fromEntries(
      readdirSync(folder)
        .sort()
        .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
    );
  }

  /** The addresses that are reserved. */
  reserved(network = 'net'): string[] {
    return Object.keys(this.files(network)).filter((name) => /^[0-9a-f]*[.:][0-9a-f.:]*$/.test(name));
  }

  /** Puts files where reservations are. */
  put(files: Readonly<Record<string, string>>): void {
    mkdirSync(join(this.dataDir, 'net'), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.dataDir, 'net', name), text);
  }
}

function outcome(status: number | null, stdout: string, stderr: string): Outcome {
  return { status, stdout, stderr, output: stdout === '' ? {} : JSON.parse(stdout) };
}

/** `ips[].address` of a result. */
export function addresses({ output }: Outcome): string[] {
  const { ips } = output;
  return Array.isArray(ips) ? ips.map(({ address }) => String(address)) : [];
}

/** The text of an error. */
export function message({ output }: Outcome): unknown {
  return output['msg'];
}
