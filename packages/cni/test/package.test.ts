import { readFileSync } from 'node:fs';
import test from 'ava';

/** The sections of a list of licences, each with the packages in its first line. */
function licences(name: string): string[] {
  const text = readFileSync(new URL(`../../../${name}/LICENSES.md`, import.meta.url), 'utf8');
  return text.trimEnd().split('\n## ').slice(1);
}

test('the licences of what is bundled are in the package', (t) => {
  // yargs is of one lock file with that of iplink-ts, whose own test looks for all that it needs.
  const shared = licences('iplink').map((section) => section.trimEnd());
  const own = licences('cni').map((section) => section.trimEnd());
  for (const section of shared) t.true(own.includes(section), section.split('\n', 1)[0]);
  t.true(own.some((section) => section.startsWith('yaml (ISC)\n')));
  t.is(own.length, shared.length + 1);
});
