import { links, SyncClient } from '@iplink-ts/rtnetlink/sync';
import { gcSpoofCheck, teardownSpoofCheck } from '../../firewall/spoofcheck.ts';
import { bool, struct } from '../../json/decode.ts';
import { loadConf } from '../../netconf.ts';
import type { Request } from '../../request.ts';
import type { DelStep } from '../del.ts';

/** What DEL and GC do for the key `macspoofchk`. */

export const spoofCheckKeys = { macspoofchk: bool } as const;

const spoofCheckConf = struct('main.NetConf', spoofCheckKeys);

/** DEL's part, which the reference leaves out when the namespace is gone. */
export const removeSpoofCheck: DelStep = (request) => {
  if (mayCheck(request)) teardownSpoofCheck(request);
};

/** GC's part, whatever the configuration says by now. */
export function gcSpoofChecks(): void {
  using host = SyncClient.open();
  gcSpoofCheck(host.run(links.list()).map(({ ifname = '' }) => ifname));
}

/** A configuration that is broken by now may have asked for it. */
function mayCheck(request: Request): boolean {
  try {
    return loadConf(spoofCheckConf, request).macspoofchk;
  } catch {
    return true;
  }
}
