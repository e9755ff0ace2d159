import { writeSync } from 'node:fs';
import { runCommand } from '@iplink-ts/tools/user-error';
import { caseNamed } from './cases/index.ts';
import { Contest } from './contest.ts';
import { progress } from './progress.ts';
import { mountScratch } from './scratch.ts';
import { removeParent } from './world.ts';

/**
 * Runs one case in the namespaces that this process has to itself, and writes what it gave to descriptor 3:
 *
 *     node isolated.js CASE contest SIZE PAIRS
 *     node isolated.js CASE cost SIZE SAMPLES
 */
const [name = '', what, size, count] = process.argv.slice(2);
const of = caseNamed(name);
await runCommand(async () => {
  using line = progress(`${name} (${size})`);
  line.tell('preparing');
  mountScratch();
  await of.prepare(Number(size));
  try {
    const contest = new Contest(of, Number(size), (doing) => line.tell(doing));
    const given = what === 'cost' ? await contest.cost(Number(count)) : await contest.run(Number(count));
    writeSync(3, JSON.stringify(given));
  } finally {
    line.tell('removing');
    removeParent();
  }
  return 0;
});
