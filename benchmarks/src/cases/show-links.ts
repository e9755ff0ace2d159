import { spawnSync } from 'node:child_process';
import { EXECUTABLES } from '@iplink-ts/tools/bundle';
import { inCheckout } from '@iplink-ts/tools/checkout';
import type { Case, Peer } from '../case.ts';

function command(name: string, program: string): Peer {
  const run = (): number => spawnSync(program, ['link'], { encoding: 'utf8' }).stdout.split('\n').length;
  return { name, open: () => ({ run, close: () => {} }) };
}

/** What a script pays for one command: start-up above all, in a namespace that has but a loopback device. */
export const showLinks: Case = {
  name: 'show-links',
  does: 'start the command and print the one link of a new namespace',
  prepare: () => {},
  peers: [
    command('iplink-ts link (executable)', inCheckout(EXECUTABLES.ip.output)),
    command('ip link (iproute2)', 'ip'),
  ],
};
