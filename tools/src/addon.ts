import { makeUnlessFresh } from './fresh.ts';
import { COMPILER, meet } from './machine.ts';
import { runQuietly } from './program.ts';
import { step } from './progress.ts';

/** The compiled addon of packages/socket, relative to the checkout. */
export const ADDON = 'packages/socket/build/socket.node';

/** Compiles the addon when its sources changed. */
export async function buildAddon(): Promise<void> {
  await makeUnlessFresh({
    output: ADDON,
    inputs: ['packages/socket/native', 'tools/build-addon.sh'],
    method: [],
    make: async () => {
      await meet(COMPILER);
      await step('Compiling the addon', () => runQuietly('sh', ['tools/build-addon.sh']));
    },
  });
}
