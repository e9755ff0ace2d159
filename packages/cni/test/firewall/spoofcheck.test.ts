import { UndoStack } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { setupSpoofCheck, teardownSpoofCheck } from '../../src/firewall/spoofcheck.ts';
import { Namespace } from './namespace.ts';

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
