import { randomBytes } from 'node:crypto';
import { createNetns, deleteNetns, openNetns, runInNetns } from '@iplink-ts/socket';
import type { ExecutionContext } from 'ava';
import { spawnIn } from '../rig.ts';

/** A host without interfaces: the firewall is all that matters. Removed after the test. */
export class Namespace {
  readonly name = `cni-test-fw-${randomBytes(4).toString('hex')}`;

  constructor(t: ExecutionContext) {
    createNetns(this.name);
    t.teardown(() => deleteNetns(this.name));
  }

  /** Does `work` there. */
  run<T>(work: () => T): T {
    using netns = openNetns(this.name);
    return runInNetns(netns, work);
  }

  masquerade(): readonly string[] {
    return masqueradeRules(this.name);
  }

  spoofCheck(): readonly string[] {
    return nftRules(this.name, 'bridge nat');
  }
}

/** What a program prints in a namespace, in lines; none when it fails. */
export function lines(netns: string, program: string, ...words: readonly string[]): string[] {
  const { status, stdout, error } = spawnIn(netns, program, ...words);
  if (error !== undefined) throw error;
  return status === 0 ? stdout.split('\n').filter((line) => line !== '') : [];
}

/** The chains of the reference in `nat`, and the rules that lead there, as `iptables -S` prints them. */
export function natRules(netns: string, program: 'iptables' | 'ip6tables' = 'iptables'): string[] {
  return lines(netns, program, '-w', '-t', 'nat', '-S').filter((line) => line.includes('CNI-'));
}

/** The lines of a table of nf_tables that make rules or chains. */
export function nftRules(netns: string, table: string): string[] {
  return lines(netns, 'nft', 'list', 'table', ...table.split(' '))
    .map((line) => line.trim())
    .filter((line) => line !== '}' && !line.startsWith('table '));
}

/** All that masquerades there, by whatever backend. */
export function masqueradeRules(netns: string): string[] {
  return [
    ...natRules(netns, 'iptables'),
    ...natRules(netns, 'ip6tables'),
    ...nftRules(netns, 'inet cni_plugins_masquerade').filter((line) => line.includes('masquerade comment')),
  ];
}
