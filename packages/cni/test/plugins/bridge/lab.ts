import { ip, netnsPath, type Rig, type Run, spawnIn } from '../../rig.ts';

/** What the tests of plugin `bridge` have in common. */

export const ONE = { type: 'static', addresses: [{ address: '10.1.2.3/24' }] };

export const conf = (config: object = {}): object => ({
  cniVersion: '1.0.0',
  name: 'net',
  type: 'bridge',
  bridge: 'br0',
  ipam: ONE,
  ...config,
});

export const addressed = (...texts: readonly string[]): object => ({
  type: 'static',
  addresses: texts.map((address) => ({ address })),
});

export const run = (rig: Rig, pod: string, command: string, config: object, env = {}): Run =>
  rig.call('bridge', command, config, { CNI_NETNS: netnsPath(pod), ...env });

/** A program's output in the namespace. */
export function output(netns: string, program: string, ...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnIn(netns, program, ...words);
  if (status !== 0) throw new Error(`${program} ${words.join(' ')}: ${stderr}`);
  return stdout;
}

type Details = Readonly<Record<string, unknown>>;

/** A member of what iproute2 prints, which is an object. */
export function part(of: Details | undefined, key: string): Details {
  const value = of?.[key];
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** The link of the host that leads to `eth0` of the container, with its details. */
export function hostEnd(host: string, pod: string): Details | undefined {
  const index = ip(pod, 'link', 'show', 'eth0')[0]?.['link_index'];
  return ip(host, '-d', 'link').find(({ ifindex }) => ifindex === index);
}

/** A result's names of interfaces, those that are random as `veth`. */
export function names({ output: result }: Run): unknown {
  const interfaces = result?.['interfaces'];
  if (!Array.isArray(interfaces)) return undefined;
  return interfaces.map(({ name }) => (/^veth[0-9a-f]{8}$/.test(name) ? 'veth' : name));
}

/** What bridges of a host and their ports are: all that is the same whoever made it. */
export function bridgeState(host: string): unknown {
  return ip(host, '-d', 'addr')
    .filter(({ ifname }) => ifname !== 'lo' && ifname !== 'm0' && ifname !== 'm1')
    .map((link) => {
      const info = part(link, 'linkinfo');
      const { vlan_filtering } = part(info, 'info_data');
      const { state, hairpin, isolated } = part(info, 'info_slave_data');
      const { ifname, flags, mtu, master, promiscuity, addr_info } = link;
      return {
        name: String(ifname).replace(/^veth[0-9a-f]{8}$/, 'veth'),
        flags: Array.isArray(flags) ? flags.filter((flag) => flag !== 'NO-CARRIER') : flags,
        ...{ mtu, master, promiscuity, kind: info['info_kind'] },
        ...{ vlan_filtering, state, hairpin, isolated },
        addresses: Array.isArray(addr_info) ? addr_info.filter(isGlobal).map(identity) : [],
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function isGlobal({ scope }: Details): boolean {
  return scope === 'global';
}

function identity({ local, prefixlen, broadcast, label }: Details): object {
  return { local, prefixlen, broadcast, label };
}
