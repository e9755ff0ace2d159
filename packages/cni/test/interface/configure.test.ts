import { RtnlSync, UndoStack } from '@iplink-ts/rtnetlink';
import { links, SyncClient } from '@iplink-ts/rtnetlink/sync';
import { openNetns } from '@iplink-ts/socket';
import test, { type ExecutionContext } from 'ava';
import { configureInterface } from '../../src/interface/configure.ts';
import type { Result } from '../../src/result/result.ts';
import { ip, Rig } from '../rig.ts';

/** What the reference's own suite asks of its `ConfigureIface`. */

const V4 = { interface: 0, address: '10.1.2.3/24', gateway: '10.1.2.1' };
const V6 = { interface: 0, address: '2001:db8::3/64', gateway: '2001:db8::1' };

/** RT_SCOPE_LINK (linux/rtnetlink.h): addresses that the kernel gives by itself. */
const LINK = 253;

/** A container whose `eth0` is down, with another interface that is up. */
class Container {
  readonly name: string;
  readonly rtnl: RtnlSync;

  constructor(t: ExecutionContext) {
    this.name = new Rig(t).container();
    this.rtnl = RtnlSync.open({ netns: this.name });
    t.teardown(() => this.rtnl[Symbol.dispose]());
    this.rtnl.links.add({ kind: 'veth', ifname: 'eth0', data: { peer: { ifname: 'peer' } } });
    this.rtnl.links.set('peer', { up: true });
  }

  configure(result: Partial<Result>): void {
    const whole = { interfaces: [{ name: 'eth0' }], ips: [], routes: [], dns, ...result };
    using netns = openNetns(this.name);
    using rtnl = SyncClient.open({ netns: { fd: netns.fd } });
    const { index } = rtnl.run(links.get('eth0'));
    configureInterface({ rtnl, netns, ifName: 'eth0', index }, whole, { dad: 'skip' }, new UndoStack());
  }

  addresses(): unknown[] {
    return this.rtnl.addresses.list({ dev: 'eth0' }).filter(({ scope }) => scope !== LINK);
  }

  routes(...words: readonly string[]): string[] {
    return ip(this.name, ...words, 'route', 'show', 'table', 'all', 'dev', 'eth0')
      .filter(({ dst, type }) => type === undefined && dst !== 'fe80::/64')
      .map(({ dst, gateway, scope, table }) => [dst, gateway, scope, table].join(' ').trim());
  }
}

const dns = { nameservers: [], domain: '', search: [], options: [] };

test.serial('addresses and routes with table and scope; a route gets the gateway of the addresses', (t) => {
  const container = new Container(t);
  const direct = { interface: 0, address: '10.7.0.3/24' };
  container.configure({ ips: [direct], routes: [{ dst: '10.8.0.0/16', table: 100, scope: 253 }] });
  container.configure({ ips: [V4, V6], routes: [{ dst: '0.0.0.0/0' }, { dst: '::/0' }] });
  const [link] = ip(container.name, 'addr', 'show', 'eth0');
  t.true(Array.isArray(link?.['flags']) && link['flags'].includes('UP'));
  t.like(link, {
    addr_info: [
      { local: '10.7.0.3', prefixlen: 24, broadcast: '10.7.0.255' },
      { local: '10.1.2.3', prefixlen: 24, broadcast: '10.1.2.255' },
      { local: '2001:db8::3', prefixlen: 64 },
    ],
  });
  t.deepEqual(container.routes('-4').sort(), [
    '10.1.2.0/24  link',
    '10.7.0.0/24  link',
    '10.8.0.0/16  link 100',
    'default 10.1.2.1',
  ]);
  t.deepEqual(container.routes('-6').sort(), ['2001:db8::/64', 'default 2001:db8::1']);
});

test.serial('several gateways for one destination', (t) => {
  const container = new Container(t);
  container.configure({
    ips: [V4, V6],
    routes: [
      { dst: '10.9.0.0/16', gw: '10.1.2.1' },
      { dst: '10.9.0.0/16', gw: '10.1.2.2' },
      { dst: '2001:db8:9::/48', gw: '2001:db8::1' },
      { dst: '2001:db8:9::/48', gw: '2001:db8::2' },
    ],
  });
  const gateways = (dst: string): unknown[] =>
    container.rtnl.routes
      .list()
      .filter((route) => route.dst === dst)
      .flatMap(({ gateway, multipath }) => multipath?.map((hop) => hop.gateway) ?? [gateway])
      .sort();
  t.deepEqual(gateways('10.9.0.0/16'), ['10.1.2.1', '10.1.2.2']);
  t.deepEqual(gateways('2001:db8:9::/48'), ['2001:db8::1', '2001:db8::2']);
});

test.serial('an address of IPv6 is still there when the interface has been down', (t) => {
  const container = new Container(t);
  container.configure({ ips: [V6] });
  for (const up of [false, true]) {
    container.rtnl.links.set('eth0', { up });
    t.like(ip(container.name, '-6', 'addr', 'show', 'eth0')[0], { addr_info: [{ local: '2001:db8::3' }] });
  }
});

test.serial("addresses without an interface are nobody's", (t) => {
  const container = new Container(t);
  container.configure({ ips: [{ address: '10.1.2.3/24' }, { address: '2001:db8::3/64' }] });
  t.deepEqual(container.addresses(), []);
});

const INDEX = 'failed to add IP addr 10.1.2.3/24 to "eth0": invalid interface index';

for (const [title, result, message] of [
  ['of another name', { interfaces: [{ name: 'peer' }], ips: [V4] }, INDEX],
  ['that is too big', { ips: [{ ...V4, interface: 1 }] }, INDEX],
  ['that is negative', { ips: [{ ...V4, interface: -1 }] }, INDEX],
  ['where there are no interfaces', { interfaces: [], ips: [V4] }, 'no interfaces to configure'],
] as const)
  test.serial(`the index of an interface ${title}`, (t) => {
    const container = new Container(t);
    t.throws(() => container.configure(result), { message });
    t.deepEqual(container.addresses(), []);
  });
