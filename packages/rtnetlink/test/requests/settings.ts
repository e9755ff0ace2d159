import { addressLabels } from '../../src/client/addrlabels.ts';
import { neighbourTables } from '../../src/client/neighbour_tables.ts';
import { netconf } from '../../src/client/netconf.ts';
import { stats } from '../../src/client/stats.ts';
import type { Row } from './row.ts';

/** `ip ntable`, `ip addrlabel`, `ip netconf` and `ip stats` */
export const settingRows: readonly Row[] = [
  [
    'ip ntable change name arp_cache thresh1 256 thresh2 1024 thresh3 4096 gc_int 20000',
    () =>
      neighbourTables.set('arp_cache', { thresh1: 256, thresh2: 1024, thresh3: 4096, gcInterval: 20_000n }),
  ],
  [
    'ip ntable change name arp_cache dev p0 base_reachable 20000 retrans 500 ucast_probes 5 queue 50',
    () =>
      neighbourTables.set('arp_cache', {
        dev: 'p0',
        parms: { baseReachableTime: 20_000n, retransTime: 500n, ucastProbes: 5, queueLen: 50 },
      }),
  ],
  ['ip ntable show', () => neighbourTables.list()],
  [
    'ip addrlabel add prefix 2001:db8::/32 dev p0 label 99',
    () => addressLabels.add({ address: '2001:db8::/32', dev: 'p0', label: 99 }),
  ],
  [
    'ip addrlabel del prefix 2001:db8::/32 dev p0 label 99',
    () => addressLabels.delete({ address: '2001:db8::/32', dev: 'p0', label: 99 }),
  ],
  ['ip addrlabel list', () => addressLabels.list()],
  ['ip -6 netconf show dev p0', () => netconf.get(10, 'p0')],
  ['ip -4 netconf show', () => netconf.list({ family: 2 })],
  ['ip stats show dev p0 group link', () => stats.get('p0')],
  [
    'ip stats show dev p0 group offload subgroup hw_stats_info',
    () =>
      stats.get('p0', {
        filterMask: ['linkOffloadXstats'],
        getFilters: { linkOffloadXstats: ['hwSInfo'] },
      }),
  ],
  ['ip stats set dev p0 l3_stats on', () => stats.set('p0', { l3Stats: true })],
];
