import { readFileSync } from 'node:fs';
import test from 'ava';
import { configKeys } from './config-keys.ts';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** Keys of every network, which the specification explains. */
const OF_THE_SPECIFICATION = ['cniVersion', 'name', 'type', 'capabilities', 'prevResult'];

/** What stands between backticks. */
const words = new Set((README.match(/`[^`\n]+`/g) ?? []).flatMap((span) => span.split(/[^\w-]+/)));

for (const [type, keys] of Object.entries(configKeys))
  test(`the README has every key of ${type}`, (t) => {
    const own = Object.keys(keys)
      .map((path) => path.replaceAll('[]', '').split('.').at(-1) ?? '')
      .filter((key) => !OF_THE_SPECIFICATION.includes(key));
    t.deepEqual(
      own.filter((key) => !words.has(key)),
      [],
    );
  });
