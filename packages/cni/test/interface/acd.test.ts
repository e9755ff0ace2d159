import test from 'ava';
import { ip, netnsPath, Rig, type Run, state } from '../rig.ts';

/** Duplicates of IPv4, which `"dad": "wait"` looks for. */

const conf = (config: object = {}): object => ({
  cniVersion: '1.0.0',
  name: 'net',
  type: 'macvlan',
  master: 'm0',
  ipam: { type: 'static', addresses: [{ address: '10.1.2.2/24' }, { address: '10.1.2.3/24' }] },
  ...config,
});

const add = (rig: Rig, pod: string, config: object): Run =>
  rig.call('macvlan', 'ADD', conf(config), { CNI_NETNS: netnsPath(pod) });

for (const [where, master] of [
  ['on the same master', 'm0'],
  ['at the other end of the cable', 'm1'],
] as const)
  test.serial(`an address that somebody has ${where} is refused`, (t) => {
    const rig = new Rig(t);
    const [first, second] = [rig.container(), rig.container()];
    const mac = '02:00:00:00:00:07';
    const holder = { type: 'static', addresses: [{ address: '10.1.2.3/16' }] };
    t.is(add(rig, first, { master, mac, ipam: holder }).status, 0);
    const before = state(second);
    t.deepEqual(add(rig, second, { dad: 'wait' }).output, {
      code: 999,
      msg: 'failed to add IP addr 10.1.2.3/24 to "eth0": address already in use',
      details: `${mac} has this address on the network: give one of them another`,
    });
    t.deepEqual(state(second), before);
    // Nobody looks unless that is asked for, and whoever looks is not told on.
    t.deepEqual(ip(first, 'neigh'), []);
    t.is(add(rig, second, {}).status, 0);
  });

test.serial('an address that nobody has is asked for, and then used', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const started = performance.now();
  const { status, stdout } = add(rig, pod, { dad: 'wait' });
  t.is(status, 0, stdout);
  t.true(performance.now() - started >= 600);
  t.like(ip(pod, '-4', 'addr', 'show', 'eth0')[0], {
    addr_info: [{ local: '10.1.2.2' }, { local: '10.1.2.3' }],
  });
  t.deepEqual(ip(pod, 'neigh'), []);
});

test.serial('on a bridge: by dad, not by the key of the reference, which is for IPv6', (t) => {
  const rig = new Rig(t);
  const [first, second] = [rig.container(), rig.container()];
  const ipam = { type: 'static', addresses: [{ address: '10.1.2.3/24' }] };
  const run = (pod: string, command: string, config: object): Run =>
    rig.call('bridge', command, conf({ type: 'bridge', bridge: 'br0', ipam, ...config }), {
      CNI_NETNS: netnsPath(pod),
      CNI_CONTAINERID: pod,
    });
  t.is(run(first, 'ADD', {}).status, 0);
  t.is(run(second, 'ADD', { enabledad: true }).status, 0);
  t.is(run(second, 'DEL', {}).status, 0);
  t.is(
    run(second, 'ADD', { dad: 'wait' }).output?.['msg'],
    'failed to add IP addr 10.1.2.3/24 to "eth0": address already in use',
  );
});
