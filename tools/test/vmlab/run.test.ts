import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { missingPackages } from '../../src/vmlab/required.ts';
import { runInVm, type VmResult } from '../../src/vmlab/run.ts';

interface Finished {
  readonly result: VmResult;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/** Runs a shell script in the guest; `undefined` where no VM can run, having said why. */
async function inVm(
  t: ExecutionContext,
  script: string,
  input: Buffer,
  timeLimit: number,
): Promise<Finished | undefined> {
  const missing = await missingPackages();
  if (process.getuid?.() !== 0 || missing.length > 0) {
    t.log(`skipped: the VM needs root and the Debian packages ${missing.join(' ')}`);
    t.pass();
    return undefined;
  }
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const [result, out, err] = await Promise.all([
    runInVm({
      command: ['sh', '-c', script],
      timeLimit,
      stdin: Readable.from([input]),
      stdout,
      stderr,
    }).finally(() => {
      stdout.end();
      stderr.end();
    }),
    buffer(stdout),
    buffer(stderr),
  ]);
  return { result, stdout: out, stderr: err };
}

/** Makes a folder in which this test's runs leave what they leave. */
async function ownTemporaryFolder(t: ExecutionContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vmlab-test-'));
  const usual = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  t.teardown(async () => {
    if (usual === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = usual;
    await rm(folder, { recursive: true });
  });
  return folder;
}

/** Programs of a VM that this process still has as children, by their names. */
async function ownMachines(): Promise<readonly string[]> {
  const tasks = await readdir('/proc/self/task');
  const lists = await Promise.all(
    tasks.map((task) => readFile(`/proc/self/task/${task}/children`, 'utf8').catch(() => '')),
  );
  const processes = lists.join(' ').split(' ').filter(Boolean);
  const names = await Promise.all(
    processes.map((id) => readFile(`/proc/${id}/comm`, 'utf8').catch(() => '')),
  );
  return names.filter((name) => /qemu|virtiofsd|setpriv/.test(name));
}

// The boots of this file run one after the other: they would take the processors from each other.
test.serial(
  'a command has its streams byte for byte, its status, a kernel with all modules, and no way out',
  async (t) => {
    t.timeout(180_000);
    const bytes = Buffer.from(
      Array.from({ length: 300_000 }, (_, index) => (index * 7 + (index >> 8)) & 255),
    );
    // Not dummy0: without systemd's settings for modprobe the module makes one of that name.
    const script = `
    set -e
    pwd >&2
    ip link add d0 type dummy >&2
    ip link add link d0 name ipvlan0 type ipvlan >&2
    ip netns add inner
    touch ${process.cwd()}/written-by-the-guest
    sleep 1000 &
    cat
    exit 7`;
    const finished = await inVm(t, script, bytes, 150);
    if (finished === undefined) return;
    const { result, stdout, stderr } = finished;
    t.is(stderr.toString(), `${process.cwd()}\n`);
    t.true(stdout.equals(bytes), `${stdout.length} bytes came back`);
    t.like(result, { kind: 'exited', status: 7 });
    t.false((await readdir(process.cwd())).includes('written-by-the-guest'));
  },
);

test.serial('a run that is stopped while it starts leaves nothing', async (t) => {
  t.timeout(60_000);
  const folder = await ownTemporaryFolder(t);
  for (const seconds of [0.001, 0.05, 0.2]) {
    const finished = await inVm(t, 'true', Buffer.alloc(0), seconds);
    if (finished === undefined) return;
    t.like(finished.result, { kind: 'timedOut', seconds });
  }
  await sleep(1000);
  t.deepEqual(await readdir(folder), []);
  t.deepEqual(await ownMachines(), []);
});

test.serial('a guest that hangs is ended, and leaves nothing', async (t) => {
  t.timeout(60_000);
  const folder = await ownTemporaryFolder(t);
  const finished = await inVm(t, 'sleep 1000', Buffer.alloc(0), 3);
  if (finished === undefined) return;
  t.like(finished.result, { kind: 'timedOut', seconds: 3 });
  t.deepEqual(await readdir(folder), []);
  t.deepEqual(await ownMachines(), []);
});
