import { setTimeout } from 'node:timers/promises';
import { RtnlSync } from '@iplink-ts/rtnetlink';
import { netnsPids } from '@iplink-ts/socket';
import test from 'ava';
import { masqueradeRules, natRules, nftRules } from '../firewall/namespace.ts';
import { hasReference, netnsPath, OURS, REFERENCE, Rig, type Run, reaches, state } from '../rig.ts';

/** Key `ipMasq` of ptp. */

const V4 = { address: '10.1.2.3/24', gateway: '10.1.2.1' };
const V6 = { address: '2001:db8::3/64', gateway: '2001:db8::1' };
const STATIC = { type: 'static', addresses: [V4], routes: [{ dst: '0.0.0.0/0' }] };

const conf = (config: object = {}): object => ({
  cniVersion: '1.0.0',
  name: 'net',
  type: 'ptp',
  ipMasq: true,
  ipam: STATIC,
  ...config,
});

const run = (rig: Rig, pod: string, command: string, config: object, env = {}): Run =>
  rig.call('ptp', command, config, { CNI_NETNS: pod === '' ? '' : netnsPath(pod), ...env });

/** A machine beyond the host that has no route to the containers. */
function addOutside(rig: Rig): string {
  const outside = rig.container();
  using host = RtnlSync.open({ netns: rig.host });
  host.links.add({ kind: 'veth', ifname: 'up0', data: { peer: { ifname: 'up1' } }, peerNetns: outside });
  using other = RtnlSync.open({ netns: outside });
  for (const [rtnl, dev, end] of [
    [host, 'up0', 1],
    [other, 'up1', 2],
  ] as const) {
    rtnl.addresses.add({ dev, address: `192.0.2.${end}/24` });
    rtnl.addresses.add({ dev, address: `2001:db8:9::${end}/64`, flags: ['nodad'] });
    rtnl.links.set(dev, { up: true });
  }
  return outside;
}

for (const ipMasqBackend of ['iptables', 'nftables'])
  test.serial(`backend ${ipMasqBackend}: the container reaches who has no route to it`, (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    addOutside(rig);
    const routes = [{ dst: '0.0.0.0/0' }, { dst: '::/0' }];
    const config = conf({ ipMasqBackend, ipam: { type: 'static', addresses: [V4, V6], routes } });
    const both = (seconds?: number): boolean[] =>
      ['192.0.2.2', '2001:db8:9::2'].map((address) => reaches(pod, address, seconds));
    t.is(run(rig, pod, 'ADD', { ...config, ipMasq: false }).status, 0);
    t.deepEqual(both(1), [false, false]);
    t.is(run(rig, pod, 'DEL', config).status, 0);
    t.is(run(rig, pod, 'ADD', config).status, 0);
    t.deepEqual(both(), [true, true]);
  });

for (const [ipMasqBackend, judge] of [
  [undefined, (host: string) => natRules(host).some((rule) => rule.includes('POSTROUTING -s 10.1.2.3/32 '))],
  ['iptables', (host: string) => natRules(host).some((rule) => rule.includes('POSTROUTING -s 10.1.2.3/32 '))],
  [
    'nftables',
    (host: string) =>
      nftRules(host, 'inet cni_plugins_masquerade').filter((rule) => rule.includes('comment')).length === 1,
  ],
] as const)
  test.serial(
    `ipMasq, backend ${ipMasqBackend}: rules after ADD, none after DEL without a namespace`,
    (t) => {
      const rig = new Rig(t);
      const pod = rig.container();
      const config = conf({ ipMasq: true, ipMasqBackend });
      t.is(run(rig, pod, 'ADD', config).status, 0);
      t.true(judge(rig.host));
      for (let times = 0; times < 2; times++)
        t.is(run(rig, pod, 'DEL', config, { CNI_NETNS: '' }).stdout, '');
      t.deepEqual(masqueradeRules(rig.host), []);
    },
  );

test.serial('a container that is attached twice keeps the masquerading of the other interface', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const attachment = (at: number): object =>
    conf({
      ipMasq: true,
      ipam: { type: 'static', addresses: [{ address: `10.1.${at}.3/24`, gateway: `10.1.${at}.1` }] },
    });
  const names = ['eth0', 'eth1'];
  for (const [at, CNI_IFNAME] of names.entries())
    t.is(run(rig, pod, 'ADD', attachment(at), { CNI_IFNAME }).status, 0);
  t.is(run(rig, pod, 'DEL', attachment(0), { CNI_IFNAME: 'eth0' }).status, 0);
  t.deepEqual(
    natRules(rig.host).map((rule) => rule.replaceAll(/ -m comment --comment "[^ ]+ [^ ]+ [^ ]+ [^ ]+"/g, '')),
    [
      '-N CNI-623e1c388032b20529218ecc',
      '-A POSTROUTING -s 10.1.1.3/32 -j CNI-623e1c388032b20529218ecc',
      '-A CNI-623e1c388032b20529218ecc -d 10.1.1.0/24 -j ACCEPT',
      '-A CNI-623e1c388032b20529218ecc ! -d 224.0.0.0/4 -j MASQUERADE',
    ],
  );
  t.is(run(rig, pod, 'DEL', attachment(1), { CNI_IFNAME: 'eth1' }).status, 0);
  t.deepEqual(masqueradeRules(rig.host), []);
});

test.serial('STATUS wants a backend that works', (t) => {
  const rig = new Rig(t);
  const status = (more: object): unknown =>
    run(rig, '', 'STATUS', conf({ cniVersion: '1.1.0', ...more })).output;
  t.is(status({}), undefined);
  t.is(status({ ipMasqBackend: 'nftables' }), undefined);
  t.like(status({ ipMasqBackend: 'x' }), { msg: 'unknown ipmasq backend "x"' });
  const path = process.env['PATH'];
  process.env['PATH'] = '/nowhere';
  try {
    t.like(status({ ipMasqBackend: 'nftables' }), { code: 50, msg: 'nft does not work here' });
    t.is(status({ ipMasqBackend: 'nftables', ipMasq: false }), undefined);
  } finally {
    process.env['PATH'] = path;
  }
});

test.serial('GC takes the masquerading of attachments that are not valid', (t) => {
  const rig = new Rig(t);
  const config = { cniVersion: '1.1.0', ipMasq: true };
  const containers = ['c1', 'c2', 'c3', 'c4'];
  for (const [at, CNI_CONTAINERID] of containers.entries()) {
    const addresses = [{ address: `10.1.2.${at + 3}/24`, gateway: '10.1.2.1' }];
    const ipMasqBackend = at < 2 ? 'iptables' : 'nftables';
    const own = conf({ ...config, ipMasqBackend, ipam: { type: 'static', addresses } });
    t.is(run(rig, rig.container(), 'ADD', own, { CNI_CONTAINERID }).status, 0);
  }
  const whose = (): string[] =>
    containers.filter((id) =>
      masqueradeRules(rig.host).some((rule) => rule.includes(`${id}\\`) || rule.includes(`id: ${id}"`)),
    );
  const gc = (more: object): unknown =>
    run(rig, '', 'GC', conf({ ...config, ipMasq: false, ...more })).output;
  t.like(gc({}), { code: 7, msg: 'missing cni.dev/valid-attachments' });
  const valid = ['c2', 'c4'].map((containerID) => ({ containerID, ifname: 'eth0' }));
  t.is(gc({ name: 'other', 'cni.dev/valid-attachments': null }), undefined);
  t.deepEqual(whose(), containers);
  t.is(gc({ 'cni.dev/valid-attachments': valid }), undefined);
  t.deepEqual(whose(), ['c2', 'c4']);
  t.is(gc({ 'cni.dev/valid-attachments': null }), undefined);
  t.deepEqual(masqueradeRules(rig.host), []);
});

test.serial('a container that the reference attached twice keeps the other interface, too', (t) => {
  if (!hasReference) {
    t.log(`skipped: no ${REFERENCE}/ptp (Debian package containernetworking-plugins)`);
    t.pass();
    return;
  }
  const rig = new Rig(t);
  const CNI_NETNS = netnsPath(rig.container());
  const attachment = (at: number): object => {
    const addresses = [{ address: `10.1.${at}.3/24`, gateway: `10.1.${at}.1` }];
    return conf({ ipam: { type: 'static', addresses } });
  };
  for (const [at, CNI_IFNAME] of ['eth0', 'eth1'].entries())
    t.is(rig.run(REFERENCE, 'ptp', 'ADD', attachment(at), { CNI_NETNS, CNI_IFNAME }).status, 0);
  const both = natRules(rig.host);
  t.is(rig.run(OURS, 'ptp', 'DEL', attachment(0), { CNI_NETNS, CNI_IFNAME: 'eth0' }).status, 0);
  t.deepEqual(
    natRules(rig.host),
    both.filter((rule) => !rule.includes('10.1.0.')),
  );
  t.is(rig.run(REFERENCE, 'ptp', 'DEL', attachment(1), { CNI_NETNS, CNI_IFNAME: 'eth1' }).status, 0);
  t.deepEqual(masqueradeRules(rig.host), []);
});

for (const ipMasqBackend of ['iptables', 'nftables'])
  test.serial(`backend ${ipMasqBackend}: eight at once, ADD and DEL`, async (t) => {
    const rig = new Rig(t);
    const before = state(rig.host);
    const attachments = Array.from({ length: 8 }, (_, at) => ({
      env: { CNI_NETNS: netnsPath(rig.container()), CNI_CONTAINERID: `c${at}` },
      config: conf({
        ipMasqBackend,
        ipam: { type: 'static', addresses: [{ address: `10.1.2.${at + 3}/24`, gateway: '10.1.2.1' }] },
      }),
    }));
    const all = (command: string): Promise<(number | null)[]> =>
      Promise.all(attachments.map(({ env, config }) => rig.start(OURS, 'ptp', command, config, env).status));
    t.deepEqual(await all('ADD'), Array(8).fill(0));
    t.is(masqueradeRules(rig.host).length, ipMasqBackend === 'iptables' ? 8 * 4 : 8);
    t.deepEqual(await all('DEL'), Array(8).fill(0));
    t.deepEqual(masqueradeRules(rig.host), []);
    t.deepEqual(state(rig.host), before);
  });

test.serial('whenever ADD is killed, DEL leaves nothing, and the next ADD works', async (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const before = [state(rig.host), state(pod)];
  const ADDs = 12;
  let killed = 0;
  for (let at = 0; at < ADDs; at++) {
    const ipMasqBackend = at % 2 === 0 ? 'iptables' : 'nftables';
    const started = rig.start(OURS, 'ptp', 'ADD', conf({ ipMasqBackend }), { CNI_NETNS: netnsPath(pod) });
    await setTimeout(at * 8);
    started.kill();
    if ((await started.status) === null) killed++;
    // What it had started itself, iptables or nft, comes to its end.
    while (netnsPids(rig.host).length > 0) await setTimeout(5);
    t.is(run(rig, pod, 'DEL', conf()).status, 0);
    t.deepEqual([state(rig.host), state(pod), masqueradeRules(rig.host)], [...before, []]);
  }
  t.true(killed > 0, `${killed} of ${ADDs} were killed`);
  t.is(run(rig, pod, 'ADD', conf()).status, 0);
});
