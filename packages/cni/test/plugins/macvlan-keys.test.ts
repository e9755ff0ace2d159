import { randomUUID } from 'node:crypto';
import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { ip, linkNames, netnsPath, ping, Rig, type Run, state } from '../rig.ts';

/** What the reference has not: mode `source`, MAC addresses that stay, and the master of the plugin before. */

const conf = (config: object = {}): object => ({
  cniVersion: '1.0.0',
  name: 'net',
  type: 'macvlan',
  master: 'm0',
  ipam: { type: 'static', addresses: [{ address: '10.1.2.3/24' }] },
  ...config,
});

const run = (rig: Rig, pod: string, command: string, config: object): Run =>
  rig.call('macvlan', command, config, { CNI_NETNS: netnsPath(pod) });

const FRIEND = '02:00:00:00:00:01';
const STRANGER = '02:00:00:00:00:02';

test.serial('mode source: who is let in is heard, who is not is not', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const config = conf({ mode: 'source', sourceAddresses: [FRIEND, '02-00-00-00-00-AA', FRIEND] });
  const add = run(rig, pod, 'ADD', config);
  t.is(add.status, 0, add.stdout);
  t.like(ip(pod, '-d', 'link', 'show', 'eth0')[0], {
    linkinfo: { info_data: { mode: 'source', macaddr_data: ['02:00:00:00:00:aa', FRIEND] } },
  });
  // At the other end of the cable.
  const heard = [FRIEND, STRANGER].map((mac, at) => {
    const sender = rig.container();
    const address = `10.1.2.${10 + at}/24`;
    const ipam = { type: 'static', addresses: [{ address }] };
    t.is(run(rig, sender, 'ADD', conf({ master: 'm1', mac, ipam })).status, 0);
    return ping(sender, '10.1.2.3');
  });
  t.deepEqual(heard, [true, false]);
  const check = (changes: object): unknown =>
    run(rig, pod, 'CHECK', { ...config, prevResult: add.output, ...changes }).output?.['msg'];
  t.is(check({}), undefined);
  t.is(
    check({ sourceAddresses: [STRANGER] }),
    `container macvlan source addresses [${FRIEND} 02:00:00:00:00:aa] do not match expected value: [${STRANGER}]`,
  );
  t.is(run(rig, pod, 'DEL', config).status, 0);
  t.deepEqual(linkNames(pod), ['lo']);
});

test.serial('mode source without anybody to be let in is an interface that can be told later', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const add = run(rig, pod, 'ADD', conf({ mode: 'source' }));
  t.is(add.status, 0, add.stdout);
  t.like(ip(pod, '-d', 'link', 'show', 'eth0')[0], { linkinfo: { info_data: { mode: 'source' } } });
  t.is(run(rig, pod, 'CHECK', conf({ mode: 'source', prevResult: add.output })).stdout, '');
});

test.serial('source addresses that are of no use, or none, are refused', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const before = state(pod);
  t.deepEqual(run(rig, pod, 'ADD', conf({ sourceAddresses: [FRIEND] })).output, {
    code: 7,
    msg: '"sourceAddresses" are of no use to macvlan mode bridge',
    details: 'set "mode": "source", or leave them out',
  });
  t.like(run(rig, pod, 'ADD', conf({ mode: 'source', sourceAddresses: ['zz'] })).output, {
    msg: 'invalid args zz for MAC addr: address zz: invalid MAC address',
  });
  t.like(run(rig, pod, 'ADD', conf({ mode: 'source', sourceAddresses: ['01:00:5e:00:00:01'] })).output, {
    msg: 'failed to create macvlan: cannot assign requested address',
    details: 'a MAC address must be that of one interface, and not zero',
  });
  t.deepEqual(state(pod), before);
});

test.serial('stableMac: the same for a pod that comes back, another for all others', (t) => {
  const rig = new Rig(t);
  const macOf = (env: Readonly<Record<string, string>>, changes: object = {}): unknown => {
    const config = conf({ stableMac: true, ...changes });
    const all = { CNI_NETNS: netnsPath(rig.container()), ...env };
    const add = rig.call('macvlan', 'ADD', config, all);
    t.is(add.status, 0, add.stdout);
    t.is(rig.call('macvlan', 'DEL', config, all).status, 0);
    return JSON.parse(add.stdout).interfaces[0].mac;
  };
  const pod = (name: string, more = ''): Readonly<Record<string, string>> => ({
    CNI_CONTAINERID: randomUUID(),
    CNI_ARGS: `IgnoreUnknown=1;K8S_POD_NAMESPACE=default;K8S_POD_NAME=${name};K8S_POD_UID=x${more}`,
  });
  const first = macOf(pod('web-0'));
  t.regex(String(first), /^[0-9a-f][26ae](:[0-9a-f]{2}){5}$/);
  t.is(macOf(pod('web-0')), first);
  const others = [
    macOf(pod('web-1')),
    macOf({ ...pod('web-0'), CNI_IFNAME: 'net1' }),
    macOf(pod('web-0'), { name: 'other' }),
    macOf({ CNI_CONTAINERID: 'c1' }),
    macOf({ CNI_CONTAINERID: 'c2' }),
    macOf(pod('web-0'), { stableMac: false }),
  ];
  t.is(new Set([first, ...others]).size, 7);
  t.is(macOf({ CNI_CONTAINERID: 'c1' }), others[3]);
  // Whatever is said about the address counts more.
  t.is(macOf(pod('web-0'), { mac: FRIEND }), FRIEND);
  t.is(macOf(pod('web-0', `;MAC=${STRANGER}`), { mac: FRIEND }), STRANGER);
});

/** Of the host, through the other end of the cable: not what the chain means. */
function defaultRoute(host: RtnlSync, dev: string): void {
  host.addresses.add({ dev, address: '192.0.0.1/24' });
  host.routes.add({ dst: 'default', via: '192.0.0.254', dev });
}

test.serial(
  'chained: the interface of the plugin before is the master, before that of the default route',
  (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    using host = RtnlSync.open({ netns: rig.host });
    const index = (name: string): number => host.links.get(name).index;
    const masterOf = (interfaces: readonly object[]): unknown => {
      const config = conf({ master: undefined });
      const add = run(rig, pod, 'ADD', { ...config, prevResult: { interfaces } });
      if (add.status !== 0) return add.output?.['msg'];
      const [link] = ip(pod, 'link', 'show', 'eth0');
      const check = run(rig, pod, 'CHECK', { ...config, prevResult: add.output });
      t.deepEqual([check.status, check.stdout], [0, '']);
      t.is(run(rig, pod, 'DEL', { ...config, prevResult: add.output }).status, 0);
      return link?.['link_index'];
    };
    t.is(masterOf([{ name: 'm0' }]), index('m0'));
    t.is(masterOf([]), 'no default route interface found');
    defaultRoute(host, 'm1');
    t.is(masterOf([{ name: 'm0' }]), index('m0'));
    // As the reference: the default route decides where the chain does not.
    t.is(masterOf([]), index('m1'));
    t.is(masterOf([{ name: 'm0' }, { name: 'm1' }]), index('m1'));
    t.is(masterOf([{ name: 'm0', sandbox: netnsPath(pod) }]), index('m1'));
    t.is(masterOf([{ name: 'nope' }]), 'Link not found');
  },
);

test.serial('chained in the container', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  using container = RtnlSync.open({ netns: pod });
  container.links.add({ kind: 'veth', ifname: 'in0', data: { peer: { ifname: 'in1' } } });
  container.links.set('in0', { up: true });
  container.links.set('in1', { up: true });
  const config = conf({ master: undefined, linkInContainer: true });
  for (const sandbox of [undefined, netnsPath(pod)]) {
    const prevResult = { interfaces: [{ name: 'in0', sandbox }] };
    const add = run(rig, pod, 'ADD', { ...config, prevResult });
    t.is(add.status, 0, add.stdout);
    t.like(ip(pod, 'link', 'show', 'eth0')[0], { link: 'in0' });
    t.is(run(rig, pod, 'CHECK', { ...config, prevResult: add.output }).stdout, '');
    t.is(run(rig, pod, 'DEL', config).status, 0);
  }
});
