import test from 'ava';
import { compareTwins } from './twin.ts';

test('lines that need bond and vrf', (t) => compareTwins(t, 'bond.vm.txt'));
