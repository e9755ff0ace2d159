import { stderr, stdout } from 'bun';
import { introduction } from './introduction.ts';
import { isPluginType } from './registry.ts';

/** The executable: serves the plugin whose name it is called by, through a link or a copy of that name. */
async function main(): Promise<number> {
  // process.argv[0] is "bun" inside a compiled executable; argv0 is the name that was called.
  const type = process.argv0.slice(process.argv0.lastIndexOf('/') + 1);
  const introduced = isPluginType(type) ? introduction(type, process.env) : undefined;
  if (introduced === undefined) {
    const { run } = await import('./run.ts');
    return run(type);
  }
  await write(stderr, introduced.stderr);
  await write(stdout, introduced.stdout);
  return introduced.exitStatus;
}

/** Not by node:fs, to load which takes a fifth as long as the engine's own start. */
async function write(file: typeof stdout, text: string): Promise<void> {
  if (text === '') return;
  const sink = file.writer();
  sink.write(text);
  await sink.flush();
}

process.exitCode = await main();
