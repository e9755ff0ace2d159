/** The own commands as yargs reads them, and the help that it makes of them. */
import yargs, { type Argv } from 'yargs';
import { bashScript } from '../completion/bash.ts';
import { fishScript } from '../completion/fish.ts';
import { SHELLS } from '../completion/own.ts';
import { zshScript } from '../completion/zsh.ts';
import { isAbsent, OBJECTS } from '../objects/index.ts';
import type { Io } from '../session.ts';
import { OWN_VERSION, VERSION_LINE } from '../version.ts';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };

const STATUS_USAGE = 255;

/** Reads one of the own commands and answers it. @returns the exit status */
export async function answer(args: readonly string[], io: Io): Promise<number> {
  const text: string[] = [];
  let complaint: string | undefined;
  await commandLine((line) => text.push(line)).parseAsync([...args], {}, (error, _parsed, output) => {
    if (error) complaint = output;
    else if (output !== '') text.push(`${output}\n`);
  });
  io.out.write(text.join(''));
  if (complaint === undefined) return 0;
  io.err.write(`${complaint}\n`);
  return STATUS_USAGE;
}

function commandLine(print: (text: string) => void): Argv {
  return yargs([])
    .scriptName('iplink-ts')
    .usage(`$0 [OPTIONS] OBJECT {COMMAND | help}\n\nThe ip of iproute2: ${objects().join(', ')}.`)
    .command(
      'completion <shell>',
      'print a script that completes command lines',
      (command) =>
        command
          .positional('shell', { choices: SHELLS, demandOption: true, describe: 'the shell to read it' })
          .option('name', { type: 'string', default: 'iplink-ts', describe: 'the command to complete' }),
      ({ shell, name }) => print(SCRIPTS[shell](name)),
    )
    .command(
      'version',
      'print the version of this program',
      (command) => command,
      () => print(`iplink-ts ${OWN_VERSION}, as ${VERSION_LINE}`),
    )
    .option('hints', {
      type: 'boolean',
      global: false,
      describe: 'say what may help when the kernel refuses',
    })
    .option('json-stream', {
      type: 'boolean',
      global: false,
      describe: 'monitor prints one JSON object a line',
    })
    .epilogue('What ip itself has is listed by: iplink-ts help, iplink-ts OBJECT help. See iplink-ts(8).')
    .strict()
    .version(false)
    .locale('en')
    .wrap(80)
    .exitProcess(false);
}

function objects(): readonly string[] {
  return OBJECTS.keywords.flatMap(({ keyword, value }) =>
    isAbsent(value) || keyword === 'help' ? [] : [keyword],
  );
}
