import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { buildAddon } from './addon.ts';
import { ava } from './ava.ts';
import { bundle } from './bundle.ts';
import { collectingCoverage, reportCoverage } from './c8.ts';
import { GATHERED, GATHERED_VM, gather } from './gather.ts';
import { demandRoot, meet, TESTS } from './machine.ts';
import { bundleForNode } from './node-program.ts';
import { HERE, placeWith } from './place.ts';
import { runSuite, sum, summary, type Tally } from './suite.ts';
import { isLong, testFiles } from './test-files.ts';
import { runCommand } from './user-error.ts';

/** What the tests for the lab VM make; Debian's kernels have it all. */
const VM_KINDS = [
  'ipvlan',
  'ipvtap',
  'dummy',
  'vlan',
  'macvlan',
  'macvtap',
  'bridge',
  'veth',
  'vxlan',
  'ifb',
];

/** `npm test`: every test, here and in the lab VM, coverage, and the counts over all as the last line. */
await runCommand(async () => {
  const {
    _: words,
    vm: vmOnly,
    all,
  } = yargs(hideBin(process.argv))
    .scriptName('npm test --')
    .usage(
      '$0 [--vm] [--all] [PATTERN...]\n\nRuns the tests whose path contains a PATTERN, or those that do not take long.',
    )
    .option('all', { type: 'boolean', default: false, describe: 'the long tests, too' })
    .option('vm', {
      type: 'boolean',
      default: false,
      describe: 'only the tests that need the kernel of the lab VM',
    })
    .strictOptions()
    .version(false)
    .parseSync();
  const patterns = words.map(String);
  const files = testFiles(patterns);
  const isLeftOut = (file: string): boolean => !all && patterns.length === 0 && isLong(file);
  const here = files.here.filter((file) => !isLeftOut(file));
  const vm = files.vm.filter((file) => !isLeftOut(file));
  const leftOut = [...files.here, ...files.vm].filter(isLeftOut);

  demandRoot('npm test');
  await meet(TESTS);
  await buildAddon();
  await bundle();
  await bundleForNode();

  // Asked first: what is missing for the VM should not come up after minutes of other tests.
  const vmPlace = vm.length > 0 ? await placeWith(VM_KINDS) : HERE;

  const tallies: Tally[] = [];
  if (!vmOnly && here.length > 0) {
    using gathered = gather(here, GATHERED);
    const argv = ava('ava.config.js', gathered.files);
    tallies.push(await runSuite({ place: HERE, argv, environment: collectingCoverage() }));
    if (patterns.length === 0) tallies.push(reportCoverage());
  }
  if (vm.length > 0) {
    using gathered = gather(vm, GATHERED_VM);
    tallies.push(await runSuite({ place: vmPlace, argv: ava('ava.vm.config.js', gathered.files) }));
  }
  const total = sum(tallies);
  if (leftOut.length > 0) {
    console.log(`\nleft out, for they take long (npm test -- --all runs them):\n${leftOut.join('\n')}`);
  }
  console.log(`\n${summary(total)}`);
  return total.failed.length === 0 && total.passed > 0 ? 0 : 1;
});
