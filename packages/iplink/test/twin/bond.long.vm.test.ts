import { spawnSync } from 'node:child_process';
import test from 'ava';
import { compareTwins } from './twin.ts';

test('lines that need bond and vrf', (t) => compareTwins(t, 'bond.vm.txt'));

test('statistics of MPLS', async (t) => {
  if (spawnSync('modprobe', ['-a', 'mpls_router', 'mpls_iptunnel']).status !== 0) {
    t.log('skipped: the kernel has no MPLS');
    return t.pass();
  }
  return compareTwins(t, 'afstats.vm.txt');
});
