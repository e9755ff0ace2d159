import type { Argv } from './place.ts';

/** One run of ava over these files, as TAP. */
export function ava(config: string, files: readonly string[]): Argv {
  return [process.execPath, 'node_modules/ava/entrypoints/cli.mjs', '--config', config, '--tap', ...files];
}
