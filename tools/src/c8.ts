import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inCheckout } from './checkout.ts';
import type { Tally } from './suite.ts';
import { packageFolders } from './test-files.ts';

const RAW = '.cache/coverage';

/** The environment in which Node.js writes down what ran, in every process and worker that inherits it. */
export function collectingCoverage(): Readonly<Record<string, string>> {
  rmSync(inCheckout(RAW), { recursive: true, force: true });
  return { NODE_V8_COVERAGE: inCheckout(RAW) };
}

/** What Node.js writes down of a process: ranges by script, and the source maps of the scripts by their URL. */
interface ProcessCoverage {
  readonly result: readonly { readonly url: string }[];
  readonly 'source-map-cache'?: Readonly<Record<string, unknown>>;
}

/**
 * Puts aside, for each package, what ran of its sources: a twentieth of what was written down, which speaks of
 * every script and source map of every process. c8 would read all of that for each part.
 *
 * @returns the folder of each package's files
 */
function sortedByPackage(folders: readonly string[]): ReadonlyMap<string, string> {
  const packages = folders.map((folder) => ({
    folder,
    aside: `${RAW}/${folder}`,
    sources: pathToFileURL(inCheckout(folder, 'dist/src/')).href,
    /** A source map is needed once. */
    mapped: new Set<string>(),
  }));
  const names = readdirSync(inCheckout(RAW)).filter((name) => name.endsWith('.json'));
  for (const { aside } of packages) mkdirSync(inCheckout(aside), { recursive: true });
  for (const name of names) {
    const whole: ProcessCoverage = JSON.parse(readFileSync(inCheckout(RAW, name), 'utf8'));
    for (const { aside, sources, mapped } of packages) {
      const result = whole.result.filter(({ url }) => url.startsWith(sources));
      if (result.length === 0) continue;
      const maps = Object.entries(whole['source-map-cache'] ?? {}).filter(
        ([url]) => url.startsWith(sources) && !mapped.has(url),
      );
      for (const [url] of maps) mapped.add(url);
      const own: ProcessCoverage = { result, 'source-map-cache': Object.fromEntries(maps) };
      writeFileSync(inCheckout(aside, name), JSON.stringify(own));
    }
  }
  return new Map(packages.map(({ folder, aside }) => [folder, aside]));
}

/** The parts of a package that have a floor each: `.c8rc.json`, or `.c8rc.codec.json` for its codec. */
function partsOf(folder: string): readonly string[] {
  return readdirSync(inCheckout(folder))
    .filter((name) => /^\.c8rc(\.\w+)?\.json$/.test(name))
    .sort();
}

/** Prints the coverage of each part of these packages; below the floor in its file counts as a failure. */
export function reportCoverage(folders: readonly string[] = packageFolders()): Tally {
  const failed: string[] = [];
  for (const [folder, aside] of sortedByPackage(folders))
    for (const part of partsOf(folder)) {
      const name = [folder, part.split('.').slice(2, -1).join('.')].filter((word) => word !== '').join(': ');
      console.log(`\nCoverage of ${name}`);
      const { status } = spawnSync(
        process.execPath,
        ['node_modules/c8/bin/c8.js', 'report', '--config', `${folder}/${part}`, '--temp-directory', aside],
        { cwd: inCheckout(), stdio: ['ignore', 'inherit', 'inherit'] },
      );
      if (status !== 0) failed.push(`coverage of ${name}: below the floor in ${part}`);
    }
  return { passed: 0, failed, skipped: [] };
}
