import test from 'ava';
import { compareTwins } from './twin.ts';

test('lines that need dummy, ipvlan, ipvtap and vlan', (t) => compareTwins(t, 'kinds.vm.txt'));
