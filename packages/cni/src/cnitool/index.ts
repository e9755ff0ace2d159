import yargs from 'yargs';
import { formatError, toCniError } from '../error.ts';
import { describe } from '../runtime/failure.ts';
import type { Work } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import type { Tool } from './tool.ts';

const FAILED = 1;

/** What a command line comes to. */
interface Read {
  readonly json: boolean;
  readonly work: Work | undefined;
  /** The help that was asked for. */
  readonly help: string;
  /** Why it cannot be followed. */
  readonly complaint: string | undefined;
}

/** Follows a command line of `cnitool-ts`. @returns the exit status */
export async function run(args: readonly string[], tool: Tool): Promise<number> {
  const { json, work, help, complaint } = await read(args);
  if (complaint !== undefined) {
    tool.err(`${complaint}\n`);
    return FAILED;
  }
  if (help !== '') tool.out(`${help}\n`);
  let printed = false;
  const out = (text: string): void => {
    printed = true;
    tool.out(text);
  };
  try {
    await work?.({ ...tool, out });
    return 0;
  } catch (error) {
    const failure = toCniError(error);
    // What is read as JSON is one document: behind a list that was printed, the error is for people.
    if (json && !printed) tool.out(`${formatError(failure)}\n`);
    else tool.err(`${describe(failure)}\n`);
    return FAILED;
  }
}

async function read(args: readonly string[]): Promise<Read> {
  let work: Work | undefined;
  let help = '';
  let complaint: string | undefined;
  const common = yargs([])
    .scriptName('cnitool-ts')
    .usage('$0 COMMAND\n\nRuns CNI plugins for a network namespace, as cnitool does.')
    .option('json', { type: 'boolean', default: false, describe: 'print JSON, errors too' });
  const { json } = await COMMANDS.reduce(
    (cli, command) =>
      command(cli, (chosen) => {
        work = chosen;
      }),
    common,
  )
    .epilogue(
      'Environment: NETCONFPATH (/etc/cni/net.d), CNI_PATH, CNI_IFNAME (eth0), CNI_ARGS (KEY=value;...), CAP_ARGS (JSON), CNI_CACHE (/var/lib/cni).',
    )
    .demandCommand(1, 'which command?')
    .strict()
    .version(false)
    .locale('en')
    .wrap(80)
    .exitProcess(false)
    .parseAsync([...args], {}, (error, _parsed, output) => {
      if (error) complaint = output;
      else help = output;
    });
  return { json, work, help, complaint };
}
