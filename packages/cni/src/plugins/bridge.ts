import type { Link, UndoStack } from '@iplink-ts/rtnetlink';
import { links, SyncClient } from '@iplink-ts/rtnetlink/sync';
import { runInNetns } from '@iplink-ts/socket';
import { CniError, errorCode, failure } from '../error.ts';
import { every } from '../every.ts';
import { setupSpoofCheck } from '../firewall/spoofcheck.ts';
import { lockedHost } from '../host-lock.ts';
import { announceAddresses, enableAnnouncements, isByKernel, isByPlugin } from '../interface/announce.ts';
import { configureInterface, type Target } from '../interface/configure.ts';
import { enableForwarding } from '../interface/forwarding.ts';
import { linkIfThere } from '../interface/link.ts';
import { writeSysctl } from '../interface/sysctl.ts';
import { createVeth } from '../interface/veth.ts';
import { familyOf } from '../ip.ts';
import { addressesFromIpam, askIpam } from '../ipam/addressing.ts';
import { requireNetns } from '../netns.ts';
import { quote } from '../quote.ts';
import type { Plugin, Request } from '../request.ts';
import { decodePrevResult, encodeResult, type Interface, type Result } from '../result/result.ts';
import { type Attachment, openAttachment } from './attachment.ts';
import { checkAttachment } from './bridge/check.ts';
import { type BridgeConf, bridgeConf } from './bridge/conf.ts';
import { connect, ensureBridge, setPromiscuous } from './bridge/device.ts';
import { ensureAddresses, type Gateways, withGateways } from './bridge/gateway.ts';
import { setPortModes, setPortVlans, waitForPort } from './bridge/port.ts';
import { gcSpoofChecks, removeSpoofCheck } from './bridge/spoof-check.ts';
import { ensureVlanInterface } from './bridge/vlan-gateway.ts';
import { deleteInterface, delSteps, releaseAddresses } from './del.ts';
import { gcMasqueradeOf, masqueradeStatus, removeMasquerade } from './masquerade.ts';
import { transaction } from './transaction.ts';

/** Plugin `bridge`: a veth pair between the container and a bridge of the host, which is made when it is missing. */
export const bridge: Plugin = {
  add(request) {
    const conf = bridgeConf(request);
    using attachment = openAttachment(requireNetns(request.netns), false);
    return transaction((undo) => add(request, conf, attachment, undo));
  },

  // The bridge and the gateway of a VLAN stay for the next container, as in the reference.
  del: (request) =>
    delSteps(request, [releaseAddresses, deleteInterface, removeSpoofCheck, removeMasquerade]),

  check(request) {
    const conf = bridgeConf(request);
    using attachment = openAttachment(requireNetns(request.netns), false);
    askIpam('CHECK', request);
    if (conf.prevResult === undefined) throw failure('Required prevResult missing');
    checkAttachment(attachment, decodePrevResult(conf.prevResult, request.version), conf, request);
  },

  status(request) {
    const { bridge: name } = bridgeConf(request);
    askIpam('STATUS', request);
    masqueradeStatus(request);
    using host = SyncClient.open();
    const link = linkIfThere(host, name);
    if (link !== undefined && link.kind !== 'bridge')
      throw new CniError(
        errorCode.pluginNotAvailable,
        `${quote(name)} already exists but is not a bridge`,
        'name another "bridge"',
      );
  },

  gc: (request) => every([() => askIpam('GC', request), () => gcMasqueradeOf(request), gcSpoofChecks]),
};

/** The index of the container's interface among those of the result. */
const CONTAINER = 2;

function add(request: Request, conf: BridgeConf, attachment: Attachment, undo: UndoStack): Result {
  const { home, container } = attachment;
  // A bridge that has been found stays: who made it looks, when it fails, whether others have ports on it by then.
  const { pair, bridge } = lockedHost(() => {
    const found = ensureBridge(home, conf, undo);
    const ends = createVeth(attachment, { ifName: request.ifName, mac: conf.mac, mtu: conf.mtu }, undo);
    connect(home, ends.host, found);
    return { pair: ends, bridge: found };
  });
  setPortModes(home, pair.host, conf);
  setPortVlans(home, pair.host, conf);

  const given = conf.ipam.type === '' ? undefined : addressesFromIpam(conf.ipam.type, request, undo);
  const gateways = withGateways(given ?? { ips: [], routes: [] }, conf);
  const resultWith = (...interfaces: readonly Interface[]): Result => ({
    interfaces,
    ips: gateways.ips.map((ip) => ({ ...ip, interface: CONTAINER })),
    routes: gateways.routes,
    dns: conf.dns ?? given?.dns ?? { nameservers: [], domain: '', search: [], options: [] },
  });
  const inContainer = { ...interfaceOf(pair.container), sandbox: request.netns };
  const result = resultWith(interfaceOf(bridge), interfaceOf(pair.host), inContainer);
  // 0.1.0 and 0.2.0 cannot say that an interface has no address: better found out while it can be undone.
  encodeResult(result, request.version);

  const { address: mac = '', index } = pair.container;
  if (conf.macspoofchk) setupSpoofCheck({ ...request, hostVeth: pair.host.ifname ?? '', mac }, undo);
  let port = pair.host;
  if (!conf.disableContainerInterface) {
    const target = { rtnl: container, netns: attachment.netns, ifName: request.ifName, index };
    if (given !== undefined) setUpNeighbours(conf, target);
    configureInterface(target, result, { dad: conf.dad, onlyIpv6: conf.onlyIpv6 }, undo);
    port = waitForPort(home, pair.host, bridge);
    // Not before: the bridge would not pass it on. What is tentative the kernel announces itself.
    if (isByPlugin(conf.arpPolicy))
      announceAddresses(
        target,
        result.ips.filter(({ address }) => familyOf(address) === 4 || conf.dad !== 'optimistic'),
      );
  }
  if (given !== undefined) conf.masquerade?.(given.ips, undo);
  const [joined, ...more] = commit(home, home.run(links.get(bridge.index)), conf, gateways, undo);
  return resultWith(joined, interfaceOf(port), inContainer, ...more);
}

function interfaceOf({ ifname = '', address, mtu }: Link): Interface {
  return { name: ifname, mac: address, mtu };
}

/**
 * Announcements, and detection of duplicates for good and not just for the first addresses: in the way of the
 * reference, by `enabledad` and without looking whether the kernel has IPv6. The enhanced form (RFC 7527) does not
 * take what a bridge in hairpin mode sends back for a duplicate.
 */
function setUpNeighbours({ dad, arpPolicy }: BridgeConf, { netns, ifName }: Target): void {
  const settings = dad === 'skip' ? { accept_dad: '0' } : { enhanced_dad: '1', accept_dad: '1' };
  runInNetns(netns, () => {
    if (isByKernel(arpPolicy)) enableAnnouncements(ifName);
    for (const [sysctl, value] of Object.entries(settings)) {
      try {
        writeSysctl(`ipv6/conf/${ifName}/${sysctl}`, value);
      } catch {}
    }
  });
}

/**
 * What the host's containers share. It comes last, so that no later failure takes from another ADD what that has
 * found here.
 *
 * @returns the interfaces of the host that are shared, the bridge first
 */
function commit(
  home: SyncClient,
  bridge: Link,
  conf: BridgeConf,
  { addresses }: Gateways,
  undo: UndoStack,
): [Interface, ...Interface[]] {
  if (conf.promiscMode) setPromiscuous(home, bridge, undo);
  if (addresses.length === 0) return [interfaceOf(bridge)];
  const gateway = conf.vlan === 0 ? bridge : ensureVlanInterface(home, bridge, conf, undo);
  const failing = gateway === bridge ? 'bridge addr' : 'vlan interface for bridge with addr';
  ensureAddresses(home, gateway, addresses, conf, `failed to set ${failing}`, undo);
  enableForwarding(addresses.map(familyOf), 'failed to enable forwarding');
  return gateway === bridge ? [interfaceOf(bridge)] : [interfaceOf(bridge), interfaceOf(gateway)];
}
