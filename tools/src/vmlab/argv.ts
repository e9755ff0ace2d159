import { parseArgs } from 'node:util';
import { DEFAULT_MACHINE } from './machine.ts';
import { DEFAULT_TIME_LIMIT } from './run.ts';

export const USAGE = `Usage: pnpm vm [OPTIONS] [--] [COMMAND [ARGUMENT]...]

Boots a Linux kernel that has every network device, on this machine's files, and runs COMMAND in it as root,
in the same folder. Without COMMAND: a shell. What the guest writes is lost when it ends.

  --timeout SECONDS     end the guest after this time, boot included (IPLINK_VM_TIMEOUT;
                        default: ${DEFAULT_TIME_LIMIT} for a command, none for a shell)
  --env NAME[=VALUE]    set a variable for COMMAND, or hand it on; may be repeated
  --memory MEBIBYTES    memory of the guest (default ${DEFAULT_MACHINE.memoryMebibytes})
  --accelerator NAME    tcg (default) or kvm (IPLINK_VM_ACCELERATOR)
  --kernel FILE         boot this kernel instead of Debian's (IPLINK_VM_KERNEL), with
  --modules FOLDER      its modules, the folder with modules.dep (IPLINK_VM_MODULES), and
  --busybox FILE        a statically linked busybox (IPLINK_VM_BUSYBOX)
  --verbose             say how long the boot took
  --help                this text

Standard input, output and error are those of COMMAND, byte for byte, and so is the exit status, but for
124: the time was over    125: the VM itself failed, or the arguments are wrong
130: interrupted          137, 143...: COMMAND was ended by a signal (128 and its number)
`;

/** What `pnpm vm` is asked to do. */
export type VmCommandLine =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'run';
      readonly command: readonly string[];
      /** Seconds. */
      readonly timeLimit: number | undefined;
      readonly environment: Readonly<Record<string, string>>;
      readonly memoryMebibytes: number;
      readonly accelerator: 'tcg' | 'kvm';
      /** All three or none. */
      readonly kernel:
        | { readonly image: string; readonly modules: string; readonly busybox: string }
        | undefined;
      readonly verbose: boolean;
    };

type Environment = Readonly<Record<string, string | undefined>>;

function positive(text: string, what: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0)
    throw new Error(`${what} is not a positive number: ${JSON.stringify(text)}`);
  return value;
}

function accelerator(text: string): 'tcg' | 'kvm' {
  if (text === 'tcg' || text === 'kvm') return text;
  throw new Error(`unknown accelerator ${JSON.stringify(text)}; there are tcg and kvm`);
}

function variables(settings: readonly string[], environment: Environment): Readonly<Record<string, string>> {
  return Object.fromEntries(
    settings.flatMap((setting): readonly (readonly [string, string])[] => {
      const equals = setting.indexOf('=');
      if (equals >= 0) return [[setting.slice(0, equals), setting.slice(equals + 1)]];
      const value = environment[setting];
      return value === undefined ? [] : [[setting, value]];
    }),
  );
}

function ownKernel(
  image: string | undefined,
  modules: string | undefined,
  busybox: string | undefined,
): { readonly image: string; readonly modules: string; readonly busybox: string } | undefined {
  if (image === undefined && modules === undefined && busybox === undefined) return undefined;
  if (image !== undefined && modules !== undefined && busybox !== undefined)
    return { image, modules, busybox };
  throw new Error('--kernel, --modules and --busybox are needed together');
}

/** Where the options end: at `--`, or at the first word that is neither an option nor an option's value. */
function split(argv: readonly string[]): {
  readonly options: readonly string[];
  readonly command: readonly string[];
} {
  let index = 0;
  // The package manager hands its own `--` on.
  if (argv[0] === '--') index = 1;
  const begin = index;
  while (index < argv.length) {
    const word = argv[index] ?? '';
    if (word === '--') return { options: argv.slice(begin, index), command: argv.slice(index + 1) };
    if (!word.startsWith('-')) break;
    index += word.includes('=') || word === '--verbose' || word === '--help' ? 1 : 2;
  }
  return { options: argv.slice(begin, index), command: argv.slice(index) };
}

/**
 * Reads the words after `pnpm vm`.
 *
 * @throws Error naming the word that is wrong
 */
export function parseCommandLine(argv: readonly string[], environment: Environment): VmCommandLine {
  const { options, command } = split(argv);
  const { values } = parseArgs({
    args: [...options],
    options: {
      timeout: { type: 'string' },
      env: { type: 'string', multiple: true },
      memory: { type: 'string' },
      accelerator: { type: 'string' },
      kernel: { type: 'string' },
      modules: { type: 'string' },
      busybox: { type: 'string' },
      verbose: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return { kind: 'help' };
  const timeLimit = values.timeout ?? environment['IPLINK_VM_TIMEOUT'];
  return {
    kind: 'run',
    command,
    timeLimit: timeLimit === undefined ? undefined : positive(timeLimit, 'the time limit'),
    environment: variables(values.env ?? [], environment),
    memoryMebibytes: positive(values.memory ?? `${DEFAULT_MACHINE.memoryMebibytes}`, 'the memory'),
    accelerator: accelerator(values.accelerator ?? environment['IPLINK_VM_ACCELERATOR'] ?? 'tcg'),
    kernel: ownKernel(
      values.kernel ?? environment['IPLINK_VM_KERNEL'],
      values.modules ?? environment['IPLINK_VM_MODULES'],
      values.busybox ?? environment['IPLINK_VM_BUSYBOX'],
    ),
    verbose: values.verbose ?? false,
  };
}
