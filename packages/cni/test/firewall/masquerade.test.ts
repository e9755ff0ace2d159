import { UndoStack } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { setupMasquerade, teardownMasquerade } from '../../src/firewall/masquerade.ts';
import { Namespace, natRules, nftRules } from './namespace.ts';

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
