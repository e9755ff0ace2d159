/** VLANs as both clients ask for them and show them; `vlans.vm.test.ts` does the same with a kernel that has them. */
import test from 'ava';
import { Rtnl, RtnlSync } from '../../src/client/rtnl.ts';
import {
  AF_BRIDGE,
  linkMessage,
  RTM_DELLINK,
  RTM_GETLINK,
  RTM_NEWLINK,
  RTM_SETLINK,
} from '../../src/link/link.ts';
import { ack, data, done, type Reply, type TestRequest, TestTransport } from '../../src/testing.ts';
import { RTM_GETVLAN, RTM_NEWVLAN, vlanDumpMessage, vlanMessage } from '../../src/vlan/vlan.ts';
import type { Host } from '../live.ts';

const BRIDGE = 2;
const PORT = 3;

/** A bridge with VLAN 1, and a port of it with VLAN 1 and 10 to 13, of which 10 to 12 are mapped to tunnels. */
function listed(request: TestRequest): Reply[] {
  return [
    data(request, RTM_NEWLINK, linkMessage, {
      family: AF_BRIDGE,
      index: BRIDGE,
      ifname: 'br0',
      master: BRIDGE,
      bridgeAfSpec: { vlanInfo: [{ flags: ['pvid', 'untagged'], vid: 1 }] },
    }),
    data(request, RTM_NEWLINK, linkMessage, {
      family: AF_BRIDGE,
      index: PORT,
      ifname: 'p0',
      master: BRIDGE,
      bridgeAfSpec: {
        vlanInfo: [
          { flags: ['untagged'], vid: 1 },
          { flags: ['rangeBegin'], vid: 10 },
          { flags: ['rangeEnd'], vid: 13 },
        ],
        vlanTunnelInfo: [
          { id: 100, vid: 10, flags: ['rangeBegin'] },
          { id: 101, vid: 11, flags: ['rangeEnd'] },
          { id: 500, vid: 12, flags: [] },
        ],
      },
    }),
    done(request),
  ];
}

function options(request: TestRequest): Reply[] {
  const { flags = [] } = request.read(vlanDumpMessage) ?? {};
  const report = flags.includes('global')
    ? { ifindex: BRIDGE, globalOptions: [{ id: 1, range: 9, mcastSnooping: 1 }, { id: 10 }] }
    : {
        ifindex: PORT,
        entry: [
          { info: { flags: ['pvid' as const], vid: 1 }, range: 4, state: 'forwarding' as const },
          { info: { flags: [], vid: 10 }, state: 'blocking' as const },
        ],
      };
  return [data(request, RTM_NEWVLAN, vlanMessage, { family: AF_BRIDGE, ...report }), done(request)];
}

function kernel(request: TestRequest): Reply[] {
  if (request.type === RTM_GETVLAN) return options(request);
  if (request.type !== RTM_GETLINK) return [ack(request)];
  if (request.isDump) return listed(request);
  const { ifname = '' } = request.read(linkMessage) ?? {};
  const index = ifname === 'br0' ? BRIDGE : PORT;
  return [data(request, RTM_NEWLINK, linkMessage, { index, ifname }), ack(request)];
}

const clients = [
  ['sync', (transport: TestTransport): Host => new RtnlSync(transport)],
  ['async', (transport: TestTransport): Host => new Rtnl(transport)],
] as const;

for (const [name, open] of clients) {
  test(`${name}: ranges are listed by VLAN, or as ranges whose tunnel keys are in a row`, async (t) => {
    const host = open(new TestTransport(kernel));
    const vlans = await host.vlans.list();
    t.deepEqual(
      vlans.map(({ index, vid, tunnelId, self }) => [index, vid, tunnelId, self]),
      [
        [BRIDGE, 1, undefined, true],
        [PORT, 1, undefined, undefined],
        [PORT, 10, 100, undefined],
        [PORT, 11, 101, undefined],
        [PORT, 12, 500, undefined],
        [PORT, 13, undefined, undefined],
      ],
    );
    t.deepEqual(await host.vlans.list({ dev: 'p0', ranges: true }), [
      { index: PORT, vid: 1, flags: ['untagged'] },
      { index: PORT, vid: 10, vidEnd: 11, flags: [], tunnelId: 100 },
      { index: PORT, vid: 12, flags: [], tunnelId: 500 },
      { index: PORT, vid: 13, flags: [] },
    ]);
    host.close();
  });

  test(`${name}: a VLAN, and a range with tunnel keys, as it is asked for`, async (t) => {
    const transport = new TestTransport(kernel);
    const host = open(transport);
    await host.vlans.add({ dev: 'br0', vid: 5, self: true, flags: ['pvid'] });
    await host.vlans.add({ index: PORT, vid: 10, vidEnd: 12, tunnelId: 100 });
    await host.vlans.add({ index: PORT, vid: 20, tunnelId: 7 });
    await host.vlans.delete({ index: PORT, vid: 10, vidEnd: 12 });
    const sent = transport.sent.flat().filter(({ type }) => type !== RTM_GETLINK);
    t.deepEqual(
      sent.map(({ type }) => type),
      [RTM_SETLINK, RTM_SETLINK, RTM_SETLINK, RTM_DELLINK],
    );
    const [self, range, single, gone] = sent.map((request) => request.read(linkMessage));
    t.is(self?.index, BRIDGE);
    t.deepEqual(self?.bridgeAfSpec, { flags: ['self'], vlanInfo: [{ flags: ['pvid'], vid: 5 }] });
    t.deepEqual(range?.bridgeAfSpec, {
      vlanInfo: [
        { flags: ['rangeBegin'], vid: 10 },
        { flags: ['rangeEnd'], vid: 12 },
      ],
      vlanTunnelInfo: [
        { id: 100, vid: 10, flags: ['rangeBegin'] },
        { id: 102, vid: 12, flags: ['rangeEnd'] },
      ],
    });
    t.deepEqual(single?.bridgeAfSpec?.vlanTunnelInfo, [{ id: 7, vid: 20, flags: [] }]);
    t.is(gone?.bridgeAfSpec?.vlanTunnelInfo, undefined);
    host.close();
  });

  test(`${name}: options of VLANs of a port, and of all of a bridge`, async (t) => {
    const host = open(new TestTransport(kernel));
    t.deepEqual(await host.vlans.listOptions({ dev: 'p0', stats: true }), [
      { index: PORT, vid: 1, vidEnd: 4, flags: ['pvid'], state: 'forwarding' },
      { index: PORT, vid: 10, flags: [], state: 'blocking' },
    ]);
    t.deepEqual(await host.vlans.listGlobalOptions(), [
      { index: BRIDGE, vid: 1, vidEnd: 9, mcastSnooping: 1 },
      { index: BRIDGE, vid: 10 },
    ]);
    host.close();
  });

  test(`${name}: options as they are changed; a tunnel key without a command is left out`, async (t) => {
    const transport = new TestTransport(kernel);
    const host = open(transport);
    await host.vlans.setOptions({ dev: 'p0', vid: 5, vidEnd: 9, state: 'blocking', tunnelInfo: { id: 4 } });
    await host.vlans.setOptions({ index: PORT, vid: 5, tunnelInfo: { id: 4, cmd: RTM_SETLINK } });
    await host.vlans.setGlobalOptions({ dev: 'br0', vid: 5, mcastSnooping: 0 });
    const [range, tunnel, global] = transport.sent
      .flat()
      .filter(({ type }) => type === RTM_NEWVLAN)
      .map((request) => request.read(vlanMessage));
    t.is(range?.ifindex, PORT);
    t.deepEqual(range?.entry, [{ info: { flags: ['onlyOpts'], vid: 5 }, range: 9, state: 'blocking' }]);
    t.deepEqual(tunnel?.entry?.[0]?.tunnelInfo, { id: 4, cmd: RTM_SETLINK });
    t.is(global?.ifindex, BRIDGE);
    t.deepEqual(global?.globalOptions, [{ id: 5, mcastSnooping: 0 }]);
    host.close();
  });
}
