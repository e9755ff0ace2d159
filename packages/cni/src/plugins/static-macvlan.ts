import { SyncClient } from '@iplink-ts/rtnetlink/sync';
import { reason } from '../errno.ts';
import { CniError, errorCode, failure } from '../error.ts';
import { isValid, validAttachments } from '../gc.ts';
import { parseArpPolicy } from '../interface/announce.ts';
import {
  checkAddresses,
  checkMac,
  checkRoutes,
  containerInterface,
  existingInterface,
} from '../interface/check.ts';
import { parseDad } from '../interface/dad.ts';
import { deleteIfThere, findLink } from '../interface/link.ts';
import { bool, type Decoded, int, string, struct } from '../json/decode.ts';
import { commonKeys, loadConf } from '../netconf.ts';
import { requireNetns } from '../netns.ts';
import { quote } from '../quote.ts';
import type { Plugin, Request } from '../request.ts';
import { decodePrevResult } from '../result/result.ts';
import { dropParents, holdAddress, releaseAddresses } from '../static-macvlan/attachments.ts';
import { exhausted, hasFreeAddress } from '../static-macvlan/claim.ts';
import { findSubnet, subnetSources, subnetsInReach } from '../static-macvlan/find-subnet.ts';
import { DATA_DIR, readRecords } from '../static-macvlan/records.ts';
import { addOtherRoutes, deleteOtherRoutes, otherRoutes, ownRoutes } from '../static-macvlan/routes.ts';
import { type Subnet, type SubnetMode, subnetModes } from '../static-macvlan/subnet.ts';
import { podOf, wantedOf, wishKeys } from '../static-macvlan/wanted.ts';
import { openAttachment } from './attachment.ts';
import { deleteInterface, delSteps } from './del.ts';
import { addSlave } from './slave.ts';
import { transaction } from './transaction.ts';

const netConf = struct('main.NetConf', {
  ...commonKeys,
  ...wishKeys,
  ...subnetSources,
  dataDir: string,
  mode: string,
  mtu: int,
  dad: string,
  arpPolicy: string,
  isDefaultGateway: bool,
  hostAccess: bool,
});

type NetConf = Decoded<typeof netConf>;

/**
 * Plugin `static-macvlan`: a macvlan in one of several subnets, with the addresses that the pod names or any that is
 * free there. It keeps records of who holds what, and makes the VLAN interfaces that subnets are on.
 */
export const staticMacvlan: Plugin = {
  add(request) {
    const conf = loadConf(netConf, request);
    refuseHostAccess(conf);
    const dad = parseDad(conf.dad);
    const arpPolicy = parseArpPolicy(conf.arpPolicy);
    const wanted = wantedOf(conf, request);
    const subnet = findSubnet(conf, wanted.subnet);
    const mode = modeOf(conf, subnet);
    const dataDir = conf.dataDir || DATA_DIR;
    const isDefaultGateway = conf.isDefaultGateway || subnet.isDefaultGateway;
    const routes = otherRoutes(subnet, request.ifName, isDefaultGateway);
    const owner = { ...request, network: conf.name, pod: podOf(request), routes };
    using attachment = openAttachment(requireNetns(request.netns), false);
    const { container, home } = attachment;
    return transaction((undo) => {
      const { record, parent, before } = holdAddress(home, dataDir, subnet, wanted, owner, undo);
      addOtherRoutes(container, routes, undo);
      const result = addSlave(
        request,
        attachment,
        () => parent,
        {
          kind: 'macvlan',
          address: record.mac,
          data: { mode },
          ...(conf.mtu !== 0 && { mtu: conf.mtu }),
        },
        { dad, arpPolicy, dns: conf.dns, alone: false },
        () => ({
          ips: [{ address: record.ip, gateway: subnet.gateway }],
          routes: ownRoutes(subnet, request.ifName, isDefaultGateway),
        }),
      );
      undo.push(() => deleteIfThere(container, request.ifName));
      if (before.some((old) => old.parent !== record.parent)) dropParents(home, dataDir);
      return result;
    });
  },

  del: (request) => delSteps(request, [withdrawRoutes, deleteInterface, release]),

  check(request) {
    const conf = loadConf(netConf, request);
    const record = readRecords(conf.dataDir || DATA_DIR).find(isHeldBy(request));
    if (record === undefined)
      throw failure(`no address is recorded for container ${request.containerId} (${request.ifName})`);
    const subnet = findSubnet(conf, record.subnet);
    const mode = modeOf(conf, subnet);
    using attachment = openAttachment(requireNetns(request.netns), false);
    const { container, home } = attachment;
    if (conf.prevResult === undefined) throw failure('required prevResult missing');
    const previous = decodePrevResult(conf.prevResult, request.version);
    const entry = containerInterface(previous, request, 'sandbox in prevResult');
    if (!previous.ips.some(({ address }) => address === record.ip))
      throw failure(`prevResult lacks address ${record.ip}, which is recorded for ${request.ifName}`);
    const link = existingInterface(container, request.ifName);
    if (link.kind !== 'macvlan')
      throw failure(`Error: Container interface ${request.ifName} not of type macvlan`);
    if (link.data?.mode !== mode)
      throw failure(`container macvlan mode ${link.data?.mode} does not match expected value: ${mode}`);
    const parent = findLink(home, subnet.parent, `failed to lookup ${quote(subnet.parent)}: `);
    if (link.link !== parent.index)
      throw failure(`Container interface ${request.ifName} is not on ${quote(subnet.parent)}`);
    checkMac(entry, link);
    checkMac({ ...entry, mac: record.mac }, link);
    checkAddresses(container, link, previous);
    checkRoutes(container, previous);
    checkRoutes(container, { ...previous, routes: record.routes.map(({ dst }) => ({ dst })) });
  },

  status(request) {
    const conf = loadConf(netConf, request);
    const subnets = subnetsInReach(conf, conf.vlan || conf.master);
    const records = readRecords(conf.dataDir || DATA_DIR);
    using home = SyncClient.open();
    const troubles = subnets.map((subnet) => troubleOf(home, subnet, () => hasFreeAddress(subnet, records)));
    const [first] = troubles;
    if (first !== undefined && !troubles.includes(undefined)) throw first;
  },

  gc(request) {
    const { name, dataDir: configured } = loadConf(heldConf, request);
    const dataDir = configured || DATA_DIR;
    const valid = validAttachments(request);
    releaseAddresses(
      dataDir,
      ({ network, containerID, ifname }) => network === name && !isValid(valid, containerID, ifname),
    );
    using home = SyncClient.open();
    dropParents(home, dataDir);
  },
};

/** All that DEL and GC read: they must work with whatever else has become of the configuration. */
const heldConf = struct('main.NetConf', { name: string, dataDir: string });

function withdrawRoutes(request: Request): void {
  const { dataDir } = loadConf(heldConf, request);
  const record = readRecords(dataDir || DATA_DIR).find(isHeldBy(request));
  if (record !== undefined) deleteOtherRoutes(request.netns, record.routes);
}

function release(request: Request): void {
  const { dataDir } = loadConf(heldConf, request);
  releaseAddresses(dataDir || DATA_DIR, isHeldBy(request));
}

function isHeldBy({ containerId, ifName }: Request) {
  return (record: { readonly containerID: string; readonly ifname: string }): boolean =>
    record.containerID === containerId && record.ifname === ifName;
}

/** A network has one relay, on one master, and this plugin as many masters as it has subnets. */
function refuseHostAccess({ hostAccess }: NetConf): void {
  if (hostAccess)
    throw new CniError(
      errorCode.unsupportedField,
      'static-macvlan does not support "hostAccess": true',
      'leave it out, or attach the pods by plugin "macvlan", which does',
    );
}

/** The subnet's, else that of the configuration. */
function modeOf({ mode }: NetConf, subnet: Subnet): SubnetMode {
  const known = mode === '' ? 'bridge' : subnetModes.find((candidate) => candidate === mode);
  if (known !== undefined) return subnet.mode ?? known;
  throw failure(`unknown macvlan mode: ${quote(mode)}`, `must be one of ${subnetModes.join(', ')}`);
}

/** Why the subnet cannot take a pod; undefined when it can. */
function troubleOf(home: SyncClient, subnet: Subnet, isFree: () => boolean): CniError | undefined {
  try {
    findLink(home, subnet.master, `failed to lookup master ${quote(subnet.master)}: `);
  } catch (error) {
    return new CniError(errorCode.pluginNotAvailable, reason(error), '', { cause: error });
  }
  return isFree() ? undefined : exhausted(subnet, errorCode.pluginNotAvailable);
}
