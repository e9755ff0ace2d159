import { buildAddon } from './addon.ts';
import { ava } from './ava.ts';
import { collectingCoverage, reportCoverage } from './c8.ts';
import { demandRoot, meet, TESTS } from './machine.ts';
import { HERE } from './place.ts';
import { runSuite, sum, summary } from './suite.ts';
import { testFiles } from './test-files.ts';
import { runCommand } from './user-error.ts';

const PACKAGE = 'packages/rtnetlink';

/** `pnpm coverage`: what the tests of the library, by themselves and without the lab VM, run of its codec and engine. */
await runCommand(async () => {
  demandRoot('pnpm coverage');
  await meet(TESTS);
  await buildAddon();
  const { here } = testFiles([`${PACKAGE}/`]);
  const argv = ava('ava.config.js', here);
  const tests = await runSuite({ place: HERE, argv, environment: collectingCoverage() });
  const total = sum([tests, reportCoverage([PACKAGE])]);
  console.log(`\n${summary(total)}`);
  return total.failed.length === 0 && total.passed > 0 ? 0 : 1;
});
