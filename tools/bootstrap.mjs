// @ts-check
/**
 * The first step of every command in a fresh clone:
 *
 *     node tools/bootstrap.mjs build|coverage|start|test [ARGUMENT...]
 *
 * It runs before any dependency is there, so it is plain JavaScript on Node's own modules. It brings pnpm,
 * the dependencies and the compiled TypeScript, then hands over to tools/dist/src/COMMAND.js.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The version that wrote pnpm-lock.yaml; README.md and CONTRIBUTING.md name it too. */
const PNPM_VERSION = '12.21.0';
/** The oldest Node.js that has everything the code uses; package.json names it under `engines`. */
const NODE_FLOOR = /** @type {const} */ ([20, 19]);

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs a program in the checkout with this terminal as its own.
 * @param {string} program
 * @param {readonly string[]} args
 */
function run(program, args) {
  const { error, signal, status } = spawnSync(program, args, { cwd: root, stdio: 'inherit' });
  if (error) fail(`cannot run ${program}: ${error.message}`);
  if (status !== 0) fail(`${[program, ...args].join(' ')} ended with ${signal ?? `status ${status}`}`);
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(`\niplink-ts: ${message}`);
  process.exit(1);
}

/** @param {string} program */
function isPinnedPnpm(program) {
  const { stdout } = spawnSync(program, ['--version'], { cwd: root, encoding: 'utf8' });
  return stdout?.trim() === PNPM_VERSION;
}

/** A pnpm of the pinned version: the one on the PATH, or one of the project's own, below .cache. */
function pnpm() {
  if (isPinnedPnpm('pnpm')) return 'pnpm';
  const folder = join(root, '.cache', 'pnpm');
  const own = join(folder, 'node_modules', '.bin', 'pnpm');
  if (!existsSync(own) || !isPinnedPnpm(own)) {
    console.log(`Installing pnpm ${PNPM_VERSION} into .cache/pnpm`);
    run('npm', [
      'install',
      '--prefix',
      folder,
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      `pnpm@${PNPM_VERSION}`,
    ]);
  }
  return own;
}

const [command = '', ...words] = process.argv.slice(2);
// pnpm hands its own `--` on, npm does not.
const args = words[0] === '--' ? words.slice(1) : words;

if (!['build', 'coverage', 'start', 'test'].includes(command)) {
  fail(`usage: node tools/bootstrap.mjs build|coverage|start|test [ARGUMENT...], not "${command}"`);
}
if (process.platform !== 'linux')
  fail(`this project speaks to the Linux kernel, and this is ${process.platform}`);
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < NODE_FLOOR[0] || (major === NODE_FLOOR[0] && minor < NODE_FLOOR[1])) {
  fail(`Node.js ${NODE_FLOOR.join('.')} or newer is needed, and this is ${process.versions.node}`);
}

/** pnpm keeps a copy of the lock file that it last installed from. */
function dependenciesAreCurrent() {
  const installed = join(root, 'node_modules', '.pnpm', 'lock.yaml');
  return existsSync(installed) && readFileSync(installed).equals(readFileSync(join(root, 'pnpm-lock.yaml')));
}

if (!dependenciesAreCurrent()) run(pnpm(), ['install', '--frozen-lockfile']);
run(process.execPath, ['node_modules/typescript/bin/tsc', '-b']);

// The command reads its arguments where a program of its own would find them.
process.argv = [process.execPath, join(root, 'tools', 'dist', 'src', `${command}.js`), ...args];
await import(process.argv[1] ?? '');
