import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { ip, linkNames, Rig, state, sysctl, writeSysctl } from '../../rig.ts';
import { addressed, bridgeState, conf, ONE, output, run } from './lab.ts';

/** ADD is a transaction: after a failure at any step, host and container are as they were. */

interface Fault {
  readonly config?: object;
  readonly env?: Readonly<Record<string, string>>;
  /** What makes the step fail. */
  readonly prepare?: (host: RtnlSync, pod: RtnlSync, rig: Rig, podName: string) => void;
  readonly msg: string | RegExp;
}

const GATEWAY = { isDefaultGateway: true, ipam: addressed('10.1.2.3/24', '2001:db8::3/64') };

const withBridge = (host: RtnlSync, ...addresses: readonly string[]): void => {
  host.links.add({ kind: 'bridge', ifname: 'br0', address: '02:00:00:00:00:01' });
  for (const address of addresses) host.addresses.add({ dev: 'br0', address });
};

const faults: Readonly<Record<string, Fault>> = {
  'the MAC address is multicast': {
    config: { args: { cni: { mac: '01:00:5e:00:00:01' } } },
    msg: 'failed to make veth pair: cannot assign requested address',
  },
  'the name of the bridge is too long': {
    config: { bridge: 'br0123456789abcd' },
    msg: /^failed to create bridge "br0123456789abcd": could not add "br0123456789abcd": numerical result out of range$/,
  },
  'the name of the bridge is a template': {
    config: { bridge: 'br%d' },
    msg: 'failed to create bridge "br%d": could not add "br%d": invalid argument',
  },
  'the bridge is none': {
    config: { bridge: 'm0' },
    msg: 'failed to create bridge "m0": "m0" already exists but is not a bridge',
  },
  'the MTU is too large': {
    config: { mtu: 100000 },
    msg: 'failed to create bridge "br0": could not add "br0": invalid argument',
  },
  'the name is taken': {
    prepare: (_, pod) => pod.links.add({ kind: 'veth', ifname: 'eth0', data: { peer: { ifname: 'x' } } }),
    msg: /^container veth name \("eth0"\) peer provided \("veth[0-9a-f]{8}"\) already exists$/,
  },
  'the name is a template': {
    env: { CNI_IFNAME: 'eth%d' },
    msg: 'failed to make veth pair: invalid argument',
  },
  'the IPAM plugin is missing': {
    config: { ipam: { type: 'nope' } },
    msg: /^failed to find plugin "nope" in path /,
  },
  'the IPAM plugin fails': {
    config: { ipam: addressed('10.1.2.3') },
    msg: "the 'address' field is expected to be in CIDR notation, got: '10.1.2.3'",
  },
  'the IPAM plugin gives no address': {
    config: { ipam: { type: 'static' } },
    msg: 'IPAM plugin returned missing IP config',
  },
  'a route is unreachable, of a bridge that was there and down': {
    config: { ipam: { ...ONE, routes: [{ dst: '10.9.0.0/16', gw: '9.9.9.9' }] } },
    prepare: (host) => withBridge(host, '192.0.2.1/24'),
    msg: /^failed to add route '10\.9\.0\.0\/16 via 9\.9\.9\.9 dev eth0 /,
  },
  'the bridge has another address': {
    config: { ...GATEWAY, promiscMode: true },
    prepare: (host) => withBridge(host, '192.0.2.1/24', '2001:db8:5::1/64'),
    msg: 'failed to set bridge addr: "br0" already has an IP address different from 10.1.2.1/24',
  },
  'the second gateway conflicts with the first': {
    config: { isGateway: true, ipam: addressed('10.1.2.3/24', '10.1.3.3/24') },
    msg: 'failed to set bridge addr: "br0" already has an IP address different from 10.1.3.1/24',
  },
  'the bridge takes no IPv6, after an address was replaced': {
    config: { ...GATEWAY, forceAddress: true },
    prepare: (host, _pod, rig) => {
      withBridge(host, '192.0.2.1/24');
      writeSysctl(rig.host, 'ipv6/conf/br0/disable_ipv6', '1');
    },
    msg: 'failed to set bridge addr: could not add IP address to "br0": permission denied',
  },
  'an IPv6 address is a duplicate, and we wait': {
    config: { enabledad: true, ipam: addressed('2001:db8::3/64') },
    prepare: (host, _pod, rig) => {
      withBridge(host);
      host.links.set('br0', { up: true });
      const other = rig.container();
      host.links.add({ kind: 'veth', ifname: 'o0', data: { peer: { ifname: 'o1' } }, peerNetns: other });
      host.links.set('o0', { up: true, master: 'br0' });
      using rtnl = RtnlSync.open({ netns: other });
      rtnl.addresses.add({ dev: 'o1', address: '2001:db8::3/64', flags: ['nodad'] });
      rtnl.links.set('o1', { up: true });
    },
    msg: /^failed to settle addresses for "eth0": link eth0 has address 2001:db8::3\/64 in DADFAILED state$/,
  },
  'VLANs are asked for of a kernel that does not filter them': {
    config: { vlan: 100 },
    msg: 'failed to create bridge "br0": could not add "br0": operation not supported',
  },
  'VLANs are asked for of a bridge that does not filter them': {
    config: { vlan: 100 },
    prepare: (host) => withBridge(host),
    msg: /^failed to setup vlan tag on interface "veth[0-9a-f]{8}": operation not supported$/,
  },
  'the version cannot say the result': {
    config: { cniVersion: '0.2.0', ipam: {} },
    msg: 'cannot convert: no valid IP addresses',
  },
};

/** All that an ADD can leave, on the host and in the container. */
function whole(host: string, pod: string): unknown {
  const links = linkNames(host);
  return [
    links,
    bridgeState(host),
    ip(host, 'route'),
    state(pod),
    sysctl(host, 'ipv4/ip_forward'),
    sysctl(host, 'ipv6/conf/all/forwarding'),
    links.includes('br0') && sysctl(host, 'ipv6/conf/br0/accept_ra'),
    // Empty chains stay, as those of the reference do.
    output(host, 'nft', 'list', 'ruleset').match(/.*comment.*|cni-br-iface-.*/g),
  ];
}

test.serial('what cannot be is refused before anything is touched', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const before = whole(rig.host, pod);
  for (const [config, msg, env = {}] of [
    [{ vlan: -100 }, 'invalid VLAN ID -100 (must be between 0 and 4094)'],
    [{ vlan: 5000 }, 'invalid VLAN ID 5000 (must be between 0 and 4094)'],
    [{ vlanTrunk: [{ id: 0 }] }, 'incorrect trunk id parameter'],
    [{ disableContainerInterface: true }, 'cannot use IPAM when DisableContainerInterface flag is set'],
    [
      { hairpinMode: true, promiscMode: true },
      'cannot set hairpin mode and promiscuous mode at the same time',
    ],
    [{ ipMasq: true, ipMasqBackend: 'x' }, 'unknown ipmasq backend "x"'],
    [{ dad: 'x' }, 'unknown dad mode: "x"'],
    [{ runtimeConfig: { mac: 'zz' } }, 'failed to make veth pair: address zz: invalid MAC address'],
    [{ bridge: '' }, 'failed to create bridge "": could not add "": LinkAttrs.Name cannot be empty'],
    [
      {},
      'failed to open netns "/nowhere": failed to Statfs "/nowhere": no such file or directory',
      { CNI_NETNS: '/nowhere' },
    ],
    [{}, 'ARGS: unknown args ["FOO=1"]', { CNI_ARGS: 'FOO=1' }],
    [
      { args: { cni: { mac: 5 } } },
      'failed to load netconf: json: cannot unmarshal number into Go struct field BridgeArgs.args.cni.mac of type string',
    ],
  ] as const)
    t.like(run(rig, pod, 'ADD', conf(config), env).output, { msg });
  t.deepEqual(whole(rig.host, pod), before);
});

for (const [title, { config = {}, env = {}, prepare, msg }] of Object.entries(faults)) {
  test.serial(`nothing is left when ${title}`, (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    {
      using host = RtnlSync.open({ netns: rig.host });
      using container = RtnlSync.open({ netns: pod });
      prepare?.(host, container, rig, pod);
    }
    const before = whole(rig.host, pod);
    const masquerading = { ipMasq: true, ipMasqBackend: 'nftables', macspoofchk: true };
    const add = run(rig, pod, 'ADD', conf({ ...masquerading, ...config }), env);
    t.is(add.status, 1, add.stdout);
    const said = String(add.output?.['msg']);
    if (typeof msg === 'string') t.is(said, msg);
    else t.regex(said, msg);
    t.is(add.stderr, '');
    t.deepEqual(whole(rig.host, pod), before);
  });
}

test.serial('an ADD that fails leaves the bridge that others have ports on by then', (t) => {
  const rig = new Rig(t);
  const [pod, other] = [rig.container(), rig.container()];
  t.is(run(rig, other, 'ADD', conf({ ipam: {} })).status, 0);
  t.is(run(rig, pod, 'ADD', conf({ ipam: { type: 'nope' } })).status, 1);
  t.like(ip(rig.host, 'link', 'show', 'br0'), [{ operstate: 'UP' }]);
  t.is(ip(rig.host, 'link', 'show', 'master', 'br0').length, 1);
});
