import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { hasReference, ip, linkNames, netnsPath, REFERENCE, Rig } from '../../rig.ts';
import { conf, hostEnd, output, run } from './lab.ts';

/** CHECK of bridge. */

test.serial('CHECK: each difference is found', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const config = conf({ isGateway: true });
  const { output: added = {} } = run(rig, pod, 'ADD', config);
  const check = (change: (text: string) => string = (text) => text, more: object = {}): unknown =>
    run(rig, pod, 'CHECK', { ...config, ...more, prevResult: JSON.parse(change(JSON.stringify(added))) })
      .output?.['msg'];
  const port = String(hostEnd(rig.host, pod)?.['ifname']);
  const mac = (netns: string, name: string): string =>
    String(ip(netns, 'link', 'show', name)[0]?.['address']);
  const replace = (from: string, to: string) => (text: string) => text.replaceAll(from, to);
  const other = '02:00:00:00:00:09';
  t.is(check(), undefined);
  // udev may have given it another (#805).
  t.is(check(replace(mac(rig.host, port), other)), undefined);
  t.is(check(replace(mac(rig.host, 'br0'), other)), `Bridge interface br0 Mac doesn't match: ${other}`);
  t.is(
    check(replace(mac(pod, 'eth0'), other)),
    `Interface eth0 Mac ${other} doesn't match container Mac: ${mac(pod, 'eth0')}`,
  );
  t.is(check(replace('10.1.2.3/24', '10.1.2.9/24')), 'Failed to match addr 10.1.2.9/24 on interface eth0');
  t.is(check(replace(port, 'm0')), 'CNI veth created for bridge br0 was not found');
  t.is(check(replace('"br0"', '"m0"'), { bridge: 'm0' }), 'Interface m0 does not have link type of bridge');
  t.is(check(replace('"br0"', '"br9"'), { bridge: 'br9' }), 'Interface name br9 not found');
  t.is(check(undefined, { bridge: 'br9' }), 'Interface name missing ');
  t.is(
    check(replace(`"name":"br0"`, `"name":"br0","sandbox":"/x"`)),
    'Interface br0 should not be in sandbox',
  );
  t.is(
    check(replace(netnsPath(pod), '/x')),
    `Sandbox in prevResult  doesn't match configured netns: ${netnsPath(pod)}`,
  );
  t.is(
    check(undefined, { promiscMode: true }),
    "Bridge interface br0 configured Promisc Mode true doesn't match current state: false ",
  );
  t.is(run(rig, pod, 'CHECK', config).output?.['msg'], 'Required prevResult missing');
  using host = RtnlSync.open({ netns: rig.host });
  host.links.set(port, { master: 0 });
  t.is(check(), 'CNI veth created for bridge br0 was not found');
  using container = RtnlSync.open({ netns: pod });
  container.links.delete('eth0');
  t.is(check(), 'Interface name eth0 not found');
  container.links.add({ kind: 'bridge', ifname: 'eth0' });
  t.is(check(), 'Error: Container interface eth0 not of type veth');
  t.deepEqual(linkNames(rig.host).includes('br0'), true);
});

test.serial('CHECK: what the container needs of the host is there', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const ipam = { type: 'static', addresses: [{ address: '10.1.2.3/24' }, { address: '2001:db8::3/64' }] };
  const config = conf({ isGateway: true, ipMasq: true, ipMasqBackend: 'nftables', macspoofchk: true, ipam });
  const { output: prevResult } = run(rig, pod, 'ADD', config);
  const check = (): unknown => run(rig, pod, 'CHECK', { ...config, prevResult }).output?.['msg'];
  const port = String(hostEnd(rig.host, pod)?.['ifname']);
  using host = RtnlSync.open({ netns: rig.host });
  t.is(check(), undefined);

  for (const dev of [port, 'br0']) {
    host.links.set(dev, { up: false });
    t.is(check(), `Interface ${dev} is down`);
    host.links.set(dev, { up: true });
    // That of IPv6 went with it.
    host.addresses.replace({ dev: 'br0', address: '2001:db8::1/64', flags: ['nodad'] });
    t.is(check(), undefined);
  }
  for (const gateway of ['10.1.2.1/24', '2001:db8::1/64']) {
    host.addresses.delete({ dev: 'br0', address: gateway });
    t.is(check(), `Failed to match addr ${gateway} on interface br0`);
    host.addresses.add({ dev: 'br0', address: gateway, flags: gateway.includes(':') ? ['nodad'] : [] });
  }
  output(rig.host, 'nft', 'flush', 'chain', 'bridge', 'nat', 'PREROUTING');
  t.is(check(), 'spoof-check of eth0 not found');
  output(rig.host, 'nft', 'delete', 'table', 'inet', 'cni_plugins_masquerade');
  t.is(check(), 'Masquerading of 10.1.2.3/24 not found');
});

test.serial('CHECK agrees with what the reference added', (t) => {
  if (!hasReference) {
    t.log('skipped: no reference plugins here (Debian package containernetworking-plugins)');
    t.pass();
    return;
  }
  const rig = new Rig(t);
  const pod = rig.container();
  const ipam = { type: 'static', addresses: [{ address: '10.1.2.3/24' }, { address: '2001:db8::3/64' }] };
  const config = conf({ isDefaultGateway: true, ipMasq: true, macspoofchk: true, portIsolation: true, ipam });
  const add = rig.run(REFERENCE, 'bridge', 'ADD', config, { CNI_NETNS: netnsPath(pod) });
  t.is(add.status, 0, add.stdout);
  const check = run(rig, pod, 'CHECK', { ...config, prevResult: add.output });
  t.deepEqual([check.status, check.stdout], [0, '']);
});
