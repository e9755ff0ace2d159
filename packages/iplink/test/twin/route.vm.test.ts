import test from 'ava';
import { compareTwins } from './twin.ts';

test('encapsulations of routes', (t) => compareTwins(t, 'route_encap.vm.txt'));

test('labels, and tables of VRFs', (t) => compareTwins(t, 'route_mpls.vm.txt'));
