import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { temporaryFolder } from '../../folder.ts';
import { ip, netnsPath, Rig, type Run } from '../../rig.ts';

/** What the tests of plugin `static-macvlan` have in common. */

export const SUBNET = { name: 'lan', master: 'm0', vlan: 0, cidr: '192.168.1.0/24' };

/** A host of the test's own, and what its network is called and where its records are. */
export class Network {
  readonly rig: Rig;
  readonly dataDir: string;

  constructor(t: ExecutionContext) {
    this.rig = new Rig(t);
    this.dataDir = join(temporaryFolder(t), 'data');
  }

  conf(changes: object = {}): Record<string, unknown> {
    return {
      cniVersion: '1.0.0',
      name: 'net',
      type: 'static-macvlan',
      subnets: [SUBNET],
      dataDir: this.dataDir,
      ...changes,
    };
  }

  run(pod: string, command: string, changes: object = {}, env: Readonly<Record<string, string>> = {}): Run {
    return this.rig.call('static-macvlan', command, this.conf(changes), {
      CNI_NETNS: netnsPath(pod),
      CNI_CONTAINERID: pod,
      CNI_IFNAME: 'net1',
      ...env,
    });
  }

  /** The records as they are on the disk. */
  records(): Record<string, unknown>[] {
    const file = join(this.dataDir, 'records.json');
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).attachments : [];
  }
}

export const cni = (args: object): object => ({ args: { cni: args } });

export const kubernetes = (name: string, more = ''): { CNI_ARGS: string } => ({
  CNI_ARGS: `IgnoreUnknown=1;K8S_POD_NAMESPACE=default;K8S_POD_NAME=${name};K8S_POD_UID=uid-of-${name};K8S_POD_INFRA_CONTAINER_ID=c${more}`,
});

interface Printed {
  readonly ips: readonly { readonly address: string }[];
  readonly interfaces: readonly { readonly mac: string }[];
}
const printed = ({ stdout }: Run): Printed => JSON.parse(stdout);
export const addressOf = (run: Run): unknown => printed(run).ips[0]?.address;
export const macOf = (run: Run): unknown => printed(run).interfaces[0]?.mac;
export const indexOf = (netns: string, device: string): unknown =>
  ip(netns, 'link', 'show', device)[0]?.['ifindex'];
