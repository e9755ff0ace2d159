import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { ip, linkNames, netnsPath, Rig, type Run } from '../rig.ts';

const conf = (address: string, config: object = {}): object => ({
  cniVersion: '1.0.0',
  name: 'net',
  type: 'ipvlan',
  master: 'm0',
  ipam: { type: 'static', addresses: [{ address }] },
  ...config,
});

const run = (rig: Rig, pod: string, command: string, config: object): Run =>
  rig.call('ipvlan', command, config, { CNI_NETNS: netnsPath(pod) });

const FIRST = '10.1.2.3/24';
const SECOND = '10.1.2.4/24';

test.serial('a mode that would change that of running containers is refused', (t) => {
  const rig = new Rig(t);
  const [first, second, third] = [rig.container(), rig.container(), rig.container()];
  t.is(run(rig, first, 'ADD', conf(FIRST, { mode: 'l3' })).status, 0);
  const refused = run(rig, second, 'ADD', conf(SECOND));
  t.deepEqual(refused.output, {
    code: 7,
    msg: 'master "m0" carries ipvlan interfaces of mode l3, which mode l2 would change',
    details: `"eth0" in ${netnsPath(first)}: set "mode": "l3", or use another master`,
  });
  t.deepEqual(linkNames(second), ['lo']);
  t.is(run(rig, second, 'ADD', conf(SECOND, { mode: 'l3' })).status, 0);
  // Another master of the same host is another matter.
  t.is(run(rig, third, 'ADD', conf(FIRST, { master: 'm1' })).status, 0);
  t.like(ip(first, '-d', 'link', 'show', 'eth0')[0], { linkinfo: { info_data: { mode: 'l3' } } });
  for (const pod of [first, second]) t.is(run(rig, pod, 'DEL', conf(FIRST)).status, 0);
  t.is(run(rig, first, 'ADD', conf(FIRST)).status, 0);
});

test.serial('a sibling on the host counts too, and so does one on which the new one would be built', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  using host = RtnlSync.open({ netns: rig.host });
  host.links.add({ kind: 'ipvlan', ifname: 'iv0', link: 'm0', data: { mode: 'l3s' } });
  for (const master of ['m0', 'iv0'])
    t.like(run(rig, pod, 'ADD', conf(FIRST, { master })).output, {
      details: '"iv0" in the namespace of the master: set "mode": "l3s", or use another master',
    });
  t.is(run(rig, pod, 'ADD', conf(FIRST, { master: 'iv0', mode: 'l3s' })).status, 0);
});

test.serial('flags: what the kernel has, and CHECK', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const words = { bridge: { bridge: true }, private: { private: true }, vepa: { vepa: true } };
  for (const [flag, word] of Object.entries(words)) {
    const config = conf(FIRST, { flag });
    const add = run(rig, pod, 'ADD', config);
    t.is(add.status, 0, add.stdout);
    t.like(ip(pod, '-d', 'link', 'show', 'eth0')[0], { linkinfo: { info_data: { mode: 'l2', ...word } } });
    const check = (changes: object): unknown =>
      run(rig, pod, 'CHECK', { ...config, prevResult: add.output, ...changes }).output?.['msg'];
    t.is(check({}), undefined);
    const other = flag === 'vepa' ? 'private' : 'vepa';
    t.is(check({ flag: other }), `Container IPVlan flag ${flag} does not match expected value: ${other}`);
    t.is(run(rig, pod, 'DEL', config).status, 0);
  }
});

test.serial('a flag that would change that of running containers is refused', (t) => {
  const rig = new Rig(t);
  const [first, second] = [rig.container(), rig.container()];
  t.is(run(rig, first, 'ADD', conf(FIRST, { flag: 'private' })).status, 0);
  const where = `"eth0" in ${netnsPath(first)}`;
  const refused = (config: object): unknown => {
    const { output } = run(rig, second, 'ADD', conf(SECOND, config));
    t.deepEqual(linkNames(second), ['lo']);
    return output;
  };
  t.deepEqual(refused({}), {
    code: 7,
    msg: 'master "m0" carries ipvlan interfaces of flag private, which flag bridge would change',
    details: `${where}: set "flag": "private", or use another master`,
  });
  t.like(refused({ flag: 'vepa', mode: 'l3' }), {
    msg: 'master "m0" carries ipvlan interfaces of mode l2, which mode l3 would change',
    details: `${where}: set "mode": "l2" and "flag": "private", or use another master`,
  });
  t.is(run(rig, second, 'ADD', conf(SECOND, { flag: 'private' })).status, 0);
});
