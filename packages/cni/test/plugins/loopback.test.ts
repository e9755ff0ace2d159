import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { atLeast, supportedVersions } from '../../src/version.ts';
import { hasReference, ip, netnsPath, OURS, REFERENCE, Rig, type Run, writeSysctl } from '../rig.ts';

const conf = (config: object = {}): object => ({
  cniVersion: '1.0.0',
  name: 'cni-loopback',
  type: 'loopback',
  ...config,
});

const run = (rig: Rig, pod: string, command: string, config: object = conf(), env = {}): Run =>
  rig.call('loopback', command, config, { CNI_NETNS: netnsPath(pod), CNI_IFNAME: 'lo', ...env });

function isUp(pod: string): boolean {
  return ip(pod, 'link', 'show', 'lo').some(({ flags }) => Array.isArray(flags) && flags.includes('UP'));
}

for (const cniVersion of supportedVersions) {
  test.serial(`${cniVersion}: UP after ADD, DOWN after DEL`, (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    const config = conf({ cniVersion });
    if (atLeast(cniVersion, '1.1.0')) t.is(run(rig, pod, 'STATUS', config).status, 0);
    const add = run(rig, pod, 'ADD', config);
    t.true(isUp(pod));
    const address = (family: 4 | 6, text: string): object => ({
      ...(!atLeast(cniVersion, '1.0.0') && { version: String(family) }),
      interface: 0,
      address: text,
    });
    t.deepEqual(
      add.output,
      atLeast(cniVersion, '0.3.0')
        ? {
            cniVersion,
            interfaces: [{ name: 'lo', mac: '00:00:00:00:00:00', sandbox: netnsPath(pod) }],
            ips: [address(4, '127.0.0.1/8'), address(6, '::1/128')],
            ...(!atLeast(cniVersion, '1.1.0') && { dns: {} }),
          }
        : // 1.1.1 of the reference prints what no reader of these versions understands.
          { cniVersion, ip4: { ip: '127.0.0.1/8' }, ip6: { ip: '::1/128' }, dns: {} },
    );
    const check = (): Run => run(rig, pod, 'CHECK', { ...config, prevResult: add.output });
    if (atLeast(cniVersion, '0.4.0')) t.deepEqual([check().status, check().stdout], [0, '']);
    if (atLeast(cniVersion, '1.1.0'))
      t.is(run(rig, pod, 'GC', { ...config, 'cni.dev/valid-attachments': [] }).status, 0);
    for (const prevResult of [add.output, undefined])
      t.deepEqual([run(rig, pod, 'DEL', { ...config, prevResult }).status, isUp(pod)], [0, false]);
    if (atLeast(cniVersion, '0.4.0'))
      t.deepEqual(check().output, { code: 999, msg: 'loopback interface is down' });
  });
}

test.serial('CNI_IFNAME is of no account, and so is an interface that is up already', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  for (const CNI_IFNAME of ['eth7', 'lo'])
    t.like(run(rig, pod, 'ADD', conf(), { CNI_IFNAME }).output, { interfaces: [{ name: 'lo' }] });
  t.is(run(rig, pod, 'DEL', conf(), { CNI_IFNAME: 'eth7' }).status, 0);
  t.false(isUp(pod));
});

test.serial('the result of the plugin before is passed on', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const listed = {
    interfaces: [{ name: 'eth0' }],
    ips: [{ interface: 0, address: '10.1.2.3/24' }],
    dns: { nameservers: ['9.9.9.9'] },
  };
  t.deepEqual(run(rig, pod, 'ADD', conf({ prevResult: listed })).output, { cniVersion: '1.0.0', ...listed });
  const legacy = { ip4: { ip: '10.1.2.3/24' }, dns: {} };
  t.deepEqual(run(rig, pod, 'ADD', conf({ cniVersion: '0.2.0', prevResult: legacy })).output, {
    cniVersion: '0.2.0',
    ...legacy,
  });
  t.true(isUp(pod));
});

for (const address of ['10.1.2.3/32', '2001:db8::1/128']) {
  const [host = ''] = address.split('/');
  test.serial(`an address that is no loopback address is refused: ${host}`, (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    {
      using rtnl = RtnlSync.open({ netns: pod });
      rtnl.addresses.add({ dev: 'lo', address });
    }
    t.deepEqual(run(rig, pod, 'ADD').output, {
      code: 999,
      msg: `loopback interface found with non-loopback address "${host}"`,
      details: `delete it (ip addr del ${address} dev lo), or give it to an interface of plugin "dummy"`,
    });
    t.false(isUp(pod));
    // Nor does it go down when it was up.
    {
      using rtnl = RtnlSync.open({ netns: pod });
      rtnl.links.set('lo', { up: true });
    }
    t.is(run(rig, pod, 'ADD').status, 1);
    t.true(isUp(pod));
  });
}

test.serial('the first address of each family is told; IPv6 may be missing', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  writeSysctl(pod, 'ipv6/conf/all/disable_ipv6', '1');
  {
    using rtnl = RtnlSync.open({ netns: pod });
    rtnl.addresses.add({ dev: 'lo', address: '127.0.0.5/8' });
  }
  t.like(run(rig, pod, 'ADD').output, { ips: [{ address: '127.0.0.5/8' }] });
  t.deepEqual(run(rig, pod, 'ADD', conf({ cniVersion: '0.1.0' })).output, {
    cniVersion: '0.1.0',
    ip4: { ip: '127.0.0.5/8' },
    dns: {},
  });
});

test.serial('without an address: a result from 0.3.0 on', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  writeSysctl(pod, 'ipv6/conf/all/disable_ipv6', '1');
  {
    using rtnl = RtnlSync.open({ netns: pod });
    rtnl.links.set('lo', { up: true });
    rtnl.addresses.delete({ dev: 'lo', address: '127.0.0.1/8' });
  }
  t.like(run(rig, pod, 'ADD').output, { interfaces: [{ name: 'lo' }], ips: undefined });
  t.like(run(rig, pod, 'ADD', conf({ cniVersion: '0.2.0' })).output, {
    msg: 'cannot convert: no valid IP addresses',
  });
  t.true(isUp(pod));
});

test.serial('DEL where there is no namespace, whatever the configuration has become', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  for (const CNI_NETNS of ['', '/nowhere'])
    t.is(run(rig, pod, 'DEL', conf({ prevResult: 5, ipam: 7, dns: [] }), { CNI_NETNS }).status, 0);
});

test.serial('a namespace that is the own is left alone', (t) => {
  const rig = new Rig(t);
  for (const command of ['ADD', 'DEL']) t.like(run(rig, rig.host, command).output, { code: 8 });
  t.false(isUp(rig.host));
});

/** One run of both. What 1.1.1 of the reference prints below 1.0.0 is in no version's form, and not compared. */
interface Both {
  readonly config?: object;
  readonly env?: Readonly<Record<string, string>>;
  readonly prepare?: (rtnl: RtnlSync) => void;
  readonly commands: readonly string[];
}

const everything = ['ADD', 'CHECK', 'DEL', 'CHECK'];
const errors = ['ADD', 'DEL'];

const both: Readonly<Record<string, Both>> = {
  'all there is': { commands: everything },
  'no version': { config: { cniVersion: undefined }, commands: everything },
  'prevResult passed on': {
    config: { prevResult: { interfaces: [{ name: 'eth0' }], ips: [{ address: '10.1.2.3/24' }] } },
    commands: ['ADD'],
  },
  'prevResult of the wrong form': { config: { prevResult: { ips: 5 } }, commands: errors },
  'prevResult of the wrong type': { config: { prevResult: 5 }, commands: errors },
  'ipam of the wrong type': { config: { ipam: { type: 5 } }, commands: errors },
  'dns of the wrong type': { config: { dns: 5 }, commands: errors },
  'namespace missing': { env: { CNI_NETNS: '/nowhere' }, commands: everything },
  'no namespace': { env: { CNI_NETNS: '/etc/passwd' }, commands: errors },
  'namespace empty': { env: { CNI_NETNS: '' }, commands: errors },
  'an address of another kind': {
    prepare: (rtnl) => rtnl.addresses.add({ dev: 'lo', address: '10.1.2.3/32' }),
    commands: errors,
  },
  'another loopback address': {
    prepare: (rtnl) => rtnl.addresses.add({ dev: 'lo', address: '127.0.0.9/32' }),
    commands: ['ADD'],
  },
};

for (const [title, { config, env, prepare, commands }] of Object.entries(both)) {
  test.serial(`twin: ${title}`, (t) => {
    if (!hasReference) {
      t.log(`skipped: no ${REFERENCE}/loopback (Debian package containernetworking-plugins)`);
      t.pass();
      return;
    }
    const rig = new Rig(t);
    const [theirs, ours] = [REFERENCE, OURS].map((folder) => {
      const pod = rig.container();
      {
        using rtnl = RtnlSync.open({ netns: pod });
        prepare?.(rtnl);
      }
      const runs = commands.map((command) => {
        const changes = { CNI_NETNS: netnsPath(pod), ...env };
        const { status, output } = rig.run(folder, 'loopback', command, conf(config), changes);
        const { details: _ours, ...said } = output ?? {};
        return JSON.parse(JSON.stringify({ command, status, said }).replaceAll(pod, 'POD'));
      });
      return [...runs, isUp(pod)];
    });
    t.deepEqual(ours, theirs);
  });
}
