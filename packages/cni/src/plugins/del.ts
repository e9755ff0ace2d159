import { SyncClient } from '@iplink-ts/rtnetlink/sync';
import { every } from '../every.ts';
import { deleteIfThere } from '../interface/link.ts';
import { tempName } from '../interface/temp-name.ts';
import { askIpam } from '../ipam/addressing.ts';
import { findNetns } from '../netns.ts';
import type { Request } from '../request.ts';

/** One thing that DEL takes away; what is gone already is no fault. */
export type DelStep = (request: Request) => void;

/**
 * DEL: each step is taken, whatever became of those before it.
 *
 * @throws the first error, at the end
 */
export function delSteps(request: Request, steps: readonly DelStep[]): void {
  every(steps.map((step) => () => step(request)));
}

/** The addresses go back first and in any case. */
export const releaseAddresses: DelStep = (request) => askIpam('DEL', request);

/** The interface in the container, also under the name of an ADD that was killed. */
export const deleteInterface: DelStep = ({ netns: path, containerId, ifName }) => {
  using netns = findNetns(path);
  if (netns === undefined) return;
  using container = SyncClient.open({ netns: { fd: netns.fd } });
  deleteIfThere(container, ifName);
  deleteIfThere(container, tempName(containerId, ifName));
};
