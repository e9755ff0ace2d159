/** The packages as they are published, installed into an empty folder without a network. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const PROGRAM = join(ROOT, 'packages/iplink/dist/npm/iplink-ts.js');

/** The one on PATH, or the project's own. */
function findPnpm(): string | undefined {
  const own = join(ROOT, '.cache/pnpm/node_modules/.bin/pnpm');
  if (existsSync(own)) return own;
  return spawnSync('pnpm', ['--version'], { cwd: ROOT }).status === 0 ? 'pnpm' : undefined;
}

function obstacle(): string | undefined {
  if (process.getuid?.() !== 0) return 'needs root, for namespaces of its own';
  if (!existsSync(PROGRAM)) return `${PROGRAM} is not built: pnpm build`;
  if (findPnpm() === undefined) return 'needs pnpm';
  return spawnSync('npm', ['--version']).error === undefined ? undefined : 'needs npm';
}

interface Ending {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(cwd: string, program: string, ...args: readonly string[]): Ending {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('packed and installed, it works without anything else', (t) => {
  t.timeout(240_000);
  const reason = obstacle();
  if (reason !== undefined) {
    t.log(`skipped: ${reason}`);
    t.pass();
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  // The build that `prepack` makes is there: that is what is tested.
  const options = ['pack', '--config.ignore-scripts=true', '--pack-destination', folder];
  for (const name of ['socket', 'rtnetlink', 'iplink']) {
    const { status, stderr } = run(join(ROOT, 'packages', name), findPnpm() ?? 'pnpm', ...options);
    t.is(status, 0, stderr);
  }
  const tarballs = readdirSync(folder).map((file) => `./${file}`);
  t.is(tarballs.length, 3);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const cache = join(folder, 'cache');
  mkdirSync(cache);
  const npm = ['install', '--offline', '--no-audit', '--no-fund', '--cache', cache, ...tarballs];
  const installed = run(folder, 'npm', ...npm);
  t.is(installed.status, 0, installed.stderr);

  const own = join(folder, 'node_modules/.bin/iplink-ts');
  t.is(run(folder, own, 'version').status, 0);
  t.is(run(folder, own, 'complete', '--', 'link', 'del').stdout, 'delete\n');
  const show = ['-d', 'link', 'show', 'lo'];
  const shown = run(folder, 'unshare', '-n', own, ...show);
  t.is(shown.status, 0, shown.stderr);
  t.true(shown.stdout.startsWith('1: lo: <LOOPBACK> mtu 65536 '), shown.stdout);
  if (spawnSync('ip', ['-V']).stdout?.toString().includes('6.1.0')) {
    t.deepEqual(shown, run(folder, 'unshare', '-n', 'ip', ...show));
  }

  const script = `import { run, TextSink } from 'iplink-ts';
    const out = new TextSink();
    const io = { out, err: new TextSink(), environment: {}, self: [], isTerminal: () => false };
    console.log(await run('ip', ['-j', 'link', 'show', 'lo'], io), JSON.parse(out.text).length);`;
  const used = run(folder, process.execPath, '--input-type=module', '--eval', script);
  t.is(used.stdout, '0 1\n', used.stderr);
});

/** A package's dependencies, and theirs, by name. */
function reached(folder: string, names: Map<string, string>): void {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  names.set(manifest.name, manifest.license);
  let modules = dirname(folder);
  while (basename(modules) !== 'node_modules') modules = dirname(modules);
  for (const name of Object.keys(manifest.dependencies ?? {})) {
    if (!names.has(name)) reached(realpathSync(join(modules, name)), names);
  }
}

test('the licences of what is bundled are in the package', (t) => {
  const text = readFileSync(join(ROOT, 'packages/iplink/LICENSES.md'), 'utf8');
  const names = new Map<string, string>();
  reached(realpathSync(join(ROOT, 'packages/iplink/node_modules/yargs')), names);
  t.true(names.size > 5);
  for (const [name, license] of names) t.true(text.includes(`${name} (${license})`), name);
});
