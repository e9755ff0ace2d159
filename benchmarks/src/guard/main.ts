import { demandRoot } from '@iplink-ts/tools/machine';
import { runCommand, UserError } from '@iplink-ts/tools/user-error';
import { cannotCount, count } from './count.ts';
import { exceeded, guarded, limits } from './limits.ts';

/** `pnpm bench:guard`: what operations take in system calls and datagrams, and whether that is within the limits. */
await runCommand(async () => {
  demandRoot('npm run bench:guard');
  const reason = cannotCount();
  if (reason !== undefined) throw new UserError(reason);
  let failures = 0;
  for (const name of guarded) {
    const counts = count(name);
    const over = exceeded(name, counts);
    failures += over.length;
    console.log(
      `${name}: ${Object.entries(counts)
        .map(([what, number]) => `${what} ${number} of ${Reflect.get(limits[name], what)}`)
        .join(', ')}`,
    );
    for (const line of over) console.error(`  ${line}`);
  }
  return failures;
});
