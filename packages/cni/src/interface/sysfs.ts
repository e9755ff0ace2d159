import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { reason } from '../errno.ts';
import { failure } from '../error.ts';

/** Where sysfs is mounted. */
export const SYSFS = '/sys';

/** Buses whose devices can have network interfaces (Documentation/ABI/testing/sysfs-bus-*). */
export type Bus = 'pci' | 'auxiliary';

/** Drivers that leave a device to a program in user space, as DPDK does: it has no interface then. */
const USERSPACE_DRIVERS: readonly string[] = ['vfio-pci', 'uio_pci_generic', 'igb_uio'];

/** The folder of a device on a bus. */
export function busDevice(sysfs: string, bus: Bus, id: string): string {
  return join(sysfs, 'bus', bus, 'devices', id);
}

/** Whether `id` is the name of a device on that bus, and not a way to somewhere else. */
export function isOnBus(sysfs: string, bus: Bus, id: string): boolean {
  if (id === '' || id === '.' || id === '..' || /[/\0]/.test(id)) return false;
  return statSync(busDevice(sysfs, bus, id), { throwIfNoEntry: false }) !== undefined;
}

/** @throws {CniError} `lstat /sys/.../driver: no such file or directory` when the device has no driver */
export function hasUserspaceDriver(device: string): boolean {
  const driver = join(device, 'driver');
  try {
    return USERSPACE_DRIVERS.includes(basename(realpathSync(driver)));
  } catch (error) {
    throw failure(`lstat ${driver}: ${reason(error)}`, '', { cause: error });
  }
}

/** Names of the interfaces in a folder `net` of a device, in their order; @throws {CniError} when there is none */
export function interfacesIn(net: string): readonly string[] {
  let names: string[];
  try {
    names = readdirSync(net).sort();
  } catch (error) {
    throw failure(`failed to read directory ${net}: ${reason(error)}`, '', { cause: error });
  }
  if (names.length === 0) throw failure(`failed to find network device in path ${net}`);
  return names;
}

/** The folder of the interfaces of a PCI device; those of a virtio device are one level below. */
export function pciInterfaces(sysfs: string, id: string): string {
  const device = busDevice(sysfs, 'pci', id);
  const isThere = (net: string) => statSync(net, { throwIfNoEntry: false }) !== undefined;
  const found = [
    join(device, 'net'),
    ...readdirSync(device)
      .sort()
      .filter((name) => name.startsWith('virtio'))
      .map((name) => join(device, name, 'net')),
  ].find(isThere);
  if (found === undefined) throw failure(`no net directory under pci device ${id}`);
  return found;
}
