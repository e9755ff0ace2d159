import test from 'ava';
import { compareTwins } from './twin.ts';

test('encapsulations of routes', (t) => compareTwins(t, 'route_encap.txt'));

test('routes and addresses in files', (t) => compareTwins(t, 'dump.txt'));

test('words and filters of routes', (t) => compareTwins(t, 'route_words.txt'));

test('addresses, and flushing them', (t) => compareTwins(t, 'address.txt'));

test('flushing routes of a fresh namespace', (t) => compareTwins(t, 'route_flush.txt'));
