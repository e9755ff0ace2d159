import { RtnlSync, UndoStack } from '@iplink-ts/rtnetlink';
import { openNetns, runInNetns } from '@iplink-ts/socket';
import test from 'ava';
import { gcSpoofCheck, setupSpoofCheck, teardownSpoofCheck } from '../../src/firewall/spoofcheck.ts';
import { hasReference, netnsPath, REFERENCE, Rig, reaches } from '../rig.ts';
import { lines, Namespace, nftRules } from './namespace.ts';

const check = { containerId: 'c1', ifName: 'eth0', hostVeth: 'veth0', mac: '02:00:00:00:00:01' };

const add = (changes: object = {}): UndoStack => {
  const undo = new UndoStack();
  setupSpoofCheck({ ...check, ...changes }, undo);
  return undo;
};

const COMMENT = 'comment "macspoofchk-c1-eth0"';
const BASE = ['chain PREROUTING {', 'type filter hook prerouting priority dstnat; policy accept;'];
const ONE = [
  ...BASE,
  `iifname "veth0" jump cni-br-iface-c1-eth0 ${COMMENT}`,
  'chain cni-br-iface-c1-eth0 {',
  `jump cni-br-iface-c1-eth0-mac ${COMMENT}`,
  'chain cni-br-iface-c1-eth0-mac {',
  `ether saddr 02:00:00:00:00:01 return ${COMMENT}`,
  `drop ${COMMENT}`,
];

test.serial('setup and teardown: chains, comments and rules of the reference', (t) => {
  const host = new Namespace(t);
  host.run(() => add());
  t.deepEqual(host.spoofCheck(), ONE);
  host.run(() => teardownSpoofCheck(check));
  t.deepEqual(host.spoofCheck(), BASE);
});

test.serial('doing it again replaces the check', (t) => {
  const host = new Namespace(t);
  host.run(() => add({ hostVeth: 'old', mac: '02:00:00:00:00:09' }));
  const undo = host.run(() => add());
  t.deepEqual(host.spoofCheck().toSorted(), ONE.toSorted());
  host.run(() => undo.rollback());
  t.deepEqual(host.spoofCheck(), BASE);
});

test.serial(
  'teardown: twice; of what a killed setup of the reference left; beside the checks and rules of others',
  (t) => {
    const host = new Namespace(t);
    const teardown = (): void => host.run(() => teardownSpoofCheck(check));
    teardown();
    t.deepEqual(lines(host.name, 'nft', 'list', 'tables'), []);
    host.run(() => add({ containerId: 'c2', hostVeth: 'veth1' }));
    lines(host.name, 'nft', 'add rule bridge nat PREROUTING iifname "x" accept comment "macspoofchk"');
    const before = host.spoofCheck();
    lines(
      host.name,
      'nft',
      'add chain bridge nat cni-br-iface-c1-eth0; add chain bridge nat cni-br-iface-c1-eth0-mac',
    );
    t.is(host.spoofCheck().length, before.length + 2);
    teardown();
    t.deepEqual(host.spoofCheck(), before);
    host.run(() => add());
    teardown();
    teardown();
    t.deepEqual(host.spoofCheck(), before);
  },
);

test.serial('GC takes the checks of interfaces that are gone', (t) => {
  const host = new Namespace(t);
  host.run(() => add());
  const before = host.spoofCheck();
  host.run(() => {
    add({ containerId: 'c2', hostVeth: 'veth1' });
    add({ containerId: 'c3', ifName: 'net1', hostVeth: 'veth2' });
    lines(host.name, 'nft', 'add rule bridge nat PREROUTING iifname "x" accept comment "other"');
    gcSpoofCheck(['lo', 'veth0', 'veth']);
  });
  t.deepEqual(
    host.spoofCheck().filter((line) => !line.includes('"other"')),
    before,
  );
  host.run(() => gcSpoofCheck([]));
  t.deepEqual(
    host.spoofCheck().filter((line) => !line.includes('"other"')),
    BASE,
  );
});

test.serial('without nft: setup says what to install, teardown has nothing to do', (t) => {
  const host = new Namespace(t);
  const path = process.env['PATH'];
  process.env['PATH'] = '/nowhere';
  try {
    const error = t.throws(() => host.run(() => add()), {
      message: 'failed to setup spoof-check: exec: "nft": executable file not found in $PATH',
    });
    t.like(error, { details: 'install the package nftables on the host' });
    t.notThrows(() => host.run(() => teardownSpoofCheck(check)));
    t.notThrows(() => host.run(() => gcSpoofCheck([])));
  } finally {
    process.env['PATH'] = path;
  }
});

test.serial('frames from another address are dropped', (t) => {
  const rig = new Rig(t);
  const pods = [rig.container(), rig.container()] as const;
  using host = RtnlSync.open({ netns: rig.host });
  host.links.add({ kind: 'bridge', ifname: 'br0' });
  host.links.set('br0', { up: true });
  for (const [at, pod] of pods.entries()) {
    using container = RtnlSync.open({ netns: pod });
    host.links.add({
      kind: 'veth',
      ifname: `veth${at}`,
      data: { peer: { ifname: 'eth0', address: `02:00:00:00:00:0${at + 1}` } },
      peerNetns: pod,
    });
    host.links.set(`veth${at}`, { up: true, master: 'br0' });
    container.addresses.add({ dev: 'eth0', address: `10.1.2.${at + 1}/24` });
    container.links.set('eth0', { up: true });
  }
  using netns = openNetns(rig.host);
  runInNetns(netns, () => add());
  t.true(reaches(pods[0], '10.1.2.2'));
  using container = RtnlSync.open({ netns: pods[0] });
  container.links.set('eth0', { address: '02:00:00:00:00:66' });
  t.false(reaches(pods[0], '10.1.2.2', 2));
  runInNetns(netns, () => teardownSpoofCheck(check));
  t.true(reaches(pods[0], '10.1.2.2'));
});

test.serial('crosswise with the bridge of the reference', (t) => {
  if (!hasReference) {
    t.log(`skipped: no ${REFERENCE}/bridge (Debian package containernetworking-plugins)`);
    t.pass();
    return;
  }
  const rig = new Rig(t);
  const env = { CNI_NETNS: netnsPath(rig.container()) };
  const config = { cniVersion: '1.0.0', name: 'net', bridge: 'br0', macspoofchk: true, ipam: {} };
  const { output } = rig.run(REFERENCE, 'bridge', 'ADD', config, env);
  const [, veth, eth0] = (output?.['interfaces'] ?? []) as { name: string; mac: string }[];
  const theirs = nftRules(rig.host, 'bridge nat');
  t.is(theirs.length, ONE.length);
  using netns = openNetns(rig.host);
  runInNetns(netns, () => teardownSpoofCheck(check));
  t.deepEqual(nftRules(rig.host, 'bridge nat'), BASE);
  runInNetns(netns, () => add({ hostVeth: veth?.name, mac: eth0?.mac }));
  t.deepEqual(nftRules(rig.host, 'bridge nat'), theirs);
  t.is(rig.run(REFERENCE, 'bridge', 'DEL', config, env).status, 0);
  t.deepEqual(nftRules(rig.host, 'bridge nat'), BASE);
});
