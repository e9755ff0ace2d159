import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { ip, state } from '../../rig.ts';
import { Network, SUBNET } from './lab.ts';

/** Routes by the interface, and those by others. */

test.serial(
  'a default route when the network or the subnet asks for it, and the routes of the subnet',
  (t) => {
    const network = new Network(t);
    const routes = [{ dst: '10.9.0.0/16', gw: '192.168.1.9' }, { dst: '10.8.0.0/16' }];
    for (const changes of [
      { isDefaultGateway: true, subnets: [{ ...SUBNET, routes }] },
      { subnets: [{ ...SUBNET, routes, gateway: '192.168.1.1', podDefaultGateway: { enable: true } }] },
    ]) {
      const pod = network.rig.container();
      const add = network.run(pod, 'ADD', changes);
      t.is(add.status, 0, add.stdout);
      t.deepEqual(
        ip(pod, 'route')
          .map(({ dst, gateway }) => `${dst} ${gateway ?? ''}`)
          .sort(),
        ['10.8.0.0/16 192.168.1.1', '10.9.0.0/16 192.168.1.9', '192.168.1.0/24 ', 'default 192.168.1.1'],
      );
      t.is(network.run(pod, 'CHECK', { ...changes, prevResult: add.output }).status, 0);
    }
  },
);

/** A pod with `eth0` of another network, and its default routes. */
function podWithEth0(network: Network): string {
  const pod = network.rig.container();
  using rtnl = RtnlSync.open({ netns: pod });
  rtnl.links.add({ kind: 'veth', ifname: 'eth0', data: { peer: { ifname: 'peer' } } });
  for (const name of ['eth0', 'peer']) rtnl.links.set(name, { up: true });
  rtnl.addresses.add({ dev: 'eth0', address: '10.244.0.101/24' });
  rtnl.addresses.add({ dev: 'eth0', address: 'fd00:244::101/64', flags: ['nodad'] });
  rtnl.routes.add({ dst: 'default', via: '10.244.0.1', dev: 'eth0' });
  rtnl.routes.add({ dst: 'default', via: 'fd00:244::1', dev: 'eth0' });
  return pod;
}

const routeTo = (pod: string, address: string): string => {
  const [route] = ip(pod, 'route', 'get', address);
  return `${route?.['dev']} ${route?.['gateway'] ?? ''}`;
};

test.serial('a default route comes before that of eth0, services go by eth0 all the same', (t) => {
  const network = new Network(t);
  const podDefaultGateway = { enable: true, serviceCidr: '10.43.0.0/16' };
  const routes = [
    { dst: '172.16.0.0/12', iface: 'eth0' },
    { dst: '172.30.0.0/16', gw: '10.244.0.7', dev: 'eth0' },
    { dst: '10.9.0.0/16', iface: 'net1' },
  ];
  const changes = { subnets: [{ ...SUBNET, routes, podDefaultGateway }] };
  const pod = podWithEth0(network);
  const before = state(pod);
  const add = network.run(pod, 'ADD', changes);
  t.is(add.status, 0, add.stdout);
  t.deepEqual(
    ['8.8.8.8', '10.43.0.1', '172.16.5.5', '172.30.5.5', '10.9.0.1'].map((address) => routeTo(pod, address)),
    ['net1 192.168.1.1', 'eth0 10.244.0.1', 'eth0 10.244.0.1', 'eth0 10.244.0.7', 'net1 192.168.1.1'],
  );
  const check = (): unknown =>
    network.run(pod, 'CHECK', { ...changes, prevResult: add.output }).output?.['msg'];
  t.is(check(), undefined);
  {
    using rtnl = RtnlSync.open({ netns: pod });
    rtnl.routes.delete({ dst: '10.43.0.0/16', dev: 'eth0' });
  }
  t.is(check(), 'Expected Route {Dst:10.43.0.0/16 GW:<nil>} not found in routing table');
  t.is(network.run(pod, 'DEL', changes).status, 0);
  t.deepEqual(state(pod), before);
});

test.serial('a default route of IPv6 does not share the traffic with that of eth0', (t) => {
  const network = new Network(t);
  const pod = podWithEth0(network);
  const add = network.run(pod, 'ADD', {
    subnets: [{ ...SUBNET, cidr: 'fd00:1::/64' }],
    isDefaultGateway: true,
  });
  t.is(add.status, 0, add.stdout);
  t.is(routeTo(pod, '2001:db8::1'), 'net1 fd00:1::1');
  t.is(network.run(pod, 'DEL').status, 0);
  t.is(routeTo(pod, '2001:db8::1'), 'eth0 fd00:244::1');
});
