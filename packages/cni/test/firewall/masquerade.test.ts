import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { UndoStack } from '@iplink-ts/rtnetlink';
import test, { type ExecutionContext } from 'ava';
import {
  checkMasquerade,
  gcMasquerade,
  setupMasquerade,
  teardownMasquerade,
} from '../../src/firewall/masquerade.ts';
import { deleteNatChain } from '../../src/firewall/nat-chain.ts';
import { temporaryFolder } from '../folder.ts';
import { lines, Namespace, natRules, nftRules } from './namespace.ts';

const key = { network: 'net', containerId: 'c1', ifName: 'eth0' };
const IPS = ['10.1.2.3/24', '2001:db8::3/64'];

/** Of container c1 in network net. */
const CHAIN = 'CNI-623e1c388032b20529218ecc';
const COMMENT = '-m comment --comment "name: \\"net\\" id: \\"c1\\""';

const add = (backend: 'iptables' | 'nftables' | undefined, changes: object = {}, ips = IPS): UndoStack => {
  const undo = new UndoStack();
  setupMasquerade({ ...key, ...changes, backend }, ips, undo);
  return undo;
};

for (const backend of ['iptables', undefined] as const)
  test.serial(`backend ${backend}: the chain, comments and rules of the reference`, (t) => {
    const host = new Namespace(t);
    host.run(() => add(backend));
    t.deepEqual(natRules(host.name), [
      `-N ${CHAIN}`,
      `-A POSTROUTING -s 10.1.2.3/32 ${COMMENT} -j ${CHAIN}`,
      `-A ${CHAIN} -d 10.1.2.0/24 ${COMMENT} -j ACCEPT`,
      `-A ${CHAIN} ! -d 224.0.0.0/4 ${COMMENT} -j MASQUERADE`,
    ]);
    t.deepEqual(natRules(host.name, 'ip6tables'), [
      `-N ${CHAIN}`,
      `-A POSTROUTING -s 2001:db8::3/128 ${COMMENT} -j ${CHAIN}`,
      `-A ${CHAIN} -d 2001:db8::/64 ${COMMENT} -j ACCEPT`,
      `-A ${CHAIN} ! -d ff00::/8 ${COMMENT} -j MASQUERADE`,
    ]);
    t.deepEqual(nftRules(host.name, 'inet cni_plugins_masquerade'), []);
    host.run(() => teardownMasquerade(key));
    t.deepEqual(host.masquerade(), []);
  });

test.serial('backend nftables: the table, chains, comments and rules of the reference', (t) => {
  const host = new Namespace(t);
  host.run(() => add('nftables'));
  // printf net | sha512sum | cut -c 1-16; printf eth0:c1 | sha512sum | cut -c 1-16
  const comment = 'comment "a4861f4ae9f7d238-f4d01f2ef4b92245, net: net, if: eth0, id: c1"';
  t.deepEqual(nftRules(host.name, 'inet cni_plugins_masquerade'), [
    'chain masq_checks {',
    `ip saddr 10.1.2.3 ip daddr != 10.1.2.0/24 masquerade ${comment}`,
    `ip6 saddr 2001:db8::3 ip6 daddr != 2001:db8::/64 masquerade ${comment}`,
    'chain postrouting {',
    'type nat hook postrouting priority srcnat; policy accept;',
    'ip daddr 224.0.0.0/4 return',
    'ip6 daddr ff00::/8 return',
    'goto masq_checks',
  ]);
  host.run(() => teardownMasquerade(key));
  t.deepEqual(host.masquerade(), []);
});

test.serial('doing it again changes nothing', (t) => {
  const host = new Namespace(t);
  for (const backend of ['iptables', 'nftables'] as const) host.run(() => add(backend));
  const once = host.masquerade();
  for (const backend of ['iptables', 'nftables'] as const) host.run(() => add(backend));
  t.deepEqual(host.masquerade(), once);
});

for (const backend of ['iptables', 'nftables'] as const) {
  test.serial(`backend ${backend}: what is undone leaves the container's other attachment`, (t) => {
    const host = new Namespace(t);
    host.run(() => add(backend, { ifName: 'eth1' }, ['10.1.9.3/24']));
    const before = host.masquerade();
    const undo = host.run(() => add(backend));
    t.notDeepEqual(host.masquerade(), before);
    t.deepEqual(
      host.run(() => undo.rollback()),
      [],
    );
    t.deepEqual(host.masquerade(), before);
  });

  test.serial(`backend ${backend}: the rules of others stay`, (t) => {
    const host = new Namespace(t);
    host.run(() => {
      add(backend, { containerId: 'c2' }, ['10.1.2.4/24']);
      add(backend, { network: 'net2' }, ['10.1.2.5/24']);
    });
    lines(host.name, 'iptables', '-w', '-t', 'nat', '-A', 'POSTROUTING', '-s', '10.1.2.3', '-j', 'ACCEPT');
    lines(host.name, 'nft', 'add table inet other');
    const before = [host.masquerade(), lines(host.name, 'nft', 'list', 'tables')];
    host.run(() => {
      add(backend);
      teardownMasquerade(key);
      teardownMasquerade(key);
      gcMasquerade('ne', []);
      gcMasquerade('net', [{ containerID: 'c2', ifname: 'eth0' }]);
      gcMasquerade('net2', [{ containerID: 'c1', ifname: 'eth0' }]);
    });
    t.deepEqual(
      [
        host.masquerade(),
        lines(host.name, 'nft', 'list', 'tables').filter((line) => line !== 'table ip6 nat'),
      ],
      before,
    );
    t.is(natRules(host.name).length, backend === 'iptables' ? 8 : 0);
    t.regex(
      lines(host.name, 'iptables', '-w', '-t', 'nat', '-S').join('\n'),
      /-A POSTROUTING -s 10\.1\.2\.3\/32 -j ACCEPT/,
    );
  });
}

test.serial('iptables: two networks of one container are each spared, in whatever order they come', (t) => {
  const host = new Namespace(t);
  host.run(() => {
    add('iptables', {}, ['10.1.2.3/24', '10.1.3.3/25']);
    add('iptables', { ifName: 'eth1' }, ['10.1.4.3/24', '10.1.2.4/24']);
  });
  const own = natRules(host.name).filter((rule) => rule.startsWith(`-A ${CHAIN}`));
  t.deepEqual(
    own.map((rule) => rule.split(' ').at(-1)),
    ['ACCEPT', 'ACCEPT', 'ACCEPT', 'MASQUERADE'],
  );
  host.run(() => teardownMasquerade(key, ['10.1.4.3', '10.1.2.4', 'fe80::1']));
  t.deepEqual(
    natRules(host.name).map((rule) => rule.replace(` ${COMMENT}`, '')),
    [
      `-N ${CHAIN}`,
      `-A POSTROUTING -s 10.1.4.3/32 -j ${CHAIN}`,
      `-A POSTROUTING -s 10.1.2.4/32 -j ${CHAIN}`,
      `-A ${CHAIN} -d 10.1.4.0/24 -j ACCEPT`,
      `-A ${CHAIN} -d 10.1.2.0/24 -j ACCEPT`,
      `-A ${CHAIN} ! -d 224.0.0.0/4 -j MASQUERADE`,
    ],
  );
});

test.serial('iptables: what a killed ADD or an old release of the reference left goes with DEL', (t) => {
  const host = new Namespace(t);
  const nat = (...words: readonly string[]): unknown =>
    lines(host.name, 'iptables', '-w', '-t', 'nat', ...words);
  nat('-N', CHAIN);
  host.run(() => teardownMasquerade(key));
  t.deepEqual(host.masquerade(), []);
  nat('-N', CHAIN);
  // Releases before 0.8 wrote the whole network.
  nat('-A', 'POSTROUTING', '-s', '10.1.2.3/24', '-j', CHAIN);
  nat('-A', 'POSTROUTING', '-j', CHAIN);
  t.is(host.masquerade().length, 3);
  host.run(() => teardownMasquerade(key));
  t.deepEqual(host.masquerade(), []);
});

test.serial('iptables-nft: no program is needed to take the rules away, and those of others stay', (t) => {
  const host = new Namespace(t);
  const others = { containerId: 'c2' };
  host.run(() => add('iptables', others, ['10.1.2.4/24', '2001:db8::4/64']));
  const before = host.masquerade();
  host.run(() => add('iptables', {}, ['10.1.2.3/24', '10.9.2.3/16', '2001:db8::3/64']));
  t.is(host.masquerade().length, before.length + 10);
  withPrograms(t, [], () => host.run(() => teardownMasquerade(key)));
  t.deepEqual(host.masquerade(), before);
});

test.serial('iptables-nft: a jump that is none of ours is left to iptables', (t) => {
  const host = new Namespace(t);
  host.run(() => add('iptables'));
  t.deepEqual(lines(host.name, 'iptables', '-t', 'nat', '-A', 'POSTROUTING', '-o', 'x0', '-j', CHAIN), []);
  t.false(withPrograms(t, [], () => host.run(() => deleteNatChain(4, CHAIN, () => true))));
  t.is(natRules(host.name).length, 5);
  host.run(() => teardownMasquerade(key));
  t.deepEqual(host.masquerade(), []);
});

test.serial('iptables-nft: a chain that is not there, and one of which an address stays', (t) => {
  const host = new Namespace(t);
  t.false(host.run(() => deleteNatChain(4, CHAIN, () => true)));
  host.run(() => add('iptables', {}, ['10.1.2.3/24', '10.9.2.3/16']));
  t.false(host.run(() => deleteNatChain(4, CHAIN, (source) => source === '10.1.2.3/32')));
  t.is(natRules(host.name).length, 6);
  t.false(host.run(() => deleteNatChain(4, 'CNI-none', () => true)));
  t.true(host.run(() => deleteNatChain(4, CHAIN, () => true)));
  t.deepEqual(host.masquerade(), []);
});

test.serial('where there is nothing, no table is made', (t) => {
  const host = new Namespace(t);
  host.run(() => {
    teardownMasquerade(key);
    gcMasquerade('net', []);
  });
  t.deepEqual(lines(host.name, 'nft', 'list', 'tables'), []);
  t.deepEqual(lines(host.name, 'cat', '/proc/net/ip_tables_names'), []);
});

test.serial('a name that is too long for a comment is cut, and found nevertheless', (t) => {
  const host = new Namespace(t);
  const long = { network: 'n'.repeat(80), containerId: 'c'.repeat(64), ifName: 'et"h0' };
  host.run(() => add('nftables', long));
  const [rule = ''] = nftRules(host.name, 'inet cni_plugins_masquerade').filter((line) =>
    line.includes('comment'),
  );
  t.is(/comment "(.*)"$/.exec(rule)?.[1]?.length, 128);
  host.run(() => gcMasquerade(long.network, [{ containerID: long.containerId, ifname: long.ifName }]));
  t.is(host.masquerade().length, 2);
  host.run(() => teardownMasquerade({ ...long, ifName: 'eth1' }));
  t.is(host.masquerade().length, 2);
  host.run(() => teardownMasquerade(long));
  t.deepEqual(host.masquerade(), []);
});

/** Does `work` on a machine that has only these programs. */
function withPrograms<T>(t: ExecutionContext, programs: readonly string[], work: () => T): T {
  const folder = temporaryFolder(t);
  for (const name of programs) symlinkSync(`/usr/sbin/${name}`, join(folder, name));
  const path = process.env['PATH'];
  process.env['PATH'] = folder;
  try {
    return work();
  } finally {
    process.env['PATH'] = path;
  }
}

test.serial('without a backend in the configuration: nftables where only that works', (t) => {
  const host = new Namespace(t);
  withPrograms(t, ['nft'], () => host.run(() => add(undefined)));
  t.is(host.masquerade().length, 2);
  t.deepEqual(natRules(host.name), []);
  withPrograms(t, ['nft'], () => host.run(() => teardownMasquerade(key)));
  t.deepEqual(host.masquerade(), []);
});

for (const [backend, programs, message, details] of [
  [
    'nftables',
    ['iptables'],
    'failed to set up masquerading: exec: "nft": executable file not found in $PATH',
    /package nftables/,
  ],
  [
    'iptables',
    ['nft'],
    'failed to locate iptables: exec: "iptables": executable file not found in $PATH',
    /package iptables/,
  ],
  [
    undefined,
    [],
    'failed to locate iptables: exec: "iptables": executable file not found in $PATH',
    /package iptables/,
  ],
] as const)
  test.serial(
    `backend ${backend} with ${programs.length === 0 ? 'no program' : programs.join()} alone`,
    (t) => {
      const host = new Namespace(t);
      const error = t.throws(() => withPrograms(t, programs, () => host.run(() => add(backend))), {
        message,
      });
      t.like(error, { code: 999 });
      t.regex(String(error && 'details' in error && error.details), details);
      t.notThrows(() => withPrograms(t, programs, () => host.run(() => teardownMasquerade(key))));
    },
  );

test.serial('the host is asked beforehand whether it can masquerade', (t) => {
  const host = new Namespace(t);
  const check =
    (backend: 'iptables' | 'nftables' | undefined, ...programs: readonly string[]) =>
    (): void =>
      withPrograms(t, programs, () => host.run(() => checkMasquerade(backend)));
  t.notThrows(check('nftables', 'nft'));
  t.notThrows(check('iptables', 'iptables'));
  t.notThrows(check(undefined, 'nft'));
  t.notThrows(check(undefined, 'iptables'));
  t.like(t.throws(check('nftables', 'iptables')), {
    code: 50,
    details: 'install the package nftables on the host',
  });
  for (const [backend, ...programs] of [['iptables', 'nft'], [undefined]] as const)
    t.like(t.throws(check(backend, ...programs)), {
      code: 50,
      message: 'failed to locate iptables: exec: "iptables": executable file not found in $PATH',
    });
});

test.serial('what was done before a later family failed is undone', (t) => {
  const host = new Namespace(t);
  const undo = new UndoStack();
  const programs = ['iptables', 'iptables-restore'];
  t.throws(() =>
    withPrograms(t, programs, () =>
      host.run(() => setupMasquerade({ ...key, backend: 'iptables' }, IPS, undo)),
    ),
  );
  t.is(natRules(host.name).length, 4);
  host.run(() => undo.rollback());
  t.deepEqual(host.masquerade(), []);
});

test.serial('iptables-legacy: its table is looked for where it is listed', (t) => {
  const host = new Namespace(t);
  const folder = temporaryFolder(t);
  for (const name of ['iptables', 'iptables-restore', 'ip6tables', 'ip6tables-restore'])
    symlinkSync('/usr/sbin/xtables-legacy-multi', join(folder, name));
  const path = process.env['PATH'];
  process.env['PATH'] = `${folder}:${path}`;
  try {
    host.run(() => add('iptables'));
    t.is(host.masquerade().length, 8);
    host.run(() => teardownMasquerade(key));
    t.deepEqual(host.masquerade(), []);
  } finally {
    process.env['PATH'] = path;
  }
});
