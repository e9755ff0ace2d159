import { type Link, RtnlSync, TransactionError } from '@iplink-ts/rtnetlink';
import { SyncClient } from '@iplink-ts/rtnetlink/sync';
import type { Netns } from '@iplink-ts/socket';
import { failed, reason } from '../errno.ts';
import { failure } from '../error.ts';
import {
  checkAddresses,
  checkMac,
  checkRoutes,
  containerInterface,
  existingInterface,
} from '../interface/check.ts';
import { configureInterface } from '../interface/configure.ts';
import { parseDad } from '../interface/dad.ts';
import { SYSFS } from '../interface/sysfs.ts';
import { addressesFromIpam, askIpam } from '../ipam/addressing.ts';
import { type Decoded, string, struct } from '../json/decode.ts';
import { commonKeys, loadConf } from '../netconf.ts';
import { requireNetns } from '../netns.ts';
import { quote } from '../quote.ts';
import type { Plugin, Request } from '../request.ts';
import { decodePrevResult, encodeResult, type Result } from '../result/result.ts';
import { writeAll } from '../stdio.ts';
import { delSteps, releaseAddresses } from './del.ts';
import { returnDevice } from './host-device-return.ts';
import { type HostDevice, hostDeviceOf, selectorKeys } from './host-device-selector.ts';
import { transaction } from './transaction.ts';

const netConf = struct('main.NetConf', { ...commonKeys, ...selectorKeys, dad: string });

type NetConf = Decoded<typeof netConf>;

/** Plugin `host-device`: an interface of the host, for as long as the container lives. */
export const hostDevice: Plugin = hostDeviceIn(SYSFS);

/** The plugin, on a machine whose sysfs is mounted at that path. */
export function hostDeviceIn(sysfs: string): Plugin {
  return {
    add(request) {
      const conf = loadConf(netConf, request);
      const device = hostDeviceOf(conf, sysfs);
      using netns = requireNetns(request.netns);
      return device.kind === 'userspace'
        ? addUserspace(request, conf)
        : addInterface(request, conf, device, netns);
    },

    del: (request) => delSteps(request, [releaseAddresses, returnDevice]),

    check(request) {
      const conf = loadConf(netConf, request);
      const device = hostDeviceOf(conf, sysfs);
      using netns = requireNetns(request.netns);
      askIpam('CHECK', request);
      if (conf.prevResult === undefined) throw failure('Required prevResult missing');
      const previous = decodePrevResult(conf.prevResult, request.version);
      if (device.kind === 'userspace') return;
      const entry = containerInterface(previous, request, 'Sandbox in prevResult');
      using container = SyncClient.open({ netns: { fd: netns.fd } });
      const link = existingInterface(container, request.ifName);
      checkMac(entry, link);
      checkAddresses(container, link, previous);
      checkRoutes(container, previous);
    },

    // A device that a container has is not on the host, which is no reason to call the network unready.
    status: (request) => askIpam('STATUS', request),
    gc: (request) => askIpam('GC', request),
  };
}

/** A device without an interface: a program in the container drives it, and is told its addresses. */
function addUserspace(request: Request, { ipam, dns }: NetConf): Result {
  return transaction((undo) => {
    const { ips, routes } =
      ipam.type === '' ? { ips: [], routes: [] } : addressesFromIpam(ipam.type, request, undo);
    // The reference counts addresses as those of the first interface also where it lists none.
    const result: Result = { interfaces: [], ips: ips.map((ip) => ({ ...ip, interface: 0 })), routes, dns };
    encodeResult(result, request.version);
    return result;
  });
}

function addInterface(
  request: Request,
  conf: NetConf,
  device: Extract<HostDevice, { kind: 'interface' }>,
  netns: Netns,
): Result {
  const dad = parseDad(conf.dad);
  using host = RtnlSync.open();
  using container = SyncClient.open({ netns: { fd: netns.fd } });
  const found = findDevice(device, host);
  return moved(request, found, host, netns, (link) =>
    transaction((undo) => {
      const { ips, routes } =
        conf.ipam.type === '' ? { ips: [], routes: [] } : addressesFromIpam(conf.ipam.type, request, undo);
      const result: Result = {
        interfaces: [{ name: request.ifName, mac: link.address, mtu: link.mtu, sandbox: request.netns }],
        ips: ips.map((ip) => ({ ...ip, interface: 0 })),
        routes,
        dns: conf.dns,
      };
      encodeResult(result, request.version);
      const target = { rtnl: container, netns, ifName: request.ifName, index: link.index };
      configureInterface(target, result, { dad }, undo);
      return result;
    }),
  );
}

function findDevice(device: Extract<HostDevice, { kind: 'interface' }>, host: SyncClient): Link {
  try {
    return device.find(host);
  } catch (error) {
    throw failed('failed to find host device', error);
  }
}

/**
 * Moves the device into the container and does `work` there. When that fails, the device comes back with all that it
 * had on the host: its name, alias, addresses, routes, master.
 *
 * Its name on the host is kept as its alias, where DEL finds it, ours and the reference's. Name and alias are changed
 * with the move itself, in one request: an ADD that is killed has moved the device and left word of where it belongs,
 * or has done nothing.
 */
function moved<T>(
  { ifName }: Request,
  device: Link,
  host: RtnlSync,
  netns: Netns,
  work: (link: Link) => T,
): T {
  const name = device.ifname ?? '';
  const moving = `failed to move link failed to move ${quote(ifName)} (host: ${quote(name)}) to container NS`;
  // The kernel would take `eth%d` for a template and choose a number.
  if (ifName.includes('%'))
    throw failure(`${moving}: invalid argument`, 'the name of an interface must not have a %');
  try {
    return host.transaction((tx) => {
      const { index } = move();
      return work({ ...device, index });

      function move(): { readonly index: number } {
        try {
          return tx.links.move(device.index, { fd: netns.fd }, { ifname: ifName, ifalias: name });
        } catch (error) {
          throw failed(moving, error);
        }
      }
    });
  } catch (error) {
    if (!(error instanceof TransactionError)) throw error;
    for (const failing of error.undoErrors) writeAll(2, `cni: undoing a failed ADD: ${reason(failing)}\n`);
    throw error.cause;
  }
}
