import { existsSync } from 'node:fs';
import { runQuietly } from './program.ts';
import { step } from './progress.ts';
import { UserError } from './user-error.ts';
import { findProgram, requiredPrograms } from './vmlab/required.ts';

/** Something of the system that a job calls or reads. */
export interface Need {
  /** A program's name or a file's path. */
  readonly what: string;
  /** The Debian package that brings it. */
  readonly package: string;
  readonly why: string;
  readonly present: () => Promise<boolean>;
}

function program(what: string, from: string, why: string, places: readonly string[] = []): Need {
  return { what, package: from, why, present: async () => (await findProgram(what, places)) !== undefined };
}

function file(what: string, from: string, why: string): Need {
  return { what, package: from, why, present: async () => existsSync(what) };
}

/** What the addon is compiled with. */
export const COMPILER: readonly Need[] = [
  program('cc', 'gcc', 'compiles the addon'),
  file('/usr/include/stdlib.h', 'libc6-dev', 'headers that the addon includes'),
  file('/usr/include/linux/rtnetlink.h', 'linux-libc-dev', 'headers that the addon includes'),
];

/** What the labs call besides our own programs. */
export const LABS: readonly Need[] = [
  program('ip', 'iproute2', 'the labs compare what it shows with what ours shows'),
  program('ping', 'iputils-ping', "sends the labs' pings"),
];

/** What the tests call. */
export const TESTS: readonly Need[] = [
  ...LABS,
  program('ifconfig', 'net-tools', 'lab D types it, as its author did'),
  program('tshark', 'tshark', 'says what is wrong with recorded messages'),
  program('strace', 'strace', 'shows the requests of ip, with which ours are compared'),
  program('unshare', 'util-linux', 'gives a test its own mount namespace'),
  program('fish', 'fish', 'reads its completion script'),
  program('zsh', 'zsh', 'reads its completion script'),
  program('nft', 'nftables', 'shows what masquerades and checks, as the plugins make it'),
  program('iptables', 'iptables', 'shows what masquerades, as the plugins make it'),
  file('/usr/lib/cni/macvlan', 'containernetworking-plugins', 'the plugins that ours are compared with'),
];

/** What boots the lab VM. */
export async function vmNeeds(): Promise<readonly Need[]> {
  const programs = await requiredPrograms();
  return programs.map((needed) =>
    program(needed.program, needed.package, 'starts the lab VM', needed.places),
  );
}

async function unmet(needs: readonly Need[]): Promise<readonly Need[]> {
  const present = await Promise.all(needs.map((need) => need.present()));
  return needs.filter((_, index) => !present[index]);
}

/**
 * Brings what is missing with apt-get, where there is one and we are root.
 *
 * @throws {UserError} that names what is missing and the commands that bring it, where we cannot
 */
export async function meet(needs: readonly Need[]): Promise<void> {
  const missing = await unmet(needs);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || (await findProgram('apt-get')) === undefined) {
    throw new UserError(advice(missing));
  }
  const packages = packagesOf(missing);
  await step(`Installing Debian packages: ${packages.join(' ')}`, async () => {
    await aptGet('update');
    await aptGet('install', '-y', '--no-install-recommends', ...packages);
  });
  const still = await unmet(missing);
  if (still.length > 0) throw new UserError(advice(still));
}

async function aptGet(...args: readonly string[]): Promise<void> {
  const noQuestions = { DEBIAN_FRONTEND: 'noninteractive' };
  // Another apt may hold the lock: a machine that has just booted updates itself.
  await runQuietly('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], noQuestions);
}

/** What a person has to do where `meet` cannot: what is missing, why it is needed, what brings it. */
export function advice(missing: readonly Need[]): string {
  return [
    'this machine lacks:',
    ...missing.map(({ what, why, package: from }) => `  ${what} (${why}): Debian package ${from}`),
    'On Debian, as root:',
    `  apt-get update && apt-get install --no-install-recommends ${packagesOf(missing).join(' ')}`,
    'Elsewhere: the packages of your distribution that bring the same.',
  ].join('\n');
}

function packagesOf(needs: readonly Need[]): readonly string[] {
  return [...new Set(needs.map((need) => need.package))];
}

/** @throws {UserError} when this process may not make network namespaces */
export function demandRoot(command: string): void {
  if (process.getuid?.() === 0) return;
  throw new UserError(`network namespaces need root: run it as root, or as "sudo ${command}"`);
}
