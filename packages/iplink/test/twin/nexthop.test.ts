import test from 'ava';
import { compareTwins } from './twin.ts';

test('ip nexthop', (t) => compareTwins(t, 'nexthop.txt'));
