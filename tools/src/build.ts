import { buildAddon } from './addon.ts';
import { bundle } from './bundle.ts';
import { runCommand } from './user-error.ts';

/** `pnpm build`, after tools/bootstrap.mjs has compiled the TypeScript: the addon and the executables. */
await runCommand(async () => {
  await buildAddon();
  await bundle();
  return 0;
});
