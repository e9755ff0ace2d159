import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { run, runProgram } from './program.ts';

function program(name: string): string {
  return fileURLToPath(new URL(`../../test/programs/${name}.ts`, import.meta.url));
}

const source = program('contract');
const passed = /^(\d+) of \1\n$/;

function findBun(): string | undefined {
  try {
    const path = join(dirname(createRequire(import.meta.url).resolve('bun/package.json')), 'bin/bun.exe');
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

const bun = findBun();
/** Their runtime would be preloaded into Bun as well. */
const underSanitizers = process.env['IPLINK_SOCKET_BUILD'] === 'asan';

test('the contract under Node.js', async (t) => {
  const outcome = await runProgram('contract');
  t.regex(outcome.stdout, passed, outcome.stderr);
});

if (bun === undefined || underSanitizers) {
  test('the contract under Bun', (t) => {
    t.log(
      `skipped: ${underSanitizers ? 'Bun does not run under the sanitizers' : 'the package bun is not installed'}`,
    );
    t.pass();
  });
} else {
  test('the contract under Bun, from the sources', async (t) => {
    const outcome = await run(bun, ['run', source]);
    t.regex(outcome.stdout, passed, outcome.stderr);
  });

  for (const ending of ['terminate', 'exit', 'end', 'throw']) {
    test(`workers of Bun that ${ending} with everything in use`, async (t) => {
      const outcome = await run(bun, ['run', program('worker-threads'), ending]);
      t.is(outcome.code, 0, outcome.stderr);
      const { descriptors, ended } = JSON.parse(outcome.stdout);
      t.deepEqual([ended, descriptors], [24, 0]);
    });
  }

  for (const [ending, code] of [
    ['exit', 3],
    ['throw', 1],
    ['abandon', 0],
  ] as const) {
    test(`a process of Bun that ends by ${ending} with everything in use`, async (t) => {
      const outcome = await run(bun, ['run', program('end'), ending]);
      t.deepEqual([outcome.code, outcome.stdout], [code, 'in use\n'], outcome.stderr);
    });
  }

  test('the contract in an executable, which leaves no file and needs none', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'iplink-bun-'));
    t.teardown(() => rmSync(folder, { recursive: true }));
    const executable = join(folder, 'contract');
    const flags = ['--compile', '--minify', '--bytecode', '--format=esm'];
    const build = await run(bun, ['build', ...flags, source, '--outfile', executable]);
    t.is(build.code, 0, build.stderr);
    const empty = mkdtempSync(join(folder, 'tmp-'));
    const outcome = await run(executable, [], { env: { ...process.env, TMPDIR: empty } });
    t.regex(outcome.stdout, passed, outcome.stderr);
    t.deepEqual(readdirSync(empty), []);
    t.deepEqual(readdirSync(folder).sort(), ['contract', empty.slice(folder.length + 1)].sort());

    const readOnly = await run('unshare', [
      '--mount',
      'sh',
      '-c',
      'mount -t tmpfs -o ro,noexec none "$1" && TMPDIR="$1" exec "$2"',
      'sh',
      empty,
      executable,
    ]);
    t.regex(readOnly.stdout, passed, readOnly.stderr);
  });
}
