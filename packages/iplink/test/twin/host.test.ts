import test from 'ava';
import { compareTwins } from './twin.ts';

test('lines that any kernel understands', (t) => compareTwins(t, 'host.txt'));

test('-echo', (t) => compareTwins(t, 'echo.txt'));
