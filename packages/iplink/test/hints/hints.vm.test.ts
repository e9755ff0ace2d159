import test from 'ava';
import { hintsOf } from './world.ts';

test('which kind owns the parent', (t) => {
  const said = hintsOf(t, [
    'link add d0 type dummy',
    'link add iv0 link d0 type ipvlan',
    'link add iv1 link d0 type ipvtap',
    'link add mv0 link d0 type macvlan',
    'link del iv0',
    'link del iv1',
    'link add mv0 link d0 type macvlan',
    'link add iv0 link d0 type ipvlan',
  ]);
  if (said === undefined) return;
  const rule = 'a device carries either ipvlan or macvlan devices, or it is a port';
  t.deepEqual(said, [
    'RTNETLINK answers: Device or resource busy',
    'Command failed -:4',
    `hint: d0 carries iv0 (ipvlan), iv1 (ipvtap) already: ${rule}`,
    'RTNETLINK answers: Device or resource busy',
    'Command failed -:8',
    `hint: d0 carries mv0 (macvlan) already: ${rule}`,
  ]);
});
