import { links } from '../../src/client/links.ts';
import type { Row } from './row.ts';

/** What `ip link` can ask of any link. */
export const linkRows: readonly Row[] = [
  ['ip link set v0 up', () => links.set('v0', { up: true })],
  ['ip link set v0 down', () => links.set('v0', { up: false })],
  ['ip link set v0 mtu 1400', () => links.set('v0', { mtu: 1400 })],
  ['ip link set v0 up mtu 1450', () => links.set('v0', { up: true, mtu: 1450 })],
  ['ip link set v0 address 02:00:00:00:00:11', () => links.set('v0', { address: '02:00:00:00:00:11' })],
  ['ip link set v0 broadcast ff:ff:ff:ff:ff:ff', () => links.set('v0', { broadcast: 'ff:ff:ff:ff:ff:ff' })],
  ['ip link set v0 txqueuelen 500', () => links.set('v0', { txqlen: 500 })],
  ['ip link set v0 alias uplink', () => links.set('v0', { ifalias: 'uplink' })],
  ['ip link set v0 group 42', () => links.set('v0', { group: 42 })],
  ['ip link set v0 arp off', () => links.set('v0', { change: 0x80, flags: ['noarp'] })],
  ['ip link set v0 multicast off', () => links.set('v0', { change: 0x1000 })],
  ['ip link set v0 allmulticast on', () => links.set('v0', { flags: ['allmulti'] })],
  ['ip link set v0 promisc on', () => links.set('v0', { flags: ['promisc'] })],
  ['ip link set v0 promisc off', () => links.set('v0', { change: 0x100 })],
  ['ip link set v0 dynamic on', () => links.set('v0', { flags: ['dynamic'] })],
  ['ip link set v0 trailers off', () => links.set('v0', { flags: ['notrailers'] })],
  ['ip link set v0 carrier off', () => links.set('v0', { carrier: 0 })],
  ['ip link set v0 protodown on', () => links.set('v0', { protoDown: 1 })],
  [
    'ip link set v0 protodown_reason 3 on',
    () => links.set('v0', { protoDownReason: { mask: 1 << 3, value: 1 << 3 } }),
  ],
  ['ip link set v0 mode dormant', () => links.set('v0', { linkmode: 'dormant' })],
  ['ip link set v0 state dormant', () => links.set('v0', { operstate: 'dormant' })],
  ['ip link set v0 gso_max_size 32768', () => links.set('v0', { gsoMaxSize: 32768 })],
  ['ip link set v0 gso_max_segs 100', () => links.set('v0', { gsoMaxSegs: 100 })],
  ['ip link set v0 gro_max_size 32768', () => links.set('v0', { groMaxSize: 32768 })],
  ['ip link set v0 addrgenmode none', () => links.set('v0', { afSpec: { inet6: { addrGenMode: 'none' } } })],
  [
    'ip link set v0 addrgenmode eui64',
    () => links.set('v0', { afSpec: { inet6: { addrGenMode: 'eui64' } } }),
  ],
  ['ip link set v0 master br0', () => links.set('v0', { master: 'br0' })],
  ['ip link set v0 nomaster', () => links.set('v0', { master: 0 })],
  ['ip link set v0 netns 999999', () => links.set('v0', { netNsPid: 999999 })],
  ['ip link set v0 xdp off', () => links.set('v0', { xdp: { fd: -1, flags: ['updateIfNoexist'] } })],
  [
    'ip link set v0 vf 1 mac 02:00:00:00:00:12',
    () =>
      links.set('v0', {
        vfinfoList: { info: [{ mac: { vf: 1, mac: '02:00:00:00:00:12' } }] },
      }),
  ],
  [
    'ip link set v0 vf 1 vlan 10 qos 2',
    () => links.set('v0', { vfinfoList: { info: [{ vlan: { vf: 1, vlan: 10, qos: 2 } }] } }),
  ],
  [
    'ip link set v0 vf 1 vlan 10 qos 2 proto 802.1ad',
    () => links.set('v0', { vfinfoList: { info: [{ vlanList: { info: [vfVlan(10, 2, 0x88a8)] } }] } }),
  ],
  [
    'ip link set v0 vf 1 rate 100',
    () => links.set('v0', { vfinfoList: { info: [{ txRate: { vf: 1, rate: 100 } }] } }),
  ],
  [
    'ip link set v0 vf 1 max_tx_rate 200 min_tx_rate 100',
    () => links.set('v0', { vfinfoList: { info: [{ rate: { vf: 1, minTxRate: 100, maxTxRate: 200 } }] } }),
  ],
  [
    'ip link set v0 vf 1 spoofchk on',
    () => links.set('v0', { vfinfoList: { info: [{ spoofchk: { vf: 1, setting: 1 } }] } }),
  ],
  [
    'ip link set v0 vf 1 trust on',
    () => links.set('v0', { vfinfoList: { info: [{ trust: { vf: 1, setting: 1 } }] } }),
  ],
  [
    'ip link set v0 vf 1 query_rss on',
    () => links.set('v0', { vfinfoList: { info: [{ rssQueryEn: { vf: 1, setting: 1 } }] } }),
  ],
  [
    'ip link set v0 vf 1 state enable',
    () => links.set('v0', { vfinfoList: { info: [{ linkState: { vf: 1, linkState: 'enable' } }] } }),
  ],
  [
    'ip link set v0 vf 1 node_guid 00:11:22:33:44:55:66:77',
    () => links.set('v0', { vfinfoList: { info: [{ ibNodeGuid: { vf: 1, guid: 0x0011223344556677n } }] } }),
  ],
  ['ip link property add dev v0 altname other', () => links.addAltnames('v0', ['other'])],
  [
    'ip link property add dev v0 altname second altname third',
    () => links.addAltnames('v0', ['second', 'third']),
  ],
  ['ip link property del dev v0 altname other', () => links.deleteAltnames('v0', ['other'])],
  ['ip link show dev v0', () => links.get('v0')],
  ['ip link show', () => links.list()],
  ['ip link show type veth', () => links.list({ kind: 'veth' })],
  ['ip link show master br0', () => links.list({ master: 'br0' })],
  ['ip link delete gone', () => links.delete('gone')],
  ['ip link delete gone2 type dummy', () => links.delete('gone2')],
  ['ip link delete group 77', () => links.delete({ group: 77 })],
  ['ip link set dev gone3 name fresh', () => links.set('gone3', { ifname: 'fresh' })],
];

const vfVlan = (vlan: number, qos: number, vlanProto: number) => ({ vf: 1, vlan, qos, vlanProto });
