import test from 'ava';
import { state } from '../rig.ts';
import { conf, hostWithNeighbour, run } from './lab.ts';

for (const [type, config, msg] of [
  ['macvlan', { linkInContainer: true }, '"hostAccess" needs "linkInContainer": false, not true'],
  ['macvlan', { mode: 'passthru' }, '"hostAccess" needs "mode": "bridge", not "passthru"'],
  ['macvlan', { mode: 'source' }, '"hostAccess" needs "mode": "bridge", not "source"'],
  ['macvlan', { ipam: {} }, '"hostAccess" needs addresses'],
  ['ipvlan', { linkInContainer: true }, '"hostAccess" needs "linkInContainer": false, not true'],
  ['ipvlan', { flag: 'private' }, '"hostAccess" needs "flag": "bridge", not "private"'],
] as const) {
  test.serial(`${type} with hostAccess is refused with ${JSON.stringify(config)}`, (t) => {
    const { rig } = hostWithNeighbour(t);
    const before = state(rig.host);
    const { output } = run(rig, type, 'ADD', rig.container(), conf(type, 3, config));
    t.like(output, { code: 7, msg });
    t.not(output?.['details'], '');
    t.deepEqual(state(rig.host), before);
  });
}
