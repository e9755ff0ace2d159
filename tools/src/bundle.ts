import { mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ADDON } from './addon.ts';
import { inCheckout } from './checkout.ts';
import { makeUnlessFresh } from './fresh.ts';
import { runQuietly } from './program.ts';
import { step } from './progress.ts';

/** One standalone program: the runtime, our code as bytecode and the addon in a single file. */
interface Executable {
  readonly main: string;
  readonly output: string;
  /** Other names it is called by, as links: paths from the folder it is in. */
  readonly names: readonly string[];
  /** The packages that are in it. */
  readonly packages: readonly string[];
}

export const EXECUTABLES = {
  ip: {
    main: 'packages/iplink/src/bin.ts',
    output: 'packages/iplink/dist/iplink-ts',
    // Alone in their folder, which scripts have in front of PATH.
    names: ['bin/ip', 'bin/bridge'],
    packages: ['socket', 'rtnetlink', 'iplink'],
  },
  cni: {
    main: 'packages/cni/src/main.ts',
    output: 'packages/cni/dist/bin/iplink-cni',
    names: [
      'bridge',
      'cnitool-ts',
      'dummy',
      'host-device',
      'host-local',
      'ipvlan',
      'loopback',
      'macvlan',
      'ptp',
      'static',
      'static-macvlan',
      'static-macvlan-cni',
      'tuning',
      'vlan',
    ],
    packages: ['socket', 'rtnetlink', 'cni'],
  },
} as const satisfies Record<string, Executable>;

/**
 * What is imported late is a part of its own, which costs a start nothing until it is called. Bytecode halves the
 * start of what is loaded. The source map costs half a megabyte and no time to start; without it a stack trace of
 * minified code says nothing. These programs end before optimized code pays for its compilation: with thresholds 10
 * times as high, `ip link` over 2,000 devices takes a fifth less of the processor; with 20, a batch takes a tenth
 * longer. The autoload switches keep a program that runs as root from obeying the .env and bunfig.toml of the folder it
 * was called in.
 */
export const STANDALONE = [
  '--compile',
  '--splitting',
  '--minify',
  '--bytecode',
  '--compile-jit-policy=10',
  '--sourcemap=linked',
  '--format=esm',
  '--no-compile-autoload-dotenv',
  '--no-compile-autoload-bunfig',
];

/** Builds each executable whose sources changed; the addon has to be there. */
export async function bundle(): Promise<void> {
  for (const executable of Object.values(EXECUTABLES)) await build(executable);
}

async function build({ main, output, names, packages }: Executable): Promise<void> {
  await makeUnlessFresh({
    output,
    inputs: [
      'pnpm-lock.yaml',
      ADDON,
      ...packages.flatMap((name) => [`packages/${name}/src`, `packages/${name}/package.json`]),
    ],
    method: [...STANDALONE, ...names],
    make: () =>
      step(`Building ${output}`, async () => {
        await runQuietly('node_modules/.bin/bun', ['build', ...STANDALONE, main, '--outfile', output]);
        dropMaps(dirname(output));
        for (const name of names) link(output, name);
      }),
  });
}

function link(output: string, name: string): void {
  const path = join(dirname(output), name);
  mkdirSync(inCheckout(dirname(path)), { recursive: true });
  rmSync(inCheckout(path), { force: true });
  symlinkSync(relative(dirname(path), output), inCheckout(path));
}

/** Second copies, one for each part: the executable has the maps in it. */
function dropMaps(folder: string): void {
  for (const file of readdirSync(inCheckout(folder))) {
    if (file.endsWith('.map')) rmSync(inCheckout(folder, file));
  }
}
