import { parseArgs } from 'node:util';
import { LABS, labsNamed } from './catalogue.ts';
import { OWN_PROGRAMS, runLabs } from './run.ts';

const USAGE = `Usage: node test/dist/src/labs/main.js [--ip PROGRAM] [--cni FOLDER] [LAB...]

Runs labs, by default all: ${LABS.map((lab) => lab.name).join(' ')}
  --ip PROGRAM   the ip to try (default: ours)
  --cni FOLDER   the folder with the CNI plugins to try (default: ours)
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { ip: { type: 'string' }, cni: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const labs = positionals.length === 0 ? LABS : labsNamed(positionals);
  const programs = { ip: values.ip ?? OWN_PROGRAMS.ip, cni: values.cni ?? OWN_PROGRAMS.cni };
  const failures = await runLabs(labs, programs, process.stdout);
  process.stdout.write(`\n${labs.length - failures} passed, ${failures} failed\n`);
  return failures === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`labs: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
