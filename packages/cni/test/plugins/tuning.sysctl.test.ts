import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RtnlSync } from '@iplink-ts/rtnetlink';
import test, { type ExecutionContext } from 'ava';
import { tuningWith } from '../../src/plugins/tuning.ts';
import { temporaryFolder } from '../folder.ts';
import { netnsPath, Rig, type Run, sysctl, writeSysctl } from '../rig.ts';

/** A container whose interface has a name with a dot, as one on a VLAN has. */
function container(t: ExecutionContext): { rig: Rig; pod: string } {
  const rig = new Rig(t);
  const pod = rig.container();
  using rtnl = RtnlSync.open({ netns: pod });
  rtnl.links.add({ kind: 'veth', ifname: 'eth0.5', data: { peer: { ifname: 'p$&0' } } });
  return { rig, pod };
}

/** @param lines of the administrator's list; undefined for none */
function add(
  t: ExecutionContext,
  { rig, pod }: { rig: Rig; pod: string },
  sysctls: object | string,
  lines?: string,
  ifName = 'eth0.5',
): Run {
  const allowlist = join(temporaryFolder(t), 'allowlist.conf');
  if (lines !== undefined) writeFileSync(allowlist, lines);
  const text = typeof sysctls === 'string' ? sysctls : JSON.stringify(sysctls);
  const config = `{"cniVersion":"1.0.0","name":"net","prevResult":{},"sysctl":${text}}`;
  const env = { CNI_NETNS: netnsPath(pod), CNI_IFNAME: ifName };
  return rig.call('tuning', 'ADD', config, env, tuningWith(allowlist));
}

test.serial('keys: dots or slashes, the interface by its name, by IFNAME, with a dot in it', (t) => {
  const made = container(t);
  const forwarding = 'ipv4/conf/eth0.5/forwarding';
  for (const key of [
    'net.ipv4.conf.eth0/5.forwarding',
    'net/ipv4/conf/eth0.5/forwarding',
    '/net/ipv4//conf/eth0.5/forwarding',
    'net.ipv4.conf.IFNAME.forwarding',
    'net/ipv4/conf/IFNAME/forwarding',
    'net/ipv4.conf/IFNAME.forwarding',
  ]) {
    writeSysctl(made.pod, forwarding, '0');
    const run = add(t, made, { [key]: '1' });
    t.deepEqual([run.status, sysctl(made.pod, forwarding)], [0, '1'], `${key}: ${run.stdout}`);
  }
  const run = add(t, made, { 'net.ipv4.conf.IFNAME.forwarding': '1' }, undefined, 'p$&0');
  t.deepEqual([run.status, sysctl(made.pod, 'ipv4/conf/p$&0/forwarding')], [0, '1'], run.stdout);
});

test.serial('keys that are not below net are refused', (t) => {
  const made = container(t);
  for (const key of [
    'kernel.hostname',
    'net',
    'net.',
    '',
    'vm/swappiness',
    'netx.ipv4.ip_forward',
    'net/../kernel/hostname',
    'net/ipv4/../../kernel/hostname',
    'net/./ipv4/ip_forward',
    '../../etc/passwd',
    'net/..',
    'net/ipv4/ip\0forward',
  ]) {
    const run = add(t, made, { [key]: '1' });
    t.is(run.status, 1, key);
    t.regex(String(run.output?.['msg']), /^invalid net sysctl key: "/, key);
  }
});

test.serial('what the kernel refuses is told with the file', (t) => {
  const made = container(t);
  for (const [key, value, msg] of [
    ['net.a', '1', 'open /proc/sys/net/a: no such file or directory'],
    ['net.ipv4.ip_forward.x', '1', 'open /proc/sys/net/ipv4/ip_forward/x: not a directory'],
    ['net.ipv4.ip_forward', 'zz', 'write /proc/sys/net/ipv4/ip_forward: invalid argument'],
    ['net.ipv4.conf', '1', 'open /proc/sys/net/ipv4/conf: is a directory'],
  ] as const)
    t.is(add(t, made, { [key]: value }).output?.['msg'], msg);
});

test.serial('a sysctl that can only be written', (t) => {
  const made = container(t);
  t.is(add(t, made, { 'net.ipv4.route.flush': '1' }).status, 0);
  const env = { CNI_NETNS: netnsPath(made.pod), CNI_IFNAME: 'eth0.5' };
  const config = {
    cniVersion: '1.0.0',
    name: 'net',
    prevResult: {},
    sysctl: { 'net.ipv4.route.flush': '1' },
  };
  t.is(made.rig.call('tuning', 'CHECK', config, env).stdout, '');
});

test.serial('two values for one key are refused', (t) => {
  const made = container(t);
  t.like(add(t, made, '{"net.ipv4.ip_forward":"1","net.ipv4.ip_forward":"0"}').output, {
    code: 999,
    msg: 'duplicated sysctl keys are not allowed',
    details: '"net.ipv4.ip_forward" is there more than once',
  });
});

const allowed: readonly (readonly [string, boolean])[] = [
  ['^net\\.ipv4\\.ip_', true],
  ['\n\n  ip_forward  \n', true],
  ['nothing\nnet.ipv4', true],
  ['(?i)IP_FORWARD', true],
  ['^[[:alpha:]]+\\.[[:alnum:]]+\\.[a-z_]+\\z', true],
  ['\\Anet', true],
  ['(?P<family>ipv4)', true],
  ['', false],
  ['^ipv4', false],
  ['^net\\.ipv6\\.\n^kernel', false],
];

for (const [lines, isAllowed] of allowed) {
  test.serial(`the administrator's list ${JSON.stringify(lines)}`, (t) => {
    const made = container(t);
    const run = add(t, made, { 'net.ipv4.ip_forward': '1' }, lines);
    t.is(sysctl(made.pod, 'ipv4/ip_forward'), isAllowed ? '1' : '0');
    if (isAllowed) return;
    const shown = lines
      .split('\n')
      .filter((line) => line !== '')
      .join(' ');
    t.is(
      run.output?.['msg'],
      `Sysctl net.ipv4.ip_forward is not allowed. Only the following sysctls are allowed: [${shown}]`,
    );
  });
}

test.serial('a list that cannot be read allows nothing', (t) => {
  const made = container(t);
  t.regex(
    String(add(t, made, { 'net.ipv4.ip_forward': '1' }, '(').output?.['msg']),
    /^error parsing regexp: /,
  );
  const folder = temporaryFolder(t);
  const config = { cniVersion: '1.0.0', name: 'net', prevResult: {}, sysctl: { 'net.ipv4.ip_forward': '1' } };
  const env = { CNI_NETNS: netnsPath(made.pod), CNI_IFNAME: 'eth0.5' };
  const run = made.rig.call('tuning', 'ADD', config, env, tuningWith(folder));
  t.regex(String(run.output?.['msg']), /is a directory$/);
  t.is(sysctl(made.pod, 'ipv4/ip_forward'), '0');
});
