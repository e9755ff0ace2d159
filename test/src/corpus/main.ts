import { parseArgs } from 'node:util';
import { kernelHas } from '@iplink-ts/tools/vmlab/index';
import { type Outcome, obstacle, record, type Way } from 'iplink-ts/twin/recorder';
import { type LineFile, lineFiles } from './catalogue.ts';
import { compareFile, linesIn } from './compare.ts';
import { readRecords, writeRecords } from './records.ts';

const USAGE = `Usage: pnpm corpus [--vm] [--record FILE | --against FILE] [FILE...]

Runs files of command lines by iproute2 and by iplink-ts, each in a fresh network namespace, and compares exit
status, standard output and standard error byte by byte. Without FILE: all of test/corpus, whose lines start
the executable, and of packages/iplink/test/twin, whose lines run in one process where they can; with --vm all do.

  --vm             the files that need every kind of device: pnpm vm -- pnpm corpus --vm
  --record FILE    keep what iproute2 gives in FILE, and compare nothing
  --against FILE   compare with what --record kept, in place of running iproute2
`;

const VM_KINDS = ['dummy', 'ipvlan', 'vlan', 'bond', 'vrf'];

async function keep(files: readonly LineFile[], into: string): Promise<number> {
  const records = new Map<string, readonly Outcome[]>();
  for (const file of files) records.set(file.path, await record('reference', linesIn(file)));
  writeRecords(into, records);
  return 0;
}

async function compare(files: readonly LineFile[], against: string | undefined): Promise<number> {
  const known = against === undefined ? undefined : readRecords(against);
  let lines = 0;
  let differing = 0;
  for (const file of files) {
    const count = await compareFile(file, known, (line) => console.log(line));
    console.log(`${file.path}: ${count.differing} of ${count.lines}`);
    lines += count.lines;
    differing += count.differing;
  }
  console.log(`${differing} of ${lines} lines differ`);
  return differing === 0 && lines > 0 ? 0 : 1;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      vm: { type: 'boolean', default: false },
      record: { type: 'string' },
      against: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const reason = obstacle();
  if (reason !== undefined) throw new Error(reason);
  if (values.vm && !(await kernelHas(VM_KINDS))) {
    throw new Error(`this kernel lacks some of ${VM_KINDS.join(', ')}: pnpm vm -- pnpm corpus --vm`);
  }
  const way: Way = values.vm ? 'process' : 'executable';
  const named = positionals.map((path): LineFile => ({ path, way }));
  const files = named.length > 0 ? named : lineFiles(values.vm ? 'vm' : 'any');
  return values.record === undefined ? compare(files, values.against) : keep(files, values.record);
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`corpus: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
