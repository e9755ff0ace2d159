import { ADDON } from './addon.ts';
import { makeUnlessFresh } from './fresh.ts';
import { runQuietly } from './program.ts';
import { step } from './progress.ts';

/** The `bin` of the npm package iplink-ts, relative to the checkout. */
const OUTPUT = 'packages/iplink/dist/npm/iplink-ts.js';

/**
 * One file, yargs included, for Node.js spends a good part of a start on finding and reading modules. It lacks the
 * addon alone, which the condition has it take out of the installed package of the socket.
 */
const OPTIONS = ['--target=node', '--format=esm', '--minify', '--conditions=iplink-bundle'];

/** Bundles what `tsc` has compiled. */
export async function bundleForNode(): Promise<void> {
  await makeUnlessFresh({
    output: OUTPUT,
    inputs: [
      'pnpm-lock.yaml',
      ADDON,
      ...['socket', 'rtnetlink', 'iplink'].flatMap((name) => [
        `packages/${name}/src`,
        `packages/${name}/package.json`,
      ]),
    ],
    method: OPTIONS,
    make: () =>
      step(`Building ${OUTPUT}`, () =>
        runQuietly('node_modules/.bin/bun', [
          'build',
          ...OPTIONS,
          'packages/iplink/dist/src/bin.js',
          '--outfile',
          OUTPUT,
        ]),
      ),
  });
}
