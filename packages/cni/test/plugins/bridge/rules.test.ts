import { readdirSync } from 'node:fs';
import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { masqueradeRules, nftRules } from '../../firewall/namespace.ts';
import { temporaryFolder } from '../../folder.ts';
import { ip, Rig } from '../../rig.ts';
import { addressed, conf, hostEnd, output, run } from './lab.ts';

/** Rules and reservations that come with an attachment and go with it. */

for (const backend of [undefined, 'iptables', 'nftables'] as const) {
  test.serial(
    `ipMasq, backend ${backend}: rules with the address, gone with DEL also when the namespace is`,
    (t) => {
      const rig = new Rig(t);
      const pod = rig.container();
      const config = conf({ ipMasq: true, ipMasqBackend: backend, isGateway: true });
      const before = JSON.stringify(masqueradeRules(rig.host));
      t.is(run(rig, pod, 'ADD', config).status, 0);
      t.regex(JSON.stringify(masqueradeRules(rig.host)), /10\.1\.2\.3/);
      rig.remove(pod);
      t.is(run(rig, pod, 'DEL', config).status, 0);
      t.notRegex(JSON.stringify(masqueradeRules(rig.host)), /10\.1\.2\.3/);
      t.is(JSON.stringify(masqueradeRules(rig.host)).includes('CNI-'), before.includes('CNI-'));
    },
  );
}

test.serial(
  'macspoofchk: 1, 1 and 2 rules after ADD, none after DEL, also when the namespace is gone',
  (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    const config = conf({ macspoofchk: true });
    const count = (): number =>
      nftRules(rig.host, 'bridge nat').join('\n').split('macspoofchk-c1-eth0').length - 1;
    t.is(run(rig, pod, 'ADD', config).status, 0);
    t.is(count(), 4);
    t.regex(output(rig.host, 'nft', 'list', 'ruleset'), new RegExp(`${hostEnd(rig.host, pod)?.['ifname']}`));
    t.regex(
      output(rig.host, 'nft', 'list', 'ruleset'),
      new RegExp(`${ip(pod, 'link', 'show', 'eth0')[0]?.['address']}`),
    );
    rig.remove(pod);
    t.is(run(rig, pod, 'DEL', config).status, 0);
    t.is(count(), 0);
  },
);

test.serial('GC removes the rules of attachments that are not in use, and leaves the others', (t) => {
  const rig = new Rig(t);
  const [used, gone] = [rig.container(), rig.container()];
  const config = (address: string): object =>
    conf({
      cniVersion: '1.1.0',
      ipMasq: true,
      ipMasqBackend: 'nftables',
      macspoofchk: true,
      ipam: addressed(address),
    });
  t.is(run(rig, used, 'ADD', config('10.1.2.3/24')).status, 0);
  t.is(run(rig, gone, 'ADD', config('10.1.2.4/24'), { CNI_CONTAINERID: 'c2' }).status, 0);
  const ofGone = hostEnd(rig.host, gone)?.['ifname'];
  {
    using host = RtnlSync.open({ netns: rig.host });
    host.links.delete(String(ofGone)); // as when the namespace ends
  }
  const gc = { ...config(''), 'cni.dev/valid-attachments': [{ containerID: 'c1', ifname: 'eth0' }] };
  const done = run(rig, used, 'GC', gc);
  t.is(done.status, 0, done.stdout);
  const rules = output(rig.host, 'nft', 'list', 'ruleset');
  t.regex(rules, /10\.1\.2\.3/);
  t.regex(rules, /macspoofchk-c1-eth0/);
  t.notRegex(rules, /10\.1\.2\.4|macspoofchk-c2-eth0/);
});

test.serial(
  'IP released on late error: the number of reservations is unchanged after an ADD that fails',
  (t) => {
    const rig = new Rig(t);
    const dataDir = temporaryFolder(t);
    const config = (more: object): object =>
      conf({ isGateway: true, ipam: { type: 'host-local', subnet: '10.1.2.0/24', dataDir }, ...more });
    const reservations = (): string[] =>
      readdirSync(`${dataDir}/net`).filter((name) => name.startsWith('10.'));
    const pod = rig.container();
    t.is(run(rig, pod, 'ADD', config({})).status, 0);
    t.deepEqual(reservations(), ['10.1.2.2']);
    {
      using host = RtnlSync.open({ netns: rig.host });
      host.addresses.delete({ dev: 'br0', address: '10.1.2.1/24' });
      host.addresses.add({ dev: 'br0', address: '192.0.2.1/24' });
    }
    const failing = run(rig, rig.container(), 'ADD', config({}), { CNI_CONTAINERID: 'c2' });
    t.regex(String(failing.output?.['msg']), /already has an IP address different from 10\.1\.2\.1\/24$/);
    t.deepEqual(reservations(), ['10.1.2.2']);
    // Also when DEL finds no namespace.
    rig.remove(pod);
    t.is(run(rig, pod, 'DEL', config({})).status, 0);
    t.deepEqual(reservations(), []);
  },
);
