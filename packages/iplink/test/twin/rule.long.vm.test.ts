import test from 'ava';
import { compareTwins } from './twin.ts';

test('rules, nexthops and forwarding entries with VRF, MPLS and VLANs', (t) =>
  compareTwins(t, 'rule.vm.txt'));
