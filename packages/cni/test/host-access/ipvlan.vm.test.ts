import test from 'ava';
import { ip, linkNames, ping, state, sysctl, writeSysctl } from '../rig.ts';
import { conf, hostWithNeighbour, RELAY, run } from './lab.ts';

const add = (last: number, config: object = {}): object => conf('ipvlan', last, config);

for (const mode of ['l2', 'l3', 'l3s'] as const) {
  test.serial(`mode ${mode}: host to pod and pod to host ping`, (t) => {
    const { rig } = hostWithNeighbour(t);
    // As strict as a host can be; `all` alone is enough for that.
    writeSysctl(rig.host, 'ipv4/conf/all/rp_filter', '1');
    writeSysctl(rig.host, 'ipv4/conf/m0/rp_filter', '0');
    const before = state(rig.host);
    const pod = rig.container();
    const done = run(rig, 'ipvlan', 'ADD', pod, add(3, { mode }));
    t.is(done.status, 0, done.stdout);
    t.like(ip(rig.host, '-d', 'link', 'show', RELAY)[0], { linkinfo: { info_data: { mode } } });
    t.is(sysctl(rig.host, 'ipv4/conf/m0/rp_filter'), mode === 'l2' ? '2' : '0');
    for (const to of ['10.1.2.3', '2001:db8::3']) t.true(ping(rig.host, to), to);
    for (const to of ['10.1.2.1', '2001:db8::1']) t.true(ping(pod, to), to);
    // Neither the namespace nor the mode is needed.
    t.is(run(rig, 'ipvlan', 'DEL', pod, add(3), { CNI_NETNS: '' }).status, 0);
    rig.remove(pod);
    t.false(linkNames(rig.host).includes(RELAY));
    t.is(sysctl(rig.host, 'ipv4/conf/m0/rp_filter'), '0');
    t.deepEqual(state(rig.host), before);
  });
}

test.serial(
  'the filter of the master is restored with the last network, and only where it is as we left it',
  (t) => {
    const { rig, outside } = hostWithNeighbour(t);
    const filter = (): string => sysctl(rig.host, 'ipv4/conf/m0/rp_filter');
    writeSysctl(rig.host, 'ipv4/conf/all/rp_filter', '0');
    writeSysctl(rig.host, 'ipv4/conf/m0/rp_filter', '1');
    const [pod, other] = [rig.container(), rig.container()];
    const second = add(4, { name: 'second' });
    t.is(run(rig, 'ipvlan', 'ADD', pod, add(3)).status, 0);
    t.is(run(rig, 'ipvlan', 'ADD', other, second).status, 0);
    t.is(filter(), '2');
    t.true(ping(outside, '10.1.2.1'));
    t.true(ping(pod, '10.1.2.4'));
    t.is(run(rig, 'ipvlan', 'DEL', pod, add(3)).status, 0);
    t.is(filter(), '2');
    t.true(ping(rig.host, '10.1.2.4'));
    t.is(run(rig, 'ipvlan', 'DEL', other, second).status, 0);
    t.is(filter(), '1');
    t.is(run(rig, 'ipvlan', 'ADD', pod, add(3)).status, 0);
    writeSysctl(rig.host, 'ipv4/conf/m0/rp_filter', '0');
    t.is(run(rig, 'ipvlan', 'DEL', pod, add(3)).status, 0);
    t.is(filter(), '0');
  },
);
