import { readFileSync, writeFileSync } from 'node:fs';

/** A sysctl below `net`, as a path below /proc/sys/net: `ipv6/conf/eth0/accept_dad`. */
export type NetSysctl = string;

function file(sysctl: NetSysctl): string {
  return `/proc/sys/net/${sysctl}`;
}

/** Value of a sysctl of the namespace that the thread is in, without the newline. */
export function readSysctl(sysctl: NetSysctl): string {
  return readFileSync(file(sysctl), 'latin1').trimEnd();
}

export function writeSysctl(sysctl: NetSysctl, value: string): void {
  writeFileSync(file(sysctl), value);
}
