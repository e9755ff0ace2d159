import { buildAddon } from './addon.ts';
import { bundle } from './bundle.ts';
import { bundleForNode } from './node-program.ts';
import { runCommand } from './user-error.ts';

/** `pnpm build`, after tools/bootstrap.mjs has compiled the TypeScript: the addon, the executables and the npm program. */
await runCommand(async () => {
  await buildAddon();
  await bundle();
  await bundleForNode();
  return 0;
});
