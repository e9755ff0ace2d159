import type { Link } from '@iplink-ts/rtnetlink';
import type { SyncClient } from '@iplink-ts/rtnetlink/sync';
import { failure } from '../../error.ts';
import { checkSpoofCheck } from '../../firewall/spoofcheck.ts';
import {
  checkAddresses,
  checkMac,
  checkPresent,
  checkRoutes,
  checkUp,
  containerInterface,
  hostEndOf,
  ipsOf,
} from '../../interface/check.ts';
import { linkIfThere } from '../../interface/link.ts';
import { prefixOf } from '../../ip.ts';
import type { Request } from '../../request.ts';
import type { Interface, IpConfig, Result } from '../../result/result.ts';
import type { Attachment } from '../attachment.ts';
import { checkMasquerading } from '../masquerade.ts';
import type { BridgeConf } from './conf.ts';
import { vlanInterfaceName } from './vlan-gateway.ts';

/**
 * Compares what prevResult speaks of with what is there. Unlike the reference, it minds neither the MAC address of
 * the host's end, which udev may have given anew (#805), nor that of a bridge which takes it from its ports, nor a
 * bridge that somebody else made promiscuous. But it looks at what the container needs of the host, too: the port, the
 * gateways, the rules.
 *
 * @throws {CniError} the first difference
 */
export function checkAttachment(
  { home, container }: Pick<Attachment, 'home' | 'container'>,
  previous: Result,
  conf: BridgeConf,
  request: Request,
): void {
  const bridge = checkBridge(home, previous, conf);
  const entry = containerInterface(previous, request, 'Sandbox in prevResult');
  const link = existing(container, request.ifName);
  if (link.kind !== 'veth') throw failure(`Error: Container interface ${request.ifName} not of type veth`);
  checkMac(entry, link);
  checkHostEnd(home, previous, bridge, link);
  checkAddresses(container, link, previous);
  checkRoutes(container, previous);
  if (conf.isGateway) checkGateways(home, ipsOf(previous, link), conf);
  checkMasquerading(request, ipsOf(previous, link));
  if (conf.macspoofchk) checkSpoofCheck(request);
}

function existing(rtnl: SyncClient, name: string): Link {
  const link = linkIfThere(rtnl, name);
  if (link === undefined) throw failure(`Interface name ${name} not found`);
  return link;
}

function checkBridge(home: SyncClient, { interfaces }: Result, conf: BridgeConf): Link {
  const { bridge: name } = conf;
  // A container's interface may have the name of the bridge.
  const entries = interfaces.filter((candidate) => candidate.name === name);
  const entry = entries.find(({ sandbox }) => sandbox === undefined) ?? entries[0];
  if (entry === undefined)
    throw failure('Interface name missing ', `prevResult has no interface "${name}", which is the bridge`);
  if (entry.sandbox !== undefined) throw failure(`Interface ${name} should not be in sandbox`);
  const bridge = existing(home, name);
  if (bridge.kind !== 'bridge') throw failure(`Interface ${name} does not have link type of bridge`);
  if (conf.isGateway && !hasMac(entry, bridge))
    throw failure(`Bridge interface ${name} Mac doesn't match: ${entry.mac}`, `it is ${bridge.address}`);
  if (conf.promiscMode && !bridge.flags.includes('promisc'))
    throw failure(
      `Bridge interface ${name} configured Promisc Mode true doesn't match current state: false `,
    );
  return bridge;
}

function hasMac({ mac }: Interface, link: Link): boolean {
  return mac === undefined || mac.toLowerCase() === link.address;
}

/** The other end of the container's interface must be one of prevResult, and a port of the bridge. */
function checkHostEnd(home: SyncClient, previous: Result, bridge: Link, end: Link): void {
  const missing = (why: string) => failure(`CNI veth created for bridge ${bridge.ifname} was not found`, why);
  const host = hostEndOf(home, previous, end);
  if (host === undefined) throw missing(`prevResult does not have the other end of "${end.ifname}"`);
  if (host.master !== bridge.index) throw missing(`"${host.ifname}" is not a port of "${bridge.ifname}"`);
  checkUp(host);
}

/** The host must have the gateways of the addresses. */
function checkGateways(home: SyncClient, ips: readonly IpConfig[], { bridge, vlan }: BridgeConf): void {
  const bearer = existing(home, vlan === 0 ? bridge : vlanInterfaceName(bridge, vlan));
  checkUp(bearer);
  const gateways = ips.flatMap(({ address, gateway }) =>
    gateway === undefined ? [] : `${gateway}/${prefixOf(address).length}`,
  );
  checkPresent(home, bearer, gateways);
}
