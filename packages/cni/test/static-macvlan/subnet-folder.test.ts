import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { CniError } from '../../src/error.ts';
import { findSubnet } from '../../src/static-macvlan/find-subnet.ts';
import { readSubnetFolder } from '../../src/static-macvlan/subnet-folder.ts';
import { temporaryFolder } from '../folder.ts';

const YAML = `---
apiVersion: macvlan.cluster.cattle.io/v1
kind: MacvlanSubnet
metadata:
  name: eth0.100
  namespace: kube-system
spec:
  master: "eth0"
  vlan: 100
  cidr: "192.168.1.0/24"
  mode: "bridge"
  ranges:
    - rangeStart: 192.168.1.10
      rangeEnd: 192.168.1.20
---
kind: VLANSubnet
metadata: {name: mv1.200}
spec: {master: eth0, cidr: 10.0.0.0/16}
---
`;

test('files of JSON and YAML, in the order of their names; others are passed over', (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'b.yaml'), YAML);
  writeFileSync(join(folder, 'a.json'), '{"master": "eth1", "cidr": "10.1.0.0/16"}');
  writeFileSync(join(folder, 'c.yml'), 'kind: List\nitems: [{name: last, master: eth2, cidr: 10.2.0.0/16}]');
  writeFileSync(join(folder, 'README'), 'no subnet');
  const { subnets, broken } = readSubnetFolder(folder);
  t.deepEqual(
    subnets.map(({ name }) => name),
    ['a', 'eth0.100', 'mv1.200', 'last'],
  );
  t.deepEqual(broken, []);
  const found = (name: string) => findSubnet({ subnets: [], subnetDir: folder }, name);
  t.like(found('eth0.100'), { master: 'eth0', vlan: 100, parent: 'eth0.100', mode: 'bridge' });
  t.like(found('mv1.200'), { master: 'eth0', vlan: 200, parent: 'mv1.200', mode: undefined });
});

test('a file that cannot be read keeps nobody from the subnets of others', (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'a.yaml'), 'spec: [');
  writeFileSync(join(folder, 'b.json'), '{"vlan": "x"}');
  writeFileSync(join(folder, 'c.json'), '{"name": "lan", "master": "eth0", "cidr": "10.0.0.0/8"}');
  const sources = { subnets: [], subnetDir: folder };
  t.like(findSubnet(sources, 'lan'), { master: 'eth0' });
  const error = t.throws(() => findSubnet(sources, 'dmz'), { instanceOf: CniError });
  t.is(error?.message, 'there is no subnet "dmz"');
  t.true(
    error?.details.startsWith(
      `known are "lan"; describe it in "subnets" or in a file of ${folder}; ${folder}/a.yaml: `,
    ),
    error?.details,
  );
  t.true(
    error?.details.endsWith(
      `${folder}/b.json: json: cannot unmarshal string into Go struct field Subnet.vlan of type int`,
    ),
    error?.details,
  );
});

test('a folder that is named has to be there', (t) => {
  t.throws(() => readSubnetFolder('/nowhere/at/all'), {
    message: 'failed to read subnetDir /nowhere/at/all: no such file or directory',
  });
});

test('a subnet of the configuration comes before that of a file', (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'lan.yaml'), 'master: file0\ncidr: 10.0.0.0/8');
  t.is(findSubnet({ subnets: [], subnetDir: folder }, '').master, 'file0');
  const { subnets } = readSubnetFolder(folder);
  const own = subnets.map(({ name, spec }) => ({ name, spec: { ...spec, master: 'conf0' } }));
  t.is(findSubnet({ subnets: own, subnetDir: folder }, 'lan').master, 'conf0');
});
