import test from 'ava';
import { compareTwins } from './twin.ts';

test('lines that any kernel understands', (t) => compareTwins(t, 'host.txt'));

test('-echo', (t) => compareTwins(t, 'echo.txt'));

test('words of bond and vrf on a kernel without them', (t) => compareTwins(t, 'bond.txt'));
