/** The commands of `iplink-ts` that `ip` does not have. */
import type { Io } from '../session.ts';

/** @returns the exit status */
export async function runOwnCommand(args: readonly string[], io: Io): Promise<number> {
  const status = args[0] === 'complete' ? await offerWords(args.slice(1), io) : await readByYargs(args, io);
  io.out.flush();
  io.err.flush();
  return status;
}

/** A shell asks at each key: yargs would cost several times the rest. */
async function offerWords(words: readonly string[], io: Io): Promise<number> {
  const { complete } = await import('../completion/complete.ts');
  const end = words.indexOf('--');
  const [name = 'iplink-ts'] = words.slice(0, end);
  for (const word of await complete(name, words.slice(end + 1), io)) io.out.write(`${word}\n`);
  return 0;
}

async function readByYargs(args: readonly string[], io: Io): Promise<number> {
  const { answer } = await import('./command_line.ts');
  return answer(args, io);
}
