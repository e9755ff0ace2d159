import { spawn } from 'node:child_process';
import { access, constants, mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { inCheckout } from '@iplink-ts/tools/checkout';
import { findProgram, requiredProgram } from '@iplink-ts/tools/vmlab/required';
import type { Lab } from './catalogue.ts';

/** The programs that the labs are about. Paths. */
export interface LabPrograms {
  readonly ip: string;
  /** The folder with the CNI plugins. */
  readonly cni: string;
}

/** What `npm run build` makes. */
export const OWN_PROGRAMS: LabPrograms = {
  ip: inCheckout('packages/iplink/dist/iplink-ts'),
  cni: inCheckout('packages/cni/dist/bin'),
};

export type LabVerdict =
  | { readonly kind: 'passed'; readonly seconds: number }
  | { readonly kind: 'failed'; readonly reason: string };

/** Seconds; under software emulation on a busy machine the longest lab takes a third of it. */
const TIME_LIMIT = 300;

async function referenceIp(): Promise<string> {
  const path = await findProgram('ip', ['/usr/sbin/ip', '/sbin/ip', '/usr/bin/ip']);
  if (path === undefined) throw new Error('iproute2 is missing; on Debian: apt-get install iproute2');
  return await realpath(path);
}

/** The reason that the lab itself gave: the rest of its line `FAILED: REASON`. */
function reasonIn(line: string): string | undefined {
  return /^FAILED: (.*)$/.exec(line)?.[1];
}

/** Runs a lab's script in namespaces that end with it, and with this process. */
async function runScript(
  lab: Lab,
  folder: string,
  environment: NodeJS.ProcessEnv,
  output: Writable,
): Promise<string> {
  const [setpriv, unshare] = await Promise.all([requiredProgram('setpriv'), requiredProgram('unshare')]);
  const namespaces = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const script = inCheckout('test/src/labs', lab.script);
  const child = spawn(setpriv, ['--pdeathsig', 'KILL', '--', unshare, ...namespaces, '--', 'sh', script], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let reason = '';
  let line = '';
  const take = (chunk: Buffer): void => {
    output.write(chunk);
    const lines = (line + chunk.toString()).split('\n');
    line = lines.pop() ?? '';
    for (const text of lines) reason ||= reasonIn(text) ?? '';
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, TIME_LIMIT * 1000);
  const status = await new Promise<string>((end) => {
    child.once('error', (error) => end(error.message));
    child.once('close', (code, signal) => end(code === 0 ? '' : (signal ?? `exit status ${code}`)));
  });
  clearTimeout(timer);
  if (late) return `took longer than ${TIME_LIMIT} s`;
  return status === '' ? '' : reason || status;
}

/**
 * Runs one lab and prints what it does: each command, what it shows, each ping with its verdict.
 *
 * The lab sees `programs.ip` as `ip` and compares all that it shows with iproute2's, unless it is iproute2's. It
 * runs in network, mount and process namespaces of its own, so that this machine stays as it was.
 *
 * @throws Error when a program is missing, or when not run by root
 */
export async function runLab(lab: Lab, programs: LabPrograms, output: Writable): Promise<LabVerdict> {
  const reference = await referenceIp();
  const ip = await realpath(resolve(programs.ip)).catch(() => resolve(programs.ip));
  await access(ip, constants.X_OK).catch(() => {
    throw new Error(`${ip} is no program; build it first (npm run build), or name another with --ip`);
  });
  const folder = await mkdtemp(join(tmpdir(), 'lab-'));
  try {
    await mkdir(join(folder, 'bin'));
    await symlink(ip, join(folder, 'bin/ip'));
    const environment = {
      ...process.env,
      LC_ALL: 'C',
      PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin`,
      LAB_FOLDER: folder,
      LAB_REFERENCE_IP: reference,
      LAB_COMPARE: ip === reference ? 'no' : 'yes',
      LAB_CNI_PATH: resolve(programs.cni),
    };
    const begin = performance.now();
    const reason = await runScript(lab, folder, environment, output);
    if (reason !== '') return { kind: 'failed', reason };
    return { kind: 'passed', seconds: (performance.now() - begin) / 1000 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs labs one after the other, a heading above and a verdict line below each; resolves to the number of failures. */
export async function runLabs(
  labs: readonly Lab[],
  programs: LabPrograms,
  output: Writable,
): Promise<number> {
  let failures = 0;
  for (const lab of labs) {
    output.write(`\n== lab ${lab.name}: ${lab.title}\n`);
    const verdict = await runLab(lab, programs, output);
    if (verdict.kind === 'passed') {
      output.write(`lab ${lab.name}: passed (${verdict.seconds.toFixed(1)} s)\n`);
    } else {
      failures += 1;
      output.write(`lab ${lab.name}: failed: ${verdict.reason}\n`);
    }
  }
  return failures;
}
