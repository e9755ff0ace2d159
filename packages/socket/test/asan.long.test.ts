/**
 * The suite once more, with the addon built with the address and undefined-behaviour sanitizers, and a
 * search for memory that the addon has lost.
 */
import { spawnSync } from 'node:child_process';
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { type Outcome, run, runProgram } from './program.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const suites = ['arguments', 'socket', 'transact', 'watch', 'netns', 'process', 'packet', 'lifetime', 'bun'];

/** The compiler's sanitizer runtime, which must be loaded before everything else. */
function findRuntime(): string | undefined {
  const { stdout } = spawnSync('cc', ['-print-file-name=libasan.so'], { encoding: 'utf8' });
  const path = (stdout ?? '').trim();
  return isAbsolute(path) ? path : undefined;
}

const runtime = findRuntime();

function environment(leaks: 0 | 1): NodeJS.ProcessEnv {
  return {
    ...process.env,
    LD_PRELOAD: runtime,
    IPLINK_SOCKET_BUILD: 'asan',
    ASAN_OPTIONS: `detect_leaks=${leaks}:quarantine_size_mb=16:abort_on_error=0`,
    UBSAN_OPTIONS: 'print_stacktrace=1:halt_on_error=1',
  };
}

function complaint({ stdout, stderr }: Outcome): string {
  return /^.*(AddressSanitizer|LeakSanitizer|runtime error:)[\s\S]*/m.exec(stdout + stderr)?.[0] ?? '';
}

if (process.env['IPLINK_SOCKET_BUILD'] === 'asan') {
  test('sanitizers', (t) => t.pass('these are the inner tests'));
} else if (runtime === undefined) {
  test('sanitizers', (t) => {
    t.log('skipped: the compiler has no libasan.so (on Debian: apt-get install gcc, which brings libasan8)');
    t.pass();
  });
} else {
  test.before((t) => {
    const build = spawnSync('sh', [`${root}tools/build-addon.sh`, 'asan'], { encoding: 'utf8' });
    t.is(build.status, 0, build.stderr);
  });

  test.serial('the suites under the sanitizers', async (t) => {
    t.timeout(300_000);
    const ava = fileURLToPath(new URL('cli.mjs', import.meta.resolve('ava')));
    const files = suites.map((name) => fileURLToPath(new URL(`${name}.test.js`, import.meta.url)));
    const outcome = await run(process.execPath, [ava, '--timeout=2m', ...files], {
      env: environment(0),
      limit: 280_000,
    });
    t.is(complaint(outcome), '');
    t.is(outcome.code, 0, outcome.stdout + outcome.stderr);
    t.regex(outcome.stdout, /tests passed/);
  });

  for (const [program, ...args] of [
    ['growth', 'open', '500'],
    ['growth', 'open-in-netns', '100'],
    ['growth', 'transact', '100'],
    ['growth', 'transact-and-close', '100'],
    ['growth', 'watch', '200'],
    ['growth', 'netns', '20'],
    ['end', 'abandon'],
    ['worker-threads', 'terminate'],
    ['worker-threads', 'exit'],
    ['throw-in-callback'],
    ['collect-garbage'],
  ] as const) {
    test.serial(`no memory is lost by ${program} ${args.join(' ')}`, async (t) => {
      const outcome = await runProgram(program, args, { execArgv: ['--expose-gc'], env: environment(1) });
      t.is(complaint(outcome), '');
      t.is(outcome.code, 0, outcome.stderr);
    });
  }
}
