import { ADDON } from './addon.ts';
import { makeUnlessFresh } from './fresh.ts';
import { runQuietly } from './program.ts';
import { step } from './progress.ts';

/** The `bin` of an npm package: paths relative to the checkout. */
interface NodeProgram {
  /** What `tsc` has compiled. */
  readonly main: string;
  readonly output: string;
  /** The packages that are in it. */
  readonly packages: readonly string[];
}

const PROGRAMS: readonly NodeProgram[] = [
  {
    main: 'packages/iplink/dist/src/bin.js',
    output: 'packages/iplink/dist/npm/iplink-ts.js',
    packages: ['socket', 'rtnetlink', 'iplink'],
  },
  {
    main: 'packages/cni/dist/src/cnitool/bin.js',
    output: 'packages/cni/dist/npm/cnitool-ts.js',
    packages: ['socket', 'rtnetlink', 'cni'],
  },
];

/**
 * One file, yargs included, for Node.js spends a good part of a start on finding and reading modules. It lacks the
 * addon alone, which the condition has it take out of the installed package of the socket.
 */
const OPTIONS = ['--target=node', '--format=esm', '--minify', '--conditions=iplink-bundle'];

/** Bundles each program whose sources changed. */
export async function bundleForNode(): Promise<void> {
  for (const program of PROGRAMS) await bundle(program);
}

async function bundle({ main, output, packages }: NodeProgram): Promise<void> {
  await makeUnlessFresh({
    output,
    inputs: [
      'pnpm-lock.yaml',
      ADDON,
      ...packages.flatMap((name) => [`packages/${name}/src`, `packages/${name}/package.json`]),
    ],
    method: OPTIONS,
    make: () =>
      step(`Building ${output}`, () =>
        runQuietly('node_modules/.bin/bun', ['build', ...OPTIONS, main, '--outfile', output]),
      ),
  });
}
