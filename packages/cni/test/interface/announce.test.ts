import { RtnlSync } from '@iplink-ts/rtnetlink';
import { links, SyncClient } from '@iplink-ts/rtnetlink/sync';
import { openNetns } from '@iplink-ts/socket';
import test, { type ExecutionContext } from 'ava';
import { announceAddresses } from '../../src/interface/announce.ts';
import { bytes, type Heard, hasDumpcap, hex, listen } from '../frames.ts';
import { netnsPath, OURS, Rig, spawnIn, writeSysctl } from '../rig.ts';

const MAC = '02:00:00:00:0a:01';

const DUAL = {
  type: 'static',
  addresses: ['10.1.2.3/24', '10.1.3.3/32', '2001:db8::3/64'].map((address) => ({ address })),
};

const conf = (config: object = {}): object => ({
  cniVersion: '1.0.0',
  name: 'net',
  type: 'macvlan',
  master: 'm0',
  mac: MAC,
  ipam: DUAL,
  ...config,
});

/** What only these have: operation, sender and target. */
const request = (address: string): string =>
  hex(bytes(`08 06 00 01 08 00 06 04 00 01 02 00 00 00 0a 01 ${address} 00 00 00 00 00 00 ${address}`));
const reply = (address: string): string =>
  hex(bytes(`08 06 00 01 08 00 06 04 00 02 02 00 00 00 0a 01 ${address} 02 00 00 00 0a 01 ${address}`));
const ADVERTISEMENT = hex(
  bytes('88 00 ef 26 20 00 00 00 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 03 02 01 02 00 00 00 0a 01'),
);
/** Without the flag that replaces what a neighbour knows. */
const OPTIMISTIC = ADVERTISEMENT.replace('8800ef2620', '88000f2700');
/** The kernel looks for duplicates: a solicitation of the address that is asked for. */
const SOLICITATION = /8700.{4}0000000020010db8000000000000000000000003/;

const count = (frames: readonly string[], what: string): number =>
  frames.filter((frame) => frame.includes(what)).length;

/** A listener at the other end of the master's cable, if not elsewhere; undefined where nobody can listen. */
async function listener(t: ExecutionContext, rig: Rig, where = 'm1'): Promise<Heard | undefined> {
  if (hasDumpcap) return listen(t, rig.host, where);
  t.log('skipped: no dumpcap (Debian package tshark)');
  t.pass();
  return undefined;
}

test.serial('gratuitous ARP in both forms and unsolicited NA really sent', async (t) => {
  const rig = new Rig(t);
  const heard = await listener(t, rig);
  if (heard === undefined) return;
  t.is(rig.run(OURS, 'macvlan', 'ADD', conf(), { CNI_NETNS: netnsPath(rig.container()) }).status, 0);
  // Once by the kernel, as the interface comes up, and once by us.
  await heard.until((frames) => count(frames, ADVERTISEMENT) === 2);
  for (const address of ['0a010203', '0a010303'])
    t.deepEqual([count(heard.frames(), request(address)), count(heard.frames(), reply(address))], [2, 1]);
});

test.serial('with "dad": "wait" an address is announced when it has proved to be unique', async (t) => {
  const rig = new Rig(t);
  const heard = await listener(t, rig);
  if (heard === undefined) return;
  const env = { CNI_NETNS: netnsPath(rig.container()) };
  t.is(rig.call('macvlan', 'ADD', conf({ dad: 'wait' }), env).status, 0);
  await heard.until((frames) => count(frames, ADVERTISEMENT) === 2);
  const frames = heard.frames();
  const solicited = frames.findIndex((frame) => SOLICITATION.test(frame));
  t.true(solicited >= 0 && solicited < frames.findIndex((frame) => frame.includes(ADVERTISEMENT)));
});

test.serial('with "dad": "optimistic" an address is announced at once, and overrides nobody', async (t) => {
  const rig = new Rig(t);
  const heard = await listener(t, rig);
  if (heard === undefined) return;
  const env = { CNI_NETNS: netnsPath(rig.container()) };
  t.is(rig.call('macvlan', 'ADD', conf({ dad: 'optimistic' }), env).status, 0);
  await heard.until((frames) => count(frames, OPTIMISTIC) === 2);
  t.deepEqual([count(heard.frames(), ADVERTISEMENT), count(heard.frames(), reply('0a010203'))], [0, 1]);
});

/** What each policy makes neighbours hear of an address: ARP requests, ARP replies, and neighbour advertisements. */
const heardOfMacvlan = { both: [2, 1, 2], arping: [1, 1, 1], arp_notify: [1, 0, 1] };
/** The port of a bridge does not forward yet when the kernel sends its request. What it tells of IPv6 comes later. */
const heardOfBridge = { both: [1, 1], arping: [1, 1], arp_notify: [0, 0] };

async function hear(t: ExecutionContext, type: 'macvlan' | 'bridge', arpPolicy: string, expected: number[]) {
  const rig = new Rig(t);
  using host = RtnlSync.open({ netns: rig.host });
  if (type === 'bridge') host.links.add({ kind: 'bridge', ifname: 'cni0', flags: ['up'] });
  const heard = await listener(t, rig, type === 'bridge' ? 'cni0' : 'm1');
  if (heard === undefined) return;
  const runtimeConfig = { mac: MAC };
  const env = { CNI_NETNS: netnsPath(rig.container()) };
  t.is(rig.call(type, 'ADD', conf({ type, arpPolicy, runtimeConfig }), env).status, 0);
  // Another container's, which is heard when all before it has been.
  const ipam = { type: 'static', addresses: [{ address: '10.1.2.9/24' }] };
  const last = { CNI_NETNS: netnsPath(rig.container()), CNI_CONTAINERID: 'last' };
  t.is(rig.call(type, 'ADD', conf({ type, mac: undefined, ipam }), last).status, 0);
  await heard.until((frames) => frames.some((frame) => /^ffffffffffff.*0a010209.*0a010209/.test(frame)));
  const frames = heard.frames();
  const counts = [request('0a010203'), reply('0a010203'), ADVERTISEMENT].map((what) => count(frames, what));
  t.deepEqual(counts.slice(0, expected.length), expected);
}

for (const [arpPolicy, expected] of Object.entries(heardOfMacvlan))
  test.serial(`arpPolicy ${arpPolicy} of macvlan`, (t) => hear(t, 'macvlan', arpPolicy, expected));
for (const [arpPolicy, expected] of Object.entries(heardOfBridge))
  test.serial(`arpPolicy ${arpPolicy} of bridge`, (t) => hear(t, 'bridge', arpPolicy, expected));

test.serial('an unknown arpPolicy is refused', (t) => {
  const rig = new Rig(t);
  for (const type of ['macvlan', 'ipvlan', 'vlan', 'bridge', 'static-macvlan'] as const)
    t.like(
      rig.call(type, 'ADD', conf({ type, arpPolicy: 'never' }), { CNI_NETNS: netnsPath(rig.container()) }),
      {
        output: {
          code: 7,
          msg: 'unknown arpPolicy: "never"',
          details: 'must be one of both, arping, arp_notify',
        },
      },
    );
});

/** Frames that the interface has sent. */
function sent(netns: string, ifName: string): unknown {
  const { stdout } = spawnIn(netns, 'ip', '-j', '-s', 'link', 'show', ifName);
  return JSON.parse(stdout)[0].stats64.tx.packets;
}

test.serial('an interface that is down, has no carrier or no ARP sends nothing and fails nothing', (t) => {
  const rig = new Rig(t);
  using host = RtnlSync.open({ netns: rig.host });
  host.links.add({ kind: 'veth', ifname: 'a0', data: { peer: { ifname: 'b0' } } });
  // Silent but for us.
  for (const device of ['a0', 'b0']) writeSysctl(rig.host, `ipv6/conf/${device}/disable_ipv6`, '1');
  using netns = openNetns(rig.host);
  using rtnl = SyncClient.open({ netns: { fd: netns.fd } });
  const announce = (ifName: string, ...addresses: readonly string[]): void =>
    announceAddresses(
      { rtnl, netns, ifName, index: rtnl.run(links.get(ifName)).index },
      addresses.map((address) => ({ address })),
      true,
    );
  announce('a0', '10.1.2.3/24');
  host.links.set('a0', { up: true });
  announce('a0', '10.1.2.3/24');
  host.links.set('b0', { up: true });
  host.links.set('a0', { flags: ['noarp'], change: 1 << 7 });
  announce('a0', '10.1.2.3/24');
  host.links.set('a0', { flags: [], change: 1 << 7 });
  announce('a0');
  t.is(sent(rig.host, 'a0'), 0);
  announce('a0', '10.1.2.3/24', '2001:db8::3/64');
  t.is(sent(rig.host, 'a0'), 3);
  // A packet of IPv6 needs more room than this.
  host.links.set('a0', { mtu: 68 });
  announce('a0', '2001:db8::3/64');
  t.is(sent(rig.host, 'a0'), 3);
});

test.serial('lo has no neighbours', (t) => {
  const rig = new Rig(t);
  using netns = openNetns(rig.container());
  using rtnl = SyncClient.open({ netns: { fd: netns.fd } });
  rtnl.run(links.set('lo', { up: true }));
  t.notThrows(() =>
    announceAddresses({ rtnl, netns, ifName: 'lo', index: 1 }, [{ address: '10.1.2.3/24' }], true),
  );
});
