import type { Link, UndoStack } from '@iplink-ts/rtnetlink';
import { type ConfigureOptions, configureInterface } from '../interface/configure.ts';
import type { Request } from '../request.ts';
import { encodeResult, type Result } from '../result/result.ts';
import type { Attachment } from './attachment.ts';

/**
 * The second half of an ADD whose result has one interface: gives it the addresses and routes, and brings it up.
 *
 * @param undo takes what outlives the interface
 * @returns the result, which speaks of this interface alone
 */
export function useInterface(
  request: Request,
  { container, netns }: Pick<Attachment, 'container' | 'netns'>,
  link: Link,
  { ips, routes, dns }: Omit<Result, 'interfaces'>,
  options: ConfigureOptions,
  undo: UndoStack,
): Result {
  const { ifName } = request;
  const result: Result = {
    interfaces: [{ name: ifName, mac: link.address, mtu: link.mtu, sandbox: request.netns }],
    ips: ips.map((ip) => ({ ...ip, interface: 0 })),
    routes,
    dns,
  };
  // 0.1.0 and 0.2.0 cannot say that an interface has no address: better found out while it can be undone.
  encodeResult(result, request.version);
  configureInterface({ rtnl: container, netns, ifName, index: link.index }, result, options, undo);
  return result;
}
