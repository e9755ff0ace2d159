/** EPERM and EACCES: the capability that is asked for, and whether this process has it. */
import { readFileSync } from 'node:fs';
import { NetlinkError } from '@iplink-ts/rtnetlink';
import type { Hints } from './refused.ts';

/** Numbers of linux/capability.h. */
const CAPABILITIES = { CAP_NET_ADMIN: 12, CAP_SYS_ADMIN: 21 } as const;
type Capability = keyof typeof CAPABILITIES;

export const hints: Hints = ({ error }) =>
  error instanceof NetlinkError
    ? [need('CAP_NET_ADMIN', 'in the user namespace that owns the network namespace')]
    : [need('CAP_SYS_ADMIN', 'as everything does that makes, mounts or enters network namespaces')];

function need(capability: Capability, where: string): string {
  return has(capability)
    ? `this takes ${capability} ${where}; the process has it, but not there`
    : `this takes ${capability} ${where}; the process does not have it`;
}

function has(capability: Capability): boolean {
  const status = readFileSync('/proc/self/status', 'utf8');
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0';
  return ((BigInt(`0x${effective}`) >> BigInt(CAPABILITIES[capability])) & 1n) === 1n;
}
