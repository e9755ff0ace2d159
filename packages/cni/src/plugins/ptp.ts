import type { Link, UndoStack } from '@iplink-ts/rtnetlink';
import { failure } from '../error.ts';
import { every } from '../every.ts';
import {
  checkAddresses,
  checkMac,
  checkRoutes,
  containerInterface,
  existingInterface,
  ipsOf,
} from '../interface/check.ts';
import { addRoutes, configureInterface } from '../interface/configure.ts';
import { parseDad } from '../interface/dad.ts';
import { enableForwarding } from '../interface/forwarding.ts';
import { createVeth } from '../interface/veth.ts';
import { addressesFromIpam, askIpam } from '../ipam/addressing.ts';
import { int, string, struct } from '../json/decode.ts';
import { commonKeys, loadConf } from '../netconf.ts';
import { requireNetns } from '../netns.ts';
import type { Plugin, Request } from '../request.ts';
import { configuredDns } from '../result/dns.ts';
import { decodePrevResult, type Interface, type Result } from '../result/result.ts';
import { type Attachment, openAttachment } from './attachment.ts';
import { deleteInterface, delSteps, releaseAddresses } from './del.ts';
import {
  checkMasquerading,
  gcMasqueradeOf,
  masqueradeKeys,
  masqueradeOf,
  masqueradeStatus,
  removeMasquerade,
} from './masquerade.ts';
import { checkHostEnd } from './ptp/check.ts';
import { endpointOf, routeContainer, routeHost } from './ptp/routing.ts';
import { transaction } from './transaction.ts';

const netConf = struct('main.NetConf', {
  ...commonKeys,
  ...masqueradeKeys,
  dns: configuredDns,
  mtu: int,
  dad: string,
});

/** Plugin `ptp`: a veth pair between the container and the host, which routes for it. */
export const ptp: Plugin = {
  add(request) {
    const ready = prepare(request);
    using attachment = openAttachment(requireNetns(request.netns), false);
    return transaction((undo) => add(request, ready, attachment, undo));
  },

  del: (request) => delSteps(request, [releaseAddresses, deleteInterface, removeMasquerade]),

  check(request) {
    const { ipam, prevResult } = loadConf(netConf, request);
    using attachment = openAttachment(requireNetns(request.netns), false);
    const { container } = attachment;
    if (ipam.type === '') throw failure('no plugin name provided');
    askIpam('CHECK', request);
    if (prevResult === undefined) throw failure('ptp: Required prevResult missing');
    const previous = decodePrevResult(prevResult, request.version);
    const entry = containerInterface(previous, request, 'Sandbox in prevResult');
    const link = existingInterface(container, request.ifName, 'ptp: ');
    if (link.kind !== 'veth')
      throw failure(`Error: Container interface ${request.ifName} not of type veth/p2p`);
    checkMac(entry, link, 'ptp: ');
    checkAddresses(container, link, previous);
    checkRoutes(container, previous);
    checkHostEnd(attachment.home, previous, link);
    checkMasquerading(request, ipsOf(previous, link));
  },

  status(request) {
    askIpam('STATUS', request);
    masqueradeStatus(request);
  },

  gc: (request) => every([() => askIpam('GC', request), () => gcMasqueradeOf(request)]),
};

/** What is judged before anything is done. */
function prepare(request: Request) {
  const conf = loadConf(netConf, request);
  return { ...conf, dad: parseDad(conf.dad), masquerade: masqueradeOf(conf, request) };
}

/** The index of the container's interface among those of the result. */
const CONTAINER = 1;

/** What the host's containers share comes last: masquerading, and that it forwards, which stays for all of them. */
function add(
  request: Request,
  { ipam, dns, dad, mtu, masquerade }: ReturnType<typeof prepare>,
  attachment: Attachment,
  undo: UndoStack,
): Result {
  const { ifName } = request;
  const pair = createVeth(attachment, { ifName, mtu: mtu > 0 ? mtu : undefined }, undo);
  const given = addressesFromIpam(ipam.type, request, undo);
  const endpoints = given.ips.map(endpointOf);
  const result: Result = {
    interfaces: [interfaceOf(pair.host), { ...interfaceOf(pair.container), sandbox: request.netns }],
    ips: given.ips.map((ip) => ({ ...ip, interface: CONTAINER })),
    routes: given.routes,
    dns: dns ?? given.dns,
  };
  const target = { rtnl: attachment.container, netns: attachment.netns, ifName, index: pair.container.index };
  configureInterface(target, { ...result, routes: [] }, { dad }, undo);
  // Before those of the result, whose gateway is on the link by these alone when the address is all of its network.
  routeContainer(target, endpoints);
  addRoutes(target, result);
  routeHost(attachment.home, pair.host, endpoints, dad);
  masquerade?.(given.ips, undo);
  enableForwarding(
    endpoints.map(({ address }) => address.family),
    'Could not enable IP forwarding',
  );
  return result;
}

function interfaceOf({ ifname = '', address, mtu }: Link): Interface {
  return { name: ifname, mac: address, mtu };
}
