import { type Ended, ProgramError, runProgram } from './program.ts';

/** The table `nat` by the programs `iptables` and `iptables-restore`, or those of IPv6. */

export type Family = 4 | 6;

const program = (family: Family): string => (family === 4 ? 'iptables' : 'ip6tables');

/** A change was refused; the message is what the program says. */
export class IptablesError extends Error {
  override readonly name = 'IptablesError';
}

/** There is no such program here, or no such table in the kernel: nothing of ours can be there either. */
export class IptablesUnusable extends Error {
  override readonly name = 'IptablesUnusable';
}

/** Exit status for a chain that is not there, among others. */
const NOT_FOUND = 1;

/**
 * The rules of the table, or of one chain of it, as `-A CHAIN ...`; chains as `-N CHAIN`.
 *
 * @returns undefined when there is no such chain
 * @throws {IptablesUnusable}
 */
export function listNat(family: Family, chain?: string): readonly string[] | undefined {
  const words = ['-w', '-t', 'nat', '-S', ...(chain === undefined ? [] : [chain])];
  const { status, stdout, stderr } = run(program(family), words);
  if (status === 0) return stdout.toString().split('\n');
  if (status === NOT_FOUND && chain !== undefined) return undefined;
  throw new IptablesUnusable(`${program(family)}: ${stderr || `exit status ${status}`}`);
}

function run(name: string, words: readonly string[], input?: string): Ended {
  try {
    return runProgram(name, words, input);
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    throw new IptablesUnusable(`failed to locate iptables: ${error.message}`, { cause: error });
  }
}

/**
 * One transaction on the table.
 *
 * @param lines as for iptables-restore(8)
 * @throws {IptablesError | IptablesUnusable}
 */
export function changeNat(family: Family, lines: readonly string[]): void {
  const input = ['*nat', ...lines, 'COMMIT', ''].join('\n');
  const restore = `${program(family)}-restore`;
  const { status, stderr } = run(restore, ['-w', '--noflush'], input);
  if (status !== 0) throw new IptablesError(stderr || `${restore}: exit status ${status}`);
}

/** The word behind an option of a rule as it is listed. */
export function optionOf(rule: string, option: string): string | undefined {
  const words: readonly string[] = rule.match(/"(?:\\.|[^"\\])*"|\S+/g) ?? [];
  const at = words.indexOf(option);
  return at < 0 ? undefined : words[at + 1];
}
