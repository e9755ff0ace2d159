import { failed } from '../errno.ts';
import { readSysctl, writeSysctl } from './sysctl.ts';

const SYSCTLS = { 4: 'ipv4/ip_forward', 6: 'ipv6/conf/all/forwarding' } as const;

/**
 * Makes the namespace of the thread forward packets between its interfaces. Not written when it does already: that
 * would start the work that the kernel does at every change, and fail where sysctls are read-only.
 *
 * @throws {CniError} `<failing>: ...`
 */
export function enableForwarding(families: Iterable<4 | 6>, failing: string): void {
  for (const family of new Set(families)) {
    const sysctl = SYSCTLS[family];
    try {
      if (readSysctl(sysctl) !== '1') writeSysctl(sysctl, '1');
    } catch (error) {
      throw failed(failing, error, `set net/${sysctl} to 1`);
    }
  }
}
