import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { demandRoot } from '@iplink-ts/tools/machine';
import { runCommand, UserError } from '@iplink-ts/tools/user-error';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { cases } from './cases/index.ts';

/** `pnpm bench`: each case in a network namespace of its own, its peers in turn, each measurement in a new process. */
await runCommand(async () => {
  const { _: words, rounds } = yargs(hideBin(process.argv))
    .scriptName('npm run bench --')
    .usage(
      `$0 [--rounds N] [PATTERN]\n\nRuns the cases whose name matches PATTERN, a regular expression, of:\n${list()}`,
    )
    .option('rounds', {
      type: 'number',
      default: 5,
      describe: 'measurements of each peer; the median counts',
    })
    .check((options) => {
      if (Number.isInteger(options.rounds) && options.rounds > 0) return true;
      throw new Error(`--rounds takes a positive whole number, not ${options.rounds}`);
    })
    .strictOptions()
    .version(false)
    .parseSync();
  const pattern = new RegExp(words.join('|'));
  const chosen = cases.filter(({ name }) => pattern.test(name));
  if (chosen.length === 0) throw new UserError(`no case matches ${pattern}; there are:\n${list()}`);

  demandRoot('npm run bench');
  const program = fileURLToPath(new URL('rounds.js', import.meta.url));
  const failures = chosen.filter(({ name }) => {
    const args = ['--net', process.execPath, program, name, String(rounds)];
    return spawnSync('unshare', args, { stdio: 'inherit' }).status !== 0;
  });
  return failures.length;
});

function list(): string {
  return cases.map(({ name, does }) => `  ${name}: ${does}`).join('\n');
}
