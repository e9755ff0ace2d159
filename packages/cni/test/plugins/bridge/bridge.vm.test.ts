import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { hasReference, ip, linkNames, ping, REFERENCE, Rig } from '../../rig.ts';
import { twin } from '../../twin.ts';
import { addressed, bridgeState, conf, hostEnd, names, ONE, output, part, run } from './lab.ts';

/** The rows about plugin `bridge` that need a bridge that filters VLANs. */

/** VLANs of a port or bridge, as `bridge vlan` shows them: `100 pvid untagged`. */
function vlans(host: string, ifname: unknown): string[] {
  const ports: Record<string, unknown>[] = JSON.parse(output(host, 'bridge', '-j', 'vlan', 'show'));
  const of = ports.find((port) => port['ifname'] === ifname)?.['vlans'];
  return (Array.isArray(of) ? of : []).map(({ vlan, vlanEnd, flags }) => {
    const words = (Array.isArray(flags) ? flags : []).map((flag) => String(flag).split(' ').pop());
    return [
      vlanEnd === undefined ? vlan : `${vlan}-${vlanEnd}`,
      ...words.map((word) => word?.toLowerCase()),
    ].join(' ');
  });
}

const NATIVE = 'pvid untagged';
const TRUNK = [{ id: 101 }, { minID: 200, maxID: 202 }];
const TRUNKED = ['101', '200', '201', '202'];

for (const [title, config, wanted] of [
  ['L2 vlan 100, default vlan removed', { vlan: 100 }, [`100 ${NATIVE}`]],
  [
    'L2 vlan 100, default vlan preserved',
    { vlan: 100, preserveDefaultVlan: true },
    ['1 untagged', `100 ${NATIVE}`],
  ],
  ['L2 vlanTrunk', { vlanTrunk: TRUNK }, [`1 ${NATIVE}`, ...TRUNKED]],
  ['L2 vlan 100 and trunk', { vlan: 100, vlanTrunk: TRUNK }, [`100 ${NATIVE}`, ...TRUNKED]],
  [
    'L2 vlan 100 that is of the trunk, too',
    { vlan: 100, vlanTrunk: [{ minID: 99, maxID: 101 }] },
    ['99', `100 ${NATIVE}`, '101'],
  ],
  ['L2 without', {}, [`1 ${NATIVE}`]],
] as const) {
  test.serial(title, (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    const add = run(rig, pod, 'ADD', conf({ ...config, ipam: {} }));
    t.is(add.status, 0, add.stdout);
    t.deepEqual(vlans(rig.host, hostEnd(rig.host, pod)?.['ifname']), [...wanted]);
    const [bridge] = ip(rig.host, '-d', 'link', 'show', 'br0');
    t.is(
      part(part(bridge, 'linkinfo'), 'info_data')['vlan_filtering'],
      'vlan' in config || 'vlanTrunk' in config ? 1 : 0,
    );
    t.is(run(rig, pod, 'CHECK', { ...conf({ ...config, ipam: {} }), prevResult: add.output }).stdout, '');
    t.is(run(rig, pod, 'DEL', conf({ ...config, ipam: {} })).status, 0);
    t.deepEqual(linkNames(pod), ['lo']);
  });
}

for (const preserveDefaultVlan of [false, true]) {
  test.serial(`default route and vlan 100, default vlan ${preserveDefaultVlan}`, (t) => {
    const rig = new Rig(t);
    const [pod, other, outside] = [rig.container(), rig.container(), rig.container()];
    const config = (vlan: number, ...addresses: readonly string[]): object =>
      conf({ isDefaultGateway: true, vlan, preserveDefaultVlan, ipam: addressed(...addresses) });
    const own = config(100, '10.1.2.3/24', '2001:db8::3/64');
    const add = run(rig, pod, 'ADD', own);
    t.deepEqual(names(add), ['br0', 'veth', 'eth0', 'br0.100'], add.stdout);
    t.deepEqual(linkNames(rig.host).length, 3 + 4);
    const [gateway] = ip(rig.host, 'addr', 'show', 'br0.100');
    t.like(gateway, { operstate: 'UP' });
    t.regex(JSON.stringify(gateway), /"local":"10\.1\.2\.1".*"local":"2001:db8::1"/);
    t.deepEqual(
      vlans(rig.host, gateway?.['link']),
      preserveDefaultVlan ? ['1 untagged', `100 ${NATIVE}`] : [`100 ${NATIVE}`],
    );
    t.is(run(rig, pod, 'CHECK', { ...own, prevResult: add.output }).stdout, '');
    t.is(run(rig, other, 'ADD', config(100, '10.1.2.4/24', '2001:db8::4/64')).status, 0);
    t.is(run(rig, outside, 'ADD', conf({ vlan: 200, ipam: addressed('10.1.2.5/24') })).status, 0);
    for (const to of ['10.1.2.1', '10.1.2.4', '2001:db8::1']) t.true(ping(pod, to), to);
    t.is(ping(pod, '10.1.2.5'), false);
    t.is(run(rig, pod, 'DEL', own).status, 0);
    t.true(linkNames(rig.host).includes('br0.100'));
  });
}

for (const [title, config, address, msg] of [
  [
    'the gateway of the VLAN has another address',
    {},
    '192.0.2.1/24',
    'failed to set vlan interface for bridge with addr: "br0.100" already has an IP address different from 10.1.2.1/24',
  ],
  [
    'the name of the gateway of the VLAN would be too long',
    { bridge: 'br0123456789' },
    undefined,
    'failed to create vlan interface: faild to create vlan gateway "br0123456789.100": numerical result out of range',
  ],
] as const) {
  test.serial(`nothing is left when ${title}`, (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    if (address !== undefined) {
      using host = RtnlSync.open({ netns: rig.host });
      host.links.add({ kind: 'dummy', ifname: 'br0.100' });
      host.addresses.add({ dev: 'br0.100', address });
    }
    const before = [bridgeState(rig.host), linkNames(rig.host), linkNames(pod)];
    t.is(run(rig, pod, 'ADD', conf({ isGateway: true, vlan: 100, ...config })).output?.['msg'], msg);
    t.deepEqual([bridgeState(rig.host), linkNames(rig.host), linkNames(pod)], before);
  });
}

if (hasReference) {
  test.serial('vlan 100, as the reference does it', (t) => {
    // 1.1.1 leaves every port in VLAN 1.
    const config = { bridge: 'br0', isGateway: true, vlan: 100, preserveDefaultVlan: true, ipam: ONE };
    twin(t, { type: 'bridge', config, leaves: true, ofHost: bridgeState }, '1.0.0');
  });
} else {
  test('vlan 100, as the reference does it', (t) => {
    t.log(`skipped: there are no reference plugins in ${REFERENCE}`);
    t.pass();
  });
}
