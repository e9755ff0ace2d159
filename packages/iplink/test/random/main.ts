/** `node main.js [SEED [COUNT]]` prints the random lines on which the two programs differ. */
import { compareRandom } from './compare.ts';
import { writtenObjects } from './writer.ts';

const [, , seed = String(Date.now() % 2 ** 32), count = '1000'] = process.argv;
console.log(`seed ${seed}`);
let differences = 0;
await compareRandom(await writtenObjects(), Number(seed), Number(count), ({ line, expected, actual }) => {
  differences++;
  console.log(line);
  for (const key of ['status', 'stdout', 'stderr'] as const) {
    const [theirs, ours] = [String(expected[key]).split('\n'), String(actual[key]).split('\n')];
    for (const text of theirs.filter((text) => !ours.includes(text))) console.log(`  - ${text}`);
    for (const text of ours.filter((text) => !theirs.includes(text))) console.log(`  + ${text}`);
  }
});
console.log(`${differences} of ${count} lines differ`);
