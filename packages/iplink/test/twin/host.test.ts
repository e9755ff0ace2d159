import test from 'ava';
import { compareTwins } from './twin.ts';

test('lines that any kernel understands', (t) => compareTwins(t, 'host.txt'));

test('-echo', (t) => compareTwins(t, 'echo.txt'));

test('words of bond and vrf on a kernel without them', (t) => compareTwins(t, 'bond.txt'));

test('bridge: options, link', (t) => compareTwins(t, 'bridge_link.txt'));

test('bridge fdb', (t) => compareTwins(t, 'bridge_fdb.txt'));

test('bridge vlan', (t) => compareTwins(t, 'bridge_vlan.txt'));

test('bridge vni', (t) => compareTwins(t, 'bridge_vni.txt'));

test('bridge mdb', (t) => compareTwins(t, 'bridge_mdb.txt'));

test('words of monitor', (t) => compareTwins(t, 'monitor.txt'));
