import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { demandRoot, meet, TESTS } from './machine.ts';
import { HERE } from './place.ts';
import { bun, NODE_VERSIONS, node, type Runtime } from './runtimes.ts';
import { runSuite, type Tally } from './suite.ts';
import { testFiles } from './test-files.ts';
import { runCommand, UserError } from './user-error.ts';

/** Tests of other programs, and of what takes long and does not depend on the runtime. */
const ELSEWHERE = /\/(headers|hostile|requests)\/|\/(headers|hostile|soak|tshark|asan|ynl)[^/]*\.test\.js$/;

/** What the npm package netlink calls makes Bun panic. */
const NOT_IN_BUN = /\/npm-netlink\.test\.js$/;

const CLIENT = /\/test\/(client|pcap|testing)\/|\/npm-netlink\.test\.js$/;

interface Suite {
  readonly name: string;
  readonly files: readonly string[];
}

function suites(): readonly Suite[] {
  const rtnetlink = testFiles(['packages/rtnetlink/']).here.filter((file) => !ELSEWHERE.test(file));
  return [
    { name: 'codec', files: rtnetlink.filter((file) => !CLIENT.test(file)) },
    { name: 'client', files: rtnetlink.filter((file) => CLIENT.test(file)) },
    { name: 'socket', files: testFiles(['packages/socket/']).here.filter((file) => !ELSEWHERE.test(file)) },
  ];
}

async function run(runtime: Runtime, { name, files }: Suite): Promise<Tally> {
  const fitting = runtime.name === 'Bun' ? files.filter((file) => !NOT_IN_BUN.test(file)) : files;
  const [program, ...before] = runtime.argv;
  const ava = ['node_modules/ava/entrypoints/cli.mjs', '--config', 'ava.config.js', '--tap'];
  console.log(`\n${runtime.name}: ${name}`);
  return await runSuite({ place: HERE, argv: [program, ...before, ...ava, ...fitting] }, (line) => {
    if (!/^ {2}[✔-] /.test(line)) console.log(line);
  });
}

/** `pnpm test:matrix`: the codec, the client and the socket on every runtime that they are for. */
await runCommand(async () => {
  const { runtime: wanted } = yargs(hideBin(process.argv))
    .scriptName('pnpm test:matrix')
    .usage('$0 [--runtime NAME...]\n\nRuns the tests of rtnetlink and socket on Node.js and Bun.')
    .option('runtime', {
      array: true,
      choices: [...NODE_VERSIONS.map((major) => `node${major}`), 'bun'],
      default: [...NODE_VERSIONS.map((major) => `node${major}`), 'bun'],
      describe: 'where to run; each Node.js is fetched once, some 150 MB',
    })
    .strict()
    .version(false)
    .parseSync();
  if (process.arch !== 'x64') throw new UserError('the runtimes are fetched for x64 only');
  demandRoot('pnpm test:matrix');
  await meet(TESTS);

  const rows: (readonly [runtime: Runtime, suite: Suite, tally: Tally])[] = [];
  for (const name of wanted) {
    const runtime = name === 'bun' ? bun() : await node(Number(name.slice('node'.length)));
    for (const suite of suites()) rows.push([runtime, suite, await run(runtime, suite)]);
  }
  console.log(`\n${'runtime'.padEnd(12)}${'suite'.padEnd(10)}passed  failed  skipped`);
  for (const [runtime, suite, { passed, failed, skipped }] of rows) {
    const counts = [passed, failed.length, skipped.length].map((count) => String(count).padStart(6));
    console.log(`${runtime.name.padEnd(12)}${suite.name.padEnd(10)}${counts.join('  ')}`);
  }
  const failures = rows.flatMap(([runtime, , { failed }]) =>
    failed.map((title) => `failed: ${runtime.name}: ${title}`),
  );
  for (const failure of failures) console.log(failure);
  return failures.length === 0 ? 0 : 1;
});
