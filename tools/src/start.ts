import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { buildAddon } from './addon.ts';
import { bundle, EXECUTABLES } from './bundle.ts';
import { demandRoot, LABS, meet } from './machine.ts';
import { placeWith } from './place.ts';
import { runCommand } from './user-error.ts';

/** `npm start`: the main job, labs A and B through our own `ip`, on a kernel that has ipvlan. */
await runCommand(async () => {
  const { _: words } = yargs(hideBin(process.argv))
    .scriptName('npm start --')
    .usage('$0 [LAB...]\n\nSets up all it needs and runs the labs, by default A and B.')
    .strictOptions()
    .version(false)
    .parseSync();
  const labs = words.length > 0 ? words.map(String) : ['A', 'B'];

  demandRoot('npm start');
  await meet(LABS);
  await buildAddon();
  await bundle();

  const place = await placeWith(['ipvlan', 'dummy']);
  const ending = await place.run(
    [process.execPath, 'test/dist/src/labs/main.js', '--ip', EXECUTABLES.ip.output, ...labs],
    process.stdout,
  );
  const passed = ending === 'status 0';
  console.log(
    passed
      ? `\nPassed: labs ${labs.join(', ')} with iplink-ts on ${place.name}`
      : `\nFailed: labs ${labs.join(', ')} with iplink-ts on ${place.name} ended with ${ending}`,
  );
  return passed ? 0 : 1;
});
