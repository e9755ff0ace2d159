import type { Link } from '@iplink-ts/rtnetlink';
import { addresses, links, SyncClient } from '@iplink-ts/rtnetlink/sync';
import { failure } from '../error.ts';
import { ownAddress } from '../interface/address.ts';
import { addressOf, familyOf, prefixOf } from '../ip.ts';
import { struct } from '../json/decode.ts';
import { commonKeys, loadConf } from '../netconf.ts';
import { findNetns, openContainer } from '../netns.ts';
import { quote } from '../quote.ts';
import type { Plugin, Request } from '../request.ts';
import { dns } from '../result/dns.ts';
import { decodePrevResult, encodeResult, type Result } from '../result/result.ts';
import { transaction } from './transaction.ts';

const netConf = struct('types.NetConf', commonKeys);

/** Whatever CNI_IFNAME says. */
const LO = 'lo';

/** Plugin `loopback`: sets the interface up that every namespace has. Runtimes call it for every pod. */
export const loopback: Plugin = {
  add(request) {
    const previous = previousResult(request);
    using netns = openContainer(request.netns);
    using rtnl = SyncClient.open({ netns: { fd: netns.fd } });
    return transaction((undo) => {
      // Before anything is changed: going down takes addresses of IPv6 away.
      let present = loopbackAddresses(rtnl);
      if (!isUp(rtnl.run(links.get(LO)))) {
        undo.push(() => rtnl.run(links.set(LO, { up: false })));
        rtnl.run(links.set(LO, { up: true }));
        present = loopbackAddresses(rtnl);
      }
      const result = previous ?? resultOf(present, request);
      encodeResult(result, request.version);
      return result;
    });
  },

  del({ netns: path }) {
    using netns = findNetns(path);
    if (netns === undefined) return;
    using rtnl = SyncClient.open({ netns: { fd: netns.fd } });
    rtnl.run(links.set(LO, { up: false }));
  },

  check({ netns: path }) {
    using netns = openContainer(path);
    using rtnl = SyncClient.open({ netns: { fd: netns.fd } });
    if (!isUp(rtnl.run(links.get(LO)))) throw failure('loopback interface is down');
  },
};

function previousResult(request: Request): Result | undefined {
  const { prevResult } = loadConf(netConf, request, 'failed to parse network config');
  return prevResult && decodePrevResult(prevResult, request.version, 'failed to parse prevResult: ');
}

function isUp({ flags }: Link): boolean {
  return flags?.includes('up') ?? false;
}

/** `A/LEN` of all addresses; @throws {CniError} when there is another than 127.0.0.0/8 and ::1 */
function loopbackAddresses(rtnl: SyncClient): string[] {
  const present = rtnl.run(addresses.list({ dev: LO })).map(ownAddress);
  for (const text of present) {
    const address = addressOf(prefixOf(text));
    if (address === '::1' || address.startsWith('127.')) continue;
    throw failure(
      `loopback interface found with non-loopback address ${quote(address)}`,
      `delete it (ip addr del ${text} dev lo), or give it to an interface of plugin "dummy"`,
    );
  }
  return present;
}

/** The first address of each family. */
function resultOf(present: readonly string[], { netns }: Request): Result {
  const firsts = ([4, 6] as const)
    .map((family) => present.find((address) => familyOf(address) === family))
    .filter((address) => address !== undefined);
  return {
    interfaces: [{ name: LO, mac: '00:00:00:00:00:00', sandbox: netns }],
    ips: firsts.map((address) => ({ interface: 0, address })),
    routes: [],
    dns: dns.zero(),
  };
}
