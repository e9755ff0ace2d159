import { spawnSync } from 'node:child_process';
import { RtnlSync, UndoStack } from '@iplink-ts/rtnetlink';
import { openNetns, runInNetns } from '@iplink-ts/socket';
import test, { type ExecutionContext } from 'ava';
import { createVeth, type VethEnds, type VethPair, type VethRequest } from '../../src/interface/veth.ts';
import { linkNames, netnsPath, Rig, sysctl } from '../rig.ts';

/** A host and a container, with the thread in the host. */
class Ends implements Disposable {
  readonly host: string;
  readonly pod: string;
  readonly ends: { readonly container: RtnlSync; readonly home: RtnlSync };
  readonly undo = new UndoStack();

  constructor(t: ExecutionContext) {
    const rig = new Rig(t);
    this.host = rig.host;
    this.pod = rig.container();
    this.ends = {
      container: RtnlSync.open({ netns: this.pod }),
      home: RtnlSync.open({ netns: this.host }),
    };
  }

  create(request: VethRequest, names?: () => string, ends: VethEnds = this.ends): VethPair {
    using netns = openNetns(netnsPath(this.host));
    return runInNetns(netns, () => createVeth(ends, request, this.undo, names));
  }

  [Symbol.dispose](): void {
    this.ends.container.close();
    this.ends.home.close();
  }
}

test('SetupVeth puts the ends into the two namespaces', (t) => {
  using rig = new Ends(t);
  const { container, host } = rig.create({ ifName: 'eth0', mac: 'c2:11:22:33:44:55', mtu: 1400 });
  t.is(container.ifname, 'eth0');
  t.is(container.address, 'c2:11:22:33:44:55');
  t.regex(host.ifname ?? '', /^veth[0-9a-f]{8}$/);
  t.deepEqual([container.mtu, host.mtu], [1400, 1400]);
  t.deepEqual([container.flags.includes('up'), host.flags.includes('up')], [false, true]);
  t.deepEqual(linkNames(rig.pod), ['lo', 'eth0']);
  t.deepEqual(linkNames(rig.host), ['lo', 'm1', 'm0', host.ifname]);
  t.is(sysctl(rig.host, `ipv6/conf/${host.ifname}/accept_ra`), '0');
});

test("the host's end has an address that udev leaves alone", (t) => {
  using rig = new Ends(t);
  const { host } = rig.create({ ifName: 'eth0' });
  const again = rig.create({ ifName: 'eth1' });
  t.not(host.address, again.host.address);
  // Administered locally, of one station.
  t.regex(host.address ?? '', /^.[26ae]:/);
  // NET_ADDR_SET of linux/netdevice.h: user space has set it. iproute2 mounts the sysfs of the namespace.
  const file = `/sys/class/net/${host.ifname}/addr_assign_type`;
  const { stdout } = spawnSync('ip', ['netns', 'exec', rig.host, 'cat', file], { encoding: 'utf8' });
  t.is(stdout, '3\n');
});

test('the name is taken in the container', (t) => {
  using rig = new Ends(t);
  rig.create({ ifName: 'eth0' });
  t.throws(() => rig.create({ ifName: 'eth0' }, () => 'vethpeer'), {
    message: 'container veth name ("eth0") peer provided ("vethpeer") already exists',
  });
  t.deepEqual(linkNames(rig.host).length, 4);
});

test('the name may be taken on the host', (t) => {
  using rig = new Ends(t);
  t.is(rig.create({ ifName: 'm0' }).container.ifname, 'm0');
});

test('another name is taken for the end on the host when the first is not free', (t) => {
  using rig = new Ends(t);
  const names = ['m0', 'lo', 'free'];
  t.is(rig.create({ ifName: 'eth0' }, () => names.shift() ?? '').host.ifname, 'free');
});

test('names for the end on the host run out', (t) => {
  using rig = new Ends(t);
  let asked = 0;
  const taken = (): string => {
    asked++;
    return 'm0';
  };
  t.throws(() => rig.create({ ifName: 'eth0' }, taken), { message: 'failed to find a unique veth name' });
  t.is(asked, 10);
  t.deepEqual(linkNames(rig.pod), ['lo']);
});

for (const [title, request, message] of [
  ['the name is a template', { ifName: 'eth%d' }, 'failed to make veth pair: invalid argument'],
  ['the MTU is too large', { ifName: 'eth0', mtu: 1 << 20 }, 'failed to make veth pair: invalid argument'],
  [
    'the MAC address is multicast',
    { ifName: 'eth0', mac: '01:00:5e:00:00:01' },
    'failed to make veth pair: cannot assign requested address',
  ],
] as const) {
  test(`nothing is left when ${title}`, (t) => {
    using rig = new Ends(t);
    t.throws(() => rig.create(request), { message });
    t.deepEqual([linkNames(rig.pod), linkNames(rig.host)], [['lo'], ['lo', 'm1', 'm0']]);
  });
}

test('undoing deletes both ends', (t) => {
  using rig = new Ends(t);
  rig.create({ ifName: 'eth0' });
  t.deepEqual(rig.undo.rollback(), []);
  t.deepEqual([linkNames(rig.pod), linkNames(rig.host)], [['lo'], ['lo', 'm1', 'm0']]);
});

test('both ends in the host, as a gateway of a VLAN has them', (t) => {
  using rig = new Ends(t);
  const { home } = rig.ends;
  const { container, host } = rig.create({ ifName: 'br0.100' }, undefined, { container: home, home });
  t.deepEqual(linkNames(rig.host).sort(), ['br0.100', host.ifname, 'lo', 'm0', 'm1'].sort());
  t.is(container.ifname, 'br0.100');
});
