import test from 'ava';
import { compareTwins } from './twin.ts';

test('ip rule', (t) => compareTwins(t, 'rule.txt'));
