import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { findProgram } from '@iplink-ts/tools/vmlab/required';
import test, { type ExecutionContext } from 'ava';
import { labsNamed } from '../../src/labs/catalogue.ts';
import { type LabVerdict, OWN_PROGRAMS, runLab } from '../../src/labs/run.ts';

interface Finished {
  readonly verdict: LabVerdict;
  readonly output: string;
}

/** Lab C needs nothing but veth, so that it runs on every kernel; `undefined` where it cannot, having said why. */
async function labC(t: ExecutionContext, ip: string): Promise<Finished | undefined> {
  if (
    process.getuid?.() !== 0 ||
    (await findProgram('ip')) === undefined ||
    (await findProgram('ping')) === undefined
  ) {
    t.log('skipped: labs need root, iproute2 and iputils-ping');
    t.pass();
    return undefined;
  }
  const output = new PassThrough();
  const said = text(output);
  const [lab] = labsNamed(['c']);
  if (lab === undefined) throw new Error('no lab C');
  const verdict = await runLab(lab, { ...OWN_PROGRAMS, ip }, output).finally(() => output.end());
  return { verdict, output: await said };
}

/** A program that is iproute2's `ip`, but for one thing. */
async function changedIp(t: ExecutionContext, change: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lab-test-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const path = join(folder, 'changed-ip');
  await writeFile(path, `#!/bin/sh\n${change}\nexec "$LAB_REFERENCE_IP" "$@"\n`);
  await chmod(path, 0o755);
  return path;
}

test("iproute2's own ip passes lab C, and nothing stays behind", async (t) => {
  const finished = await labC(t, (await findProgram('ip')) ?? 'ip');
  if (finished === undefined) return;
  t.is(finished.verdict.kind, 'passed', finished.output);
  t.regex(finished.output, /^\$ ip link set addr ee:ee:ee:ee:ee:ee veth-test-3$/m);
  t.regex(finished.output, /^ {4}exit status 1: Cannot find device "veth-test-2"$/m);
  t.false(existsSync('/run/netns/net-veth-2'));
});

const WRONG: readonly (readonly [string, string, RegExp])[] = [
  ['cannot add', 'case "$*" in "link add"*) exit 2 ;; esac', /^exit status 2: ip link add veth-test-2 /],
  [
    'does not say why',
    'case "$*" in *veth-test-2\\ up) exec 2> /dev/null ;; esac',
    /must say 'Cannot find device/,
  ],
  [
    'ends with another status',
    'case "$*" in "link set veth-test-2 up") exit 2 ;; esac',
    /must end with 1, but ended with 2/,
  ],
  [
    'forgets the route',
    'case "$*" in "route add 100"*) exit 0 ;; esac',
    /^must be answered, but ended with [12]: /,
  ],
  ['shows one byte more', 'case "$*" in "-d "*) echo ;; esac', /shows something else than iproute2's$/],
];

for (const [what, change, reason] of WRONG) {
  test(`an ip that ${what} fails lab C, and the verdict says so`, async (t) => {
    const finished = await labC(t, await changedIp(t, change));
    if (finished === undefined) return;
    t.is(finished.verdict.kind, 'failed', finished.output);
    t.regex(finished.verdict.kind === 'failed' ? finished.verdict.reason : '', reason);
  });
}

test('a lab or a program that does not exist is named', async (t) => {
  t.throws(() => labsNamed(['A', 'Z']), { message: /there is no lab Z; there are A, / });
  await t.throwsAsync(labC(t, '/nonexistent/ip'), { message: /\/nonexistent\/ip is no program/ });
});
