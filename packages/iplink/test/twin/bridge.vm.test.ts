import test from 'ava';
import { compareTwins } from './twin.ts';

test('bridge vlan', (t) => compareTwins(t, 'bridge_vlan.vm.txt'));
