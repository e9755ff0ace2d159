import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, release } from 'node:os';
import { inCheckout } from '@iplink-ts/tools/checkout';

/** What figures depend on beside the program. */
export interface Machine {
  readonly processor: string;
  readonly kernel: string;
  /** Of what runs and of the peers, by name; those that are not there are left out. */
  readonly versions: Readonly<Record<string, string>>;
}

export function machine(): Machine {
  const processors = cpus();
  const found: readonly (readonly [string, string | undefined])[] = [
    ['Node.js', process.versions.node],
    ['Bun (in the executables)', bunVersion()],
    ['iproute2', /iproute2-(\S+?),?\s/.exec(printed('ip', '-V'))?.[1]],
    ['npm netlink', npmNetlinkVersion()],
    ['pyroute2', debianVersion('python3-pyroute2')],
    ['libnl-route', debianVersion('libnl-route-3-200')],
    ['CNI plugins', debianVersion('containernetworking-plugins')],
  ];
  return {
    processor: `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}`,
    kernel: release(),
    versions: Object.fromEntries(found.flatMap(([name, version]) => (version ? [[name, version]] : []))),
  };
}

function printed(program: string, ...words: readonly string[]): string {
  return spawnSync(program, words, { encoding: 'utf8' }).stdout ?? '';
}

function debianVersion(name: string): string | undefined {
  return printed('dpkg-query', '--show', name).split('\t')[1]?.trim();
}

function bunVersion(): string | undefined {
  return JSON.parse(readFileSync(inCheckout('package.json'), 'utf8')).devDependencies.bun;
}

function npmNetlinkVersion(): string | undefined {
  const main = createRequire(import.meta.url).resolve('netlink');
  return JSON.parse(readFileSync(main.replace(/dist\/.*/, 'package.json'), 'utf8')).version;
}
