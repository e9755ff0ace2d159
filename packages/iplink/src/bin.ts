#!/usr/bin/env node
/** The program's entry, under Node.js and as a standalone executable. */
import { run, STATUS_BROKEN_PIPE } from './main.ts';
import { FileSink } from './output.ts';
import { isOwnCommand } from './own/words.ts';
import type { Io } from './session.ts';

const script = process.argv[1] ?? '';
const standalone = process.versions['bun'] !== undefined;

/** The name the program was started by. In a standalone executable `process.argv` names the bundle instead. */
const name = standalone ? process.argv0 : script;
const args = process.argv.slice(2);
const io: Io = {
  out: new FileSink(1),
  err: new FileSink(2),
  environment: process.env,
  self: standalone ? [process.execPath] : [process.execPath, script],
  isTerminal: (fd) => process.getBuiltinModule('node:tty').isatty(fd),
};

/** Node.js ignores the signal. Once it had a listener and has none, the signal does what it does by default. */
function dieOfSigpipe(): void {
  const listener = (): void => {};
  process.on('SIGPIPE', listener).off('SIGPIPE', listener);
  process.kill(process.pid, 'SIGPIPE');
}

if (isOwnCommand(name, args)) {
  const { runOwnCommand } = await import('./own/index.ts');
  process.exitCode = await runOwnCommand(args, io);
} else {
  process.exitCode = await run(name, args, io);
  if (process.exitCode === STATUS_BROKEN_PIPE) dieOfSigpipe();
}
