import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { hasReference, ip, linkNames, netnsPath, REFERENCE, Rig, spawnIn, state } from '../rig.ts';
import { conf, DUAL, run, STATIC } from './ptp.lab.ts';

/** CHECK of ptp. */

test.serial('CHECK finds what is not as prevResult says', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const { output: good } = run(rig, pod, 'ADD', conf());
  const check = (prevResult: object | undefined, changes: object = {}): unknown =>
    run(rig, pod, 'CHECK', { ...conf(changes), prevResult }).output?.['msg'];
  const changed = (from: string | RegExp, to: string): object =>
    JSON.parse(JSON.stringify(good).replaceAll(from, to));
  t.is(check(good), undefined);
  t.is(check(undefined), 'Required prevResult missing'); // says static
  t.is(check(good, { ipam: {} }), 'no plugin name provided');
  t.is(
    check(changed('eth0', 'eth5')),
    `Sandbox in prevResult  doesn't match configured netns: ${netnsPath(pod)}`,
  );
  t.regex(
    String(check(changed(/"mac":"[^"]*"/g, '"mac":"02:00:00:00:00:09"'))),
    /^ptp: Interface eth0 Mac 02:00:00:00:00:09 doesn't match container Mac: /,
  );
  t.is(check(changed('10.1.2.3', '10.1.2.4')), 'Failed to match addr 10.1.2.4/24 on interface eth0');
  t.is(
    check(changed('0.0.0.0/0', '10.8.0.0/16')),
    'Expected Route {Dst:10.8.0.0/16 GW:<nil>} not found in routing table',
  );
  t.is(run(rig, pod, 'DEL', conf()).status, 0);
  t.is(check(good), 'ptp: Container Interface name in prevResult: eth0 not found');
  t.deepEqual(linkNames(pod), ['lo']);
});

test.serial('CHECK finds what is not as ADD left it on the host', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const config = conf({ ipam: DUAL });
  const { output: prevResult } = run(rig, pod, 'ADD', config);
  const check = (): unknown => run(rig, pod, 'CHECK', { ...config, prevResult }).output?.['msg'];
  const name = String(ip(rig.host, 'route', 'show', '10.1.2.3')[0]?.['dev']);
  using host = RtnlSync.open({ netns: rig.host });
  const expectMissing = (dst: string): unknown =>
    t.is(check(), `Expected Route {Dst:${dst} GW:<nil>} not found in routing table`);
  t.is(check(), undefined);

  host.routes.delete({ dst: '10.1.2.3/32', dev: name });
  expectMissing('10.1.2.3/32');
  host.routes.add({ dst: '10.1.2.3/32', dev: 'm0' }); // leads elsewhere
  expectMissing('10.1.2.3/32');
  host.routes.add({ dst: '10.1.2.3/32', dev: name, table: 77 }); // of a VRF, for all we know
  t.is(check(), undefined);
  host.routes.delete({ dst: '2001:db8::3/128', dev: name });
  expectMissing('2001:db8::3/128');
  host.routes.add({ dst: '2001:db8::3/128', dev: name });
  t.is(check(), undefined);

  for (const gateway of ['2001:db8::1/128', '10.1.2.1/32']) {
    host.addresses.delete({ dev: name, address: gateway });
    t.is(check(), `Failed to match addr ${gateway} on interface ${name}`);
    host.addresses.add({ dev: name, address: gateway, flags: gateway.includes(':') ? ['nodad'] : [] });
    // Routes of IPv4 go with the last address of the interface.
    host.routes.replace({ dst: '10.1.2.3/32', dev: name, table: 77 });
    t.is(check(), undefined);
  }

  host.links.set(name, { up: false });
  t.is(check(), `Interface ${name} is down`);
  host.links.set(name, { ifname: 'renamed' });
  t.is(check(), 'ptp: veth of the host for eth0 not found');
});

for (const ipMasqBackend of ['iptables', 'nftables'] as const)
  test.serial(`CHECK finds that masquerading is gone, backend ${ipMasqBackend}`, (t) => {
    const rig = new Rig(t);
    const [pod, other] = [rig.container(), rig.container()];
    const config = conf({ ipMasq: true, ipMasqBackend, ipam: DUAL });
    const { output: prevResult } = run(rig, pod, 'ADD', config);
    const addresses = [{ address: '10.1.2.4/24', gateway: '10.1.2.1' }];
    const ofOther = conf({ ipMasq: true, ipMasqBackend, ipam: { ...STATIC, addresses } });
    t.is(run(rig, other, 'ADD', ofOther, { CNI_CONTAINERID: 'c2' }).status, 0);
    const check = (changes: object = {}): unknown =>
      run(rig, pod, 'CHECK', { ...config, prevResult, ...changes }).output?.['msg'];
    t.is(check(), undefined);
    // Who masquerades is all the same: ADD may have been that of another configuration.
    t.is(check({ ipMasqBackend: undefined }), undefined);

    const flush = { iptables: ['ip6tables', '-w', '-t', 'nat', '-F', 'POSTROUTING'], nftables: ['true'] };
    const [program, ...words] = flush[ipMasqBackend];
    t.is(spawnIn(rig.host, program ?? '', ...words).status, 0);
    if (ipMasqBackend === 'iptables') t.is(check(), 'Masquerading of 2001:db8::3/64 not found');
    // As when the rules are loaded anew: those of the other container are there.
    t.is(run(rig, pod, 'DEL', { ...config, ipam: {} }, { CNI_NETNS: '' }).status, 0);
    t.is(check(), 'Masquerading of 10.1.2.3/24 not found');
    t.is(check({ ipMasq: false }), undefined);
  });

test.serial('CHECK agrees with what the reference added', (t) => {
  if (!hasReference) {
    t.log('skipped: no reference plugins here (Debian package containernetworking-plugins)');
    t.pass();
    return;
  }
  const rig = new Rig(t);
  const pod = rig.container();
  const before = [state(rig.host), state(pod)];
  // 1.1.1 takes iptables whatever the backend is.
  const config = conf({ ipMasq: true, ipMasqBackend: 'nftables', ipam: DUAL });
  const add = rig.run(REFERENCE, 'ptp', 'ADD', config, { CNI_NETNS: netnsPath(pod) });
  t.is(add.status, 0, add.stdout);
  const check = run(rig, pod, 'CHECK', { ...config, prevResult: add.output });
  t.deepEqual([check.status, check.stdout], [0, '']);
  t.is(run(rig, pod, 'DEL', config).status, 0);
  t.deepEqual([state(rig.host), state(pod)], before);
});
