import test from 'ava';
import { decode } from '../../src/json/decode.ts';
import { parseJson } from '../../src/json/parse.ts';
import { claim, hasFreeAddress, type Owner } from '../../src/static-macvlan/claim.ts';
import type { AttachmentRecord } from '../../src/static-macvlan/records.ts';
import { type Subnet, subnetOf } from '../../src/static-macvlan/subnet.ts';
import { subnetList } from '../../src/static-macvlan/subnet-list.ts';
import type { Wanted } from '../../src/static-macvlan/wanted.ts';

function subnet(spec: object = {}): Subnet {
  const written = [{ name: 'lan', master: 'eth0', cidr: '192.168.1.0/28', ...spec }];
  const [first] = decode(subnetList, parseJson(Buffer.from(JSON.stringify(written))));
  if (first === undefined) throw new Error('none');
  return subnetOf(first.name, first.spec);
}

const owner = (name: string, containerId = name): Owner => ({
  network: 'net',
  containerId,
  ifName: 'net1',
  pod: { namespace: 'default', name, uid: `uid-${name}` },
  routes: [],
});

const AUTO: Wanted = { subnet: 'lan', ips: 'auto', macs: 'random' };
const asking = (...ips: string[]): Wanted => ({ ...AUTO, ips });

/** Claims one after the other, all of them kept. */
function claims(lan: Subnet, ...wishes: readonly [Owner, Wanted][]): AttachmentRecord[] {
  const records: AttachmentRecord[] = [];
  for (const [owner, wanted] of wishes) records.push(claim(lan, wanted, owner, records));
  return records;
}

const ipsOf = (records: readonly AttachmentRecord[]): string[] => records.map(({ ip }) => ip);

test('auto skips the network, the gateway, what is excluded, what was asked for and what is held', (t) => {
  const lan = subnet({ cidr: '192.168.1.0/29', exclude: ['192.168.1.2'] });
  const records = claims(
    lan,
    [owner('a'), asking('192.168.1.4/29')],
    [owner('b'), AUTO],
    [owner('c'), AUTO],
    [owner('d'), AUTO],
  );
  t.deepEqual(ipsOf(records), ['192.168.1.4/29', '192.168.1.3/29', '192.168.1.5/29', '192.168.1.6/29']);
  t.false(hasFreeAddress(lan, records));
  t.true(hasFreeAddress(lan, records.slice(1)));
  t.throws(() => claim(lan, AUTO, owner('e'), records), {
    message: 'no address is free in subnet "lan" (192.168.1.0/29)',
  });
});

test('auto goes by the ranges; addresses out of them can be asked for', (t) => {
  const lan = subnet({ ranges: ['192.168.1.12-192.168.1.15', '192.168.1.5'] });
  const records = claims(lan, ...['a', 'b', 'c', 'd'].map((name): [Owner, Wanted] => [owner(name), AUTO]), [
    owner('e'),
    asking('192.168.1.9'),
  ]);
  t.deepEqual(ipsOf(records), [
    '192.168.1.5/28',
    '192.168.1.12/28',
    '192.168.1.13/28',
    '192.168.1.14/28',
    '192.168.1.9/28',
  ]);
});

test('a /31 and a /32 are used whole', (t) => {
  for (const [cidr, ips] of [
    ['192.168.1.4/31', ['192.168.1.4/31', '192.168.1.5/31']],
    ['192.168.1.4/32', ['192.168.1.4/32']],
  ] as const) {
    const lan = subnet({ cidr });
    const wishes = ips.map((_, at): [Owner, Wanted] => [owner(`p${at}`), AUTO]);
    const records = claims(lan, ...wishes);
    t.deepEqual(ipsOf(records), [...ips]);
    t.throws(() => claim(lan, AUTO, owner('late'), records));
  }
});

test('what a pod holds it keeps, as another container', (t) => {
  const lan = subnet();
  const records = claims(lan, [owner('a'), AUTO], [owner('b'), AUTO]);
  const again = claim(lan, AUTO, owner('b', 'b2'), records.slice(1));
  t.like(again, { ip: '192.168.1.3/28', mac: records[1]?.mac, containerID: 'b2' });
  t.like(claim(lan, asking('192.168.1.2', '192.168.1.3'), owner('b', 'b2'), records), {
    ip: '192.168.1.3/28',
  });
  // Another interface of it, or a pod of that name elsewhere, is another.
  t.is(claim(lan, AUTO, { ...owner('b'), ifName: 'net2' }, records).ip, '192.168.1.4/28');
  const elsewhere = { ...owner('b', 'x'), pod: { namespace: 'kube-system', name: 'b', uid: '' } };
  t.is(claim(lan, AUTO, elsewhere, records).ip, '192.168.1.4/28');
  // Without pods, containers go by their ids.
  const container = { ...owner('a', 'c1'), pod: undefined };
  const [held] = claims(lan, [container, AUTO]);
  t.is(claim(lan, AUTO, { ...container, containerId: 'c2' }, held ? [held] : []).ip, '192.168.1.3/28');
  // What it holds is no longer for pods.
  t.is(claim(subnet({ exclude: ['192.168.1.3'] }), AUTO, owner('b'), records).ip, '192.168.1.4/28');
});

test('subnets on one VLAN of one master share addresses, others do not', (t) => {
  const records = claims(subnet({ vlan: 5 }), [owner('a'), asking('192.168.1.9')]);
  const held = (spec: object): string => {
    try {
      return claim(subnet(spec), asking('192.168.1.9'), owner('b'), records).ip;
    } catch (error) {
      return error instanceof Error ? error.message : '';
    }
  };
  t.is(
    held({ vlan: 5, name: 'alias', cidr: '192.168.0.0/16' }),
    'address 192.168.1.9 of subnet "alias" is held by pod default/a (container a, net1)',
  );
  t.is(held({ vlan: 6 }), '192.168.1.9/28');
  t.is(held({ vlan: 5, master: 'eth1' }), '192.168.1.9/28');
});

test('MAC addresses: of the address, random, and in step with the list', (t) => {
  const lan = subnet();
  const mac = (ips: Wanted['ips'], macs: Wanted['macs']): string =>
    claim(lan, { subnet: '', ips, macs }, owner('a'), []).mac;
  t.is(mac('auto', 'auto'), '0a:58:c0:a8:01:02');
  t.regex(mac('auto', 'random'), /^.[26ae](:[0-9a-f]{2}){5}$/);
  t.not(mac('auto', 'random'), mac('auto', 'random'));
  t.is(mac(['192.168.1.9'], ['02:00:00:00:00:01']), '02:00:00:00:00:01');
  const six = subnet({ cidr: 'fd00::/64' });
  t.is(claim(six, { ...AUTO, macs: 'auto' }, owner('a'), []).mac, '0a:58:00:00:00:02');
  const list = {
    subnet: '',
    ips: ['192.168.1.8', '192.168.1.9'],
    macs: ['02:00:00:00:00:08', '02:00:00:00:00:09'],
  };
  const records = claims(lan, [owner('a'), list], [owner('b'), list]);
  t.deepEqual(
    records.map(({ mac }) => mac),
    list.macs,
  );
  t.throws(() => claim(lan, { ...AUTO, macs: ['02:00:00:00:00:08'] }, owner('c'), records), {
    message: 'MAC address 02:00:00:00:00:08 is held by pod default/a (container a, net1)',
  });
});

for (const [ip, message] of [
  ['192.168.2.1/24', 'address 192.168.2.1/24 is not in subnet "lan" (192.168.1.0/28)'],
  ['192.168.1.16', 'address 192.168.1.16 is not in subnet "lan" (192.168.1.0/28)'],
  ['fd00::1', 'address fd00::1 is not in subnet "lan" (192.168.1.0/28)'],
  ['192.168.1.0', 'address 192.168.1.0 of subnet "lan" is not for pods'],
  ['192.168.1.1', 'address 192.168.1.1 of subnet "lan" is not for pods'],
  ['192.168.1.7', 'address 192.168.1.7 of subnet "lan" is not for pods'],
  ['192.168.1.15', 'address 192.168.1.15 of subnet "lan" is not for pods'],
] as const)
  test(`refuses: ${message}`, (t) => {
    const lan = subnet({ exclude: ['192.168.1.6-192.168.1.7'] });
    t.throws(() => claim(lan, asking(ip), owner('a'), []), { message, name: 'CniError' });
  });
