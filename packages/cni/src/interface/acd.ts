import { AF_INET } from '@iplink-ts/rtnetlink';
import { links, neighbours } from '@iplink-ts/rtnetlink/sync';
import { runInNetns, SystemError, sendFrames } from '@iplink-ts/socket';
import { hasCode } from '../errno.ts';
import { failure } from '../error.ts';
import { addressOf, prefixOf } from '../ip.ts';
import { quote } from '../quote.ts';
import type { IpConfig } from '../result/result.ts';
import { sleep } from '../stdio.ts';
import { stationAddress } from './announce.ts';
import { arpProbe } from './arp.ts';
import type { Target } from './configure.ts';

/** Address conflict detection of IPv4 (RFC 5227): the network is asked for an address before it is used. */

/** PROBE_NUM of the RFC. */
const PROBES = 3;
/** What follows each, and how often the answers are looked at meanwhile: milliseconds. The RFC has seconds. */
const INTERVAL = 200;
const LOOK = 20;

/**
 * Asks the neighbours for the addresses. The kernel takes their answers: it keeps those about addresses that it has an
 * entry for.
 *
 * Where an interface has no neighbours that could be asked, nothing is in use.
 *
 * @param target is up, and has none of the addresses yet
 * @throws {CniError} somebody has one of them
 */
export function requireUnused({ rtnl, netns, index, ifName }: Target, ips: readonly IpConfig[]): void {
  const mac = ips.length === 0 ? undefined : stationAddress(rtnl.run(links.get(index)));
  if (mac === undefined) return;
  const wanted = ips.map(({ address }) => ({ address, ...prefixOf(address) }));
  const entries = wanted.map((prefix) => ({ dev: index, dst: addressOf(prefix) }));
  for (const entry of entries) rtnl.run(neighbours.replace({ ...entry, state: [] }));
  try {
    for (let probe = 0; probe < PROBES; probe++) {
      runInNetns(netns, () =>
        sendFrames(
          index,
          wanted.map(({ bytes }) => arpProbe(mac, bytes)),
        ),
      );
      for (let waited = 0; waited < INTERVAL; waited += LOOK) {
        sleep(LOOK);
        const answers = rtnl.run(neighbours.list({ dev: index, family: AF_INET }));
        for (const [at, { dst }] of entries.entries()) {
          const holder = answers.find((answer) => answer.dst === dst)?.lladdr;
          if (holder === undefined) continue;
          throw failure(
            `failed to add IP addr ${wanted[at]?.address} to ${quote(ifName)}: address already in use`,
            `${holder} has this address on the network: give one of them another`,
          );
        }
      }
    }
  } catch (error) {
    if (!(error instanceof SystemError)) throw error; // nobody can be asked
  } finally {
    for (const entry of entries) forget(() => rtnl.run(neighbours.delete(entry)));
  }
}

function forget(remove: () => void): void {
  try {
    remove();
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}
