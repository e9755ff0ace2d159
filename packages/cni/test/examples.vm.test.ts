import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RtnlSync } from '@iplink-ts/rtnetlink';
import test, { type ExecutionContext } from 'ava';
import { parseAllDocuments, stringify } from 'yaml';
import { temporaryFolder } from './folder.ts';
import { ip, linkNames, netnsPath, OURS, ping, Rig } from './rig.ts';

/** The manifests of the folder `examples`, and what they make of a node. */

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: { readonly config: string };
}

interface Config {
  readonly cniVersion: string;
  readonly name: string;
  readonly type: string;
}

function manifests(file: string): readonly Manifest[] {
  const path = fileURLToPath(new URL(`../../examples/${file}`, import.meta.url));
  return parseAllDocuments(readFileSync(path, 'utf8')).map((document) => document.toJS());
}

function named(all: readonly Manifest[], name: string): Manifest {
  const found = all.find(({ metadata }) => metadata.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

/** The configuration as it is written; a network that has no name gets that of its manifest, as Multus does it. */
function configOf({ metadata, spec }: Manifest): Config {
  return { name: metadata.name, ...JSON.parse(spec.config) };
}

/** What Multus makes of `cni-args`. */
function withArgs(config: Config, pod: Manifest): Config & { readonly args: object } {
  const [network] = JSON.parse(pod.metadata.annotations?.['k8s.v1.cni.cncf.io/networks'] ?? '');
  return { ...config, args: { cni: network['cni-args'] } };
}

/** A node, with /etc and /var/lib of its own. */
class Node {
  readonly rig: Rig;
  readonly folder: string;

  constructor(t: ExecutionContext) {
    this.rig = new Rig(t);
    this.folder = temporaryFolder(t);
    for (const name of ['etc/cni/static-macvlan', 'lib'])
      mkdirSync(join(this.folder, name), { recursive: true });
  }

  /** Runs the executable as a runtime does. @returns the exit status and what was printed */
  run(
    command: string,
    config: Config & { readonly prevResult?: unknown },
    pod: string,
  ): [number | null, string] {
    const script =
      'mount --bind "$1/etc" /etc && mount --bind "$1/lib" /var/lib && exec nsenter --net="$2" "$3"';
    const { status, stdout, stderr } = spawnSync(
      'unshare',
      ['-m', 'sh', '-c', script, 'sh', this.folder, netnsPath(this.rig.host), `${OURS}/${config.type}`],
      {
        input: JSON.stringify(config),
        encoding: 'utf8',
        env: {
          PATH: process.env['PATH'],
          CNI_COMMAND: command,
          CNI_CONTAINERID: pod,
          CNI_NETNS: netnsPath(pod),
          CNI_IFNAME: 'net1',
          CNI_PATH: OURS,
          CNI_ARGS: `IgnoreUnknown=1;K8S_POD_NAMESPACE=default;K8S_POD_NAME=${pod};K8S_POD_UID=uid`,
        },
      },
    );
    return [status, stdout + stderr];
  }

  /** CHECK came with 0.4.0: nothing but the version differs. */
  check(t: ExecutionContext, config: Config, pod: string, printed: string): void {
    const [, refused] = this.run('CHECK', config, pod);
    t.is(JSON.parse(refused).msg, 'config version does not allow CHECK');
    const prevResult = { ...JSON.parse(printed), cniVersion: '0.4.0' };
    t.deepEqual(this.run('CHECK', { ...config, cniVersion: '0.4.0', prevResult }, pod), [0, '']);
  }
}

test.serial('ipvlan-on-bridge.yaml: two pods reach each other', (t) => {
  const node = new Node(t);
  {
    using host = RtnlSync.open({ netns: node.rig.host });
    host.links.add({ kind: 'bridge', ifname: 'zte-br1' });
    host.links.set('zte-br1', { up: true });
  }
  const all = manifests('ipvlan-on-bridge.yaml');
  const attachments = ['zte-ipvlan1', 'zte-ipvlan2'].map((name) => ({
    config: configOf(named(all, name)),
    pod: node.rig.container(),
  }));
  for (const { config, pod } of attachments) {
    const [status, printed] = node.run('ADD', config, pod);
    t.is(status, 0, printed);
    node.check(t, config, pod, printed);
  }
  const [one = '', two = ''] = attachments.map(({ pod }) => pod);
  t.like(ip(one, '-d', '-4', 'addr', 'show', 'net1')[0], {
    flags: ['BROADCAST', 'MULTICAST', 'NOARP', 'UP', 'LOWER_UP'],
    linkinfo: { info_kind: 'ipvlan', info_data: { mode: 'l3' } },
    addr_info: [{ local: '192.168.10.10', prefixlen: 24, broadcast: '192.168.10.255' }],
  });
  t.true(ping(one, '192.168.10.11'));
  t.true(ping(two, '192.168.10.10'));
  for (const { config, pod } of attachments)
    for (let time = 0; time < 2; time++) t.deepEqual(node.run('DEL', config, pod), [0, '']);
  t.deepEqual([linkNames(one), linkNames(two)], [['lo'], ['lo']]);
});

test.serial('static-macvlan.yaml: pods with the addresses that they name, on a VLAN made for them', (t) => {
  const node = new Node(t);
  {
    using host = RtnlSync.open({ netns: node.rig.host });
    host.links.add({ kind: 'dummy', ifname: 'eth0' });
    host.links.set('eth0', { up: true });
  }
  const before = linkNames(node.rig.host);
  const all = manifests('static-macvlan.yaml');
  writeFileSync(join(node.folder, 'etc/cni/static-macvlan/subnets.yaml'), stringify(named(all, 'mv1.100')));
  const config = configOf(named(all, 'static-macvlan-cni'));
  const attachments = ['samplepod1', 'samplepod2'].map((name) => ({
    config: withArgs(config, named(all, name)),
    pod: node.rig.container(),
  }));
  for (const { config, pod } of attachments) {
    const [status, printed] = node.run('ADD', config, pod);
    t.is(status, 0, printed);
    node.check(t, config, pod, printed);
  }
  const [one = '', two = ''] = attachments.map(({ pod }) => pod);
  t.like(ip(one, '-d', '-4', 'addr', 'show', 'net1')[0], {
    address: '0a:00:27:00:00:00',
    linkinfo: { info_kind: 'macvlan', info_data: { mode: 'bridge' } },
    addr_info: [{ local: '192.168.1.100', prefixlen: 24, broadcast: '192.168.1.255' }],
  });
  t.like(ip(two, '-4', 'addr', 'show', 'net1')[0], { addr_info: [{ local: '192.168.1.2', prefixlen: 24 }] });
  t.like(ip(node.rig.host, '-d', 'link', 'show', 'mv1.100')[0], {
    link: 'eth0',
    linkinfo: { info_kind: 'vlan', info_data: { protocol: '802.1Q', id: 100 } },
  });
  t.true(ping(two, '192.168.1.100'));
  t.true(ping(one, '192.168.1.2'));
  for (const { config, pod } of attachments)
    for (let time = 0; time < 2; time++) t.deepEqual(node.run('DEL', config, pod), [0, '']);
  t.deepEqual([linkNames(one), linkNames(two), linkNames(node.rig.host)], [['lo'], ['lo'], before]);
  t.deepEqual(JSON.parse(readFileSync(join(node.folder, 'lib/cni/static-macvlan/records.json'), 'utf8')), {
    attachments: [],
  });
});
