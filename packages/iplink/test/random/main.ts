/** `node main.js [SEED [COUNT]]` prints the random lines on which the two programs differ. */
import { inspect } from 'node:util';
import { compareRandom } from './compare.ts';
import { writtenObjects } from './writer.ts';

const [, , seed = String(Date.now() % 2 ** 32), count = '1000'] = process.argv;
console.log(`seed ${seed}`);
let differences = 0;
await compareRandom(await writtenObjects(), Number(seed), Number(count), ({ line, expected, actual }) => {
  differences++;
  console.log(line);
  for (const key of ['status', 'stdout', 'stderr'] as const) {
    if (expected[key] === actual[key]) continue;
    console.log(`  - ${inspect(expected[key], { breakLength: 200, maxStringLength: 3000 })}`);
    console.log(`  + ${inspect(actual[key], { breakLength: 200, maxStringLength: 3000 })}`);
  }
});
console.log(`${differences} of ${count} lines differ`);
