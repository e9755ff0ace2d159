import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { ip, netnsPath, Rig, state, sysctl, writeSysctl } from '../rig.ts';

/** Whatever fails, the host has its device as it was: name, alias, addresses, routes, master, and whether it is up. */

const STATIC = { type: 'static', addresses: [{ address: '10.1.2.3/24', gateway: '10.1.2.1' }] };

interface Fault {
  readonly config?: object;
  readonly ifName?: string;
  readonly prepare?: (pod: RtnlSync, podName: string) => void;
  readonly msg: string | RegExp;
}

const MOVING = (ifName: string): string =>
  `failed to move link failed to move "${ifName}" (host: "d0") to container NS`;

const faults: Readonly<Record<string, Fault>> = {
  'the name is taken': {
    prepare: (pod) => pod.links.add({ kind: 'veth', ifname: 'net1', data: { peer: { ifname: 'x' } } }),
    msg: `${MOVING('net1')}: file exists`,
  },
  'the name is a template': { ifName: 'net%d', msg: `${MOVING('net%d')}: invalid argument` },
  'the IPAM plugin is missing': { config: { ipam: { type: 'nope' } }, msg: /^failed to find plugin "nope"/ },
  'the IPAM plugin gives no address': {
    config: { ipam: { type: 'static' } },
    msg: 'IPAM plugin returned missing IP config',
  },
  'an address is there twice': {
    config: { ipam: { ...STATIC, addresses: [...STATIC.addresses, ...STATIC.addresses] } },
    msg: 'failed to add IP addr 10.1.2.3/24 to "net1": file exists',
  },
  'a gateway cannot be reached': {
    config: { ipam: { ...STATIC, routes: [{ dst: '10.77.0.0/16', gw: '99.9.9.9' }] } },
    msg: /^failed to add route '10.77.0.0\/16 via 99.9.9.9 dev net1 /,
  },
  'lo had no IPv6': {
    config: {
      ipam: {
        type: 'static',
        addresses: [{ address: '2001:db8:5::3/64' }],
        routes: [{ dst: '::/0', gw: '3ffe::1' }],
      },
    },
    prepare: (_pod, name) => writeSysctl(name, 'ipv6/conf/lo/disable_ipv6', '1'),
    msg: /^failed to add route '::\/0 via 3ffe::1 dev net1 /,
  },
  'the version cannot say the result': {
    config: { cniVersion: '0.2.0' },
    msg: 'cannot convert: no valid IP addresses',
  },
  'the dad mode is unknown': { config: { dad: 'never' }, msg: 'unknown dad mode: "never"' },
};

function prepareHost(host: RtnlSync): void {
  host.links.add({ kind: 'veth', ifname: 'd0', data: { peer: { ifname: 'd1' } } });
  host.links.addAltnames('d0', ['the-second-name']);
  host.links.set('d0', { up: true, ifalias: 'uplink of rack 7', mtu: 1400, txqlen: 77 });
  host.links.set('d1', { up: true });
  host.addresses.add({ dev: 'd0', address: '192.0.2.5/24' });
  host.addresses.add({ dev: 'd0', address: '2001:db8::5/64', flags: ['nodad'] });
  host.routes.add({ dst: 'default', via: '192.0.2.1', dev: 'd0' });
  host.routes.add({ dst: '10.99.0.0/16', via: '192.0.2.9', dev: 'd0', table: 77 });
  host.routes.add({ dst: '2001:db8:9::/48', via: '2001:db8::1', dev: 'd0' });
}

const wholeHost = (name: string): unknown => [
  state(name),
  ip(name, 'route', 'show', 'table', '77'),
  ip(name, 'link').map(({ ifname, ifindex, address }) => [ifname, ifindex, address]),
];

for (const [title, { config = {}, ifName = 'net1', prepare, msg }] of Object.entries(faults)) {
  test.serial(`the host has its device as it was when ${title}`, (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    {
      using host = RtnlSync.open({ netns: rig.host });
      using container = RtnlSync.open({ netns: pod });
      prepareHost(host);
      prepare?.(container, pod);
    }
    const whole = (): unknown => [wholeHost(rig.host), state(pod), sysctl(pod, 'ipv6/conf/lo/disable_ipv6')];
    const before = whole();
    const conf = { cniVersion: '1.0.0', name: 'net', type: 'host-device', device: 'd0', ipam: {}, ...config };
    const run = rig.call('host-device', 'ADD', conf, { CNI_NETNS: netnsPath(pod), CNI_IFNAME: ifName });
    t.is(run.status, 1, run.stdout);
    const said = String(run.output?.['msg']);
    if (typeof msg === 'string') t.is(said, msg);
    else t.regex(said, msg);
    t.deepEqual(whole(), before);
  });
}

test.serial('a port of a bridge is one again', (t) => {
  const rig = new Rig(t);
  {
    using host = RtnlSync.open({ netns: rig.host });
    prepareHost(host);
    host.links.add({ kind: 'bridge', ifname: 'br0' });
    host.links.set('d0', { master: 'br0' });
  }
  const conf = {
    cniVersion: '1.0.0',
    name: 'net',
    type: 'host-device',
    device: 'd0',
    ipam: { type: 'nope' },
  };
  t.is(rig.call('host-device', 'ADD', conf, { CNI_NETNS: netnsPath(rig.container()) }).status, 1);
  t.like(ip(rig.host, 'link', 'show', 'd0')[0], { master: 'br0', ifalias: 'uplink of rack 7' });
});
