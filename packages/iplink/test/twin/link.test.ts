import test from 'ava';
import { compareTwins } from './twin.ts';

test('ip link set ... vf', (t) => compareTwins(t, 'vf.txt'));

test('ip link xstats and afstats', (t) => compareTwins(t, 'xstats.txt'));

test('-resolve', (t) => compareTwins(t, 'resolve.txt'));

test('names of reasons to hold a device down', (t) => compareTwins(t, 'protodown.txt'));

test('statistics, vxlan, odd names, colours', (t) => compareTwins(t, 'details.txt'));
