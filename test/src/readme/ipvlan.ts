import { Rtnl } from '@iplink-ts/rtnetlink';

await using host = await Rtnl.open();
await host.links.add({ ifname: 'bridge0', kind: 'bridge', up: true });
await host.netns.create('blue');
await host.links.add({
  ifname: 'my_ipvlan',
  link: 'bridge0',
  kind: 'ipvlan',
  data: { mode: 'l2' },
  netns: 'blue',
});

await using blue = await Rtnl.open({ netns: 'blue' });
await blue.addresses.add({ dev: 'my_ipvlan', address: '192.0.3.3/24' });
await blue.links.set('my_ipvlan', { up: true });
await blue.routes.add({ dst: 'default', via: '198.51.100.1', dev: 'my_ipvlan', onlink: true });
