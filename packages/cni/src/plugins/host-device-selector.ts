import { join, normalize } from 'node:path';
import type { Link } from '@iplink-ts/rtnetlink';
import { links, type SyncClient } from '@iplink-ts/rtnetlink/sync';
import { reason } from '../errno.ts';
import { failure } from '../error.ts';
import { findLink, linkIfThere } from '../interface/link.ts';
import { findMac } from '../interface/mac.ts';
import { busDevice, hasUserspaceDriver, interfacesIn, isOnBus, pciInterfaces } from '../interface/sysfs.ts';
import { type Decoded, string, struct } from '../json/decode.ts';
import { quote } from '../quote.ts';

/** How a configuration says which device is meant: the keys of host-device. */
export const selectorKeys = {
  device: string,
  hwaddr: string,
  kernelpath: string,
  pciBusID: string,
  runtimeConfig: struct('struct { DeviceID string "json:\\"deviceID,omitempty\\"" }', { deviceID: string }),
} as const;

const selectorConf = struct('main.NetConf', selectorKeys);

type Selectors = Decoded<typeof selectorConf>;

/** What a selector leads to: an interface, or a device that a driver in user space has, without one. */
export type HostDevice =
  | { readonly kind: 'interface'; find(host: SyncClient): Link }
  | { readonly kind: 'userspace' };

/**
 * The device that a configuration means. Of several keys the first in the order of {@link selectorKeys} counts, and
 * `deviceID` takes the place of `pciBusID`.
 *
 * @throws {CniError} when no key is given, or the bus has no such device
 */
export function hostDeviceOf(conf: Selectors, sysfs: string): HostDevice {
  const { device, hwaddr, kernelpath } = conf;
  const bus = onBus(conf, sysfs);
  if (bus?.bus === 'pci' && isUserspace(sysfs, bus.id)) return { kind: 'userspace' };
  const find = (host: SyncClient): Link => {
    if (device !== '') return findLink(host, device);
    if (hwaddr !== '') return byAddress(host, hwaddr);
    if (kernelpath !== '') return firstLink(host, kernelInterfaces(kernelpath, sysfs));
    if (bus?.bus === 'pci') return firstLink(host, pciInterfaces(sysfs, bus.id));
    return firstLink(host, join(busDevice(sysfs, 'auxiliary', bus?.id ?? ''), 'net'));
  };
  if (device !== '' || hwaddr !== '' || kernelpath !== '' || bus !== undefined)
    return { kind: 'interface', find };
  throw failure('specify either "device", "hwaddr", "kernelpath" or "pciBusID"');
}

function onBus(
  { pciBusID, runtimeConfig: { deviceID } }: Selectors,
  sysfs: string,
): { readonly bus: 'pci' | 'auxiliary'; readonly id: string } | undefined {
  if (deviceID === '') return pciBusID === '' ? undefined : { bus: 'pci', id: pciBusID };
  if (isOnBus(sysfs, 'pci', deviceID)) return { bus: 'pci', id: deviceID };
  if (isOnBus(sysfs, 'auxiliary', deviceID)) return { bus: 'auxiliary', id: deviceID };
  throw failure(`runtime config DeviceID ${deviceID} not found or unsupported`);
}

function isUserspace(sysfs: string, id: string): boolean {
  try {
    const device = busDevice(sysfs, 'pci', id);
    if (!isOnBus(sysfs, 'pci', id)) throw failure(`lstat ${device}: no such file or directory`);
    return hasUserspaceDriver(device);
  } catch (error) {
    throw failure(`error with host device: ${reason(error)}`, '', { cause: error });
  }
}

function byAddress(host: SyncClient, hwaddr: string): Link {
  const mac = findMac(hwaddr);
  if (mac === undefined)
    throw failure(`failed to parse MAC address ${quote(hwaddr)}: address ${hwaddr}: invalid MAC address`);
  const found = host.run(links.list()).find(({ address }) => address === mac);
  if (found === undefined)
    throw failure('failed to find physical interface', `no interface has the address ${mac}`);
  return found;
}

/** The folder of the interfaces below a path of the kernel's device tree; a path that leads out of it is refused. */
function kernelInterfaces(kernelpath: string, sysfs: string): string {
  const devices = '/sys/devices/';
  const path = normalize(kernelpath);
  if (!kernelpath.startsWith(devices) || !path.startsWith(devices) || path.includes('\0'))
    throw failure(`kernel device path ${quote(kernelpath)} must be absolute and begin with ${devices}`);
  return join(sysfs, path.slice('/sys'.length), 'net');
}

/** The first of the interfaces that is here: sysfs shows those of the namespace that it was mounted in. */
function firstLink(host: SyncClient, net: string): Link {
  for (const name of interfacesIn(net)) {
    const link = linkIfThere(host, name);
    if (link !== undefined) return link;
  }
  throw failure('Link not found', `${net} has no interface of this namespace`);
}
