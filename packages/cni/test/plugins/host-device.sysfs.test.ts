import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { hostDeviceIn } from '../../src/plugins/host-device.ts';
import { temporaryFolder } from '../folder.ts';
import { linkNames, netnsPath, Rig, type Run, state } from '../rig.ts';

/** Devices by their place in sysfs, which is made up here: the machine's own devices are left alone. */

const STATIC = { type: 'static', addresses: [{ address: '10.1.2.3/24' }] };
const PCI = '0000:3b:00.2';
const FUNCTION = 'mlx5_core.sf.4';

interface Machine {
  readonly sysfs: string;
  /** A folder below it, with what is above. */
  readonly folder: (...parts: string[]) => string;
  /** A device on a bus, which its driver has. */
  readonly device: (bus: string, id: string, driver?: string) => string;
}

function machine(t: ExecutionContext): Machine {
  const sysfs = temporaryFolder(t);
  const folder = (...parts: string[]): string => {
    const path = join(sysfs, ...parts);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const device = (bus: string, id: string, driver?: string): string => {
    const path = folder('bus', bus, 'devices', id);
    if (driver !== undefined) symlinkSync(folder('bus', bus, 'drivers', driver), join(path, 'driver'));
    return path;
  };
  return { sysfs, folder, device };
}

function add(rig: Rig, pod: string, { sysfs }: Machine, config: object, command = 'ADD'): Run {
  const conf = { cniVersion: '1.0.0', name: 'net', type: 'host-device', ipam: STATIC, ...config };
  return rig.call('host-device', command, conf, { CNI_NETNS: netnsPath(pod) }, hostDeviceIn(sysfs));
}

interface Place {
  readonly config: object;
  readonly make: (machine: Machine) => void;
}

/** Where `m0` may be. */
const places: Readonly<Record<string, Place>> = {
  kernelpath: {
    config: { kernelpath: '/sys/devices/pci0000:00/0000:00:19.0' },
    make: ({ folder }) => folder('devices/pci0000:00/0000:00:19.0/net/m0'),
  },
  pciBusID: {
    config: { pciBusID: PCI },
    make: ({ device, folder }) => {
      device('pci', PCI, 'ixgbe');
      folder('bus/pci/devices', PCI, 'net/m0');
    },
  },
  'pciBusID of a virtio device': {
    config: { pciBusID: PCI },
    make: ({ device, folder }) => {
      device('pci', PCI, 'virtio-pci');
      folder('bus/pci/devices', PCI, 'virtio3/net/m0');
    },
  },
  'pciBusID of a device with several interfaces, of which one is elsewhere': {
    config: { pciBusID: PCI },
    make: ({ device, folder }) => {
      device('pci', PCI, 'mlx4_core');
      for (const name of ['a-in-use', 'm0', 'm1']) folder('bus/pci/devices', PCI, 'net', name);
    },
  },
  'deviceID of a PCI device, in place of pciBusID': {
    config: { pciBusID: '0000:00:00.0', runtimeConfig: { deviceID: PCI } },
    make: ({ device, folder }) => {
      device('pci', PCI, 'ixgbe');
      folder('bus/pci/devices', PCI, 'net/m0');
    },
  },
  'deviceID of an auxiliary device': {
    config: { pciBusID: '0000:00:00.0', runtimeConfig: { deviceID: FUNCTION } },
    make: ({ device, folder }) => {
      device('auxiliary', FUNCTION);
      folder('bus/auxiliary/devices', FUNCTION, 'net/m0');
    },
  },
  'device before all others': {
    config: { device: 'm0', hwaddr: 'zz', kernelpath: '/nowhere', pciBusID: PCI },
    make: ({ device, folder }) => {
      device('pci', PCI, 'ixgbe');
      folder('bus/pci/devices', PCI, 'net/m1');
    },
  },
};

for (const [title, { config, make }] of Object.entries(places)) {
  test.serial(`${title}`, (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    const made = machine(t);
    make(made);
    const { status, stdout } = add(rig, pod, made, config);
    t.is(status, 0, stdout);
    t.deepEqual(
      [linkNames(pod), linkNames(rig.host)],
      [
        ['lo', 'eth0'],
        ['lo', 'm1'],
      ],
    );
    t.is(add(rig, pod, made, config, 'DEL').status, 0);
    t.deepEqual([linkNames(pod), linkNames(rig.host).sort()], [['lo'], ['lo', 'm0', 'm1']]);
  });
}

for (const driver of ['vfio-pci', 'uio_pci_generic', 'igb_uio']) {
  test.serial(`a device that ${driver} has for DPDK: addresses, no interface`, (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    const made = machine(t);
    made.device('pci', PCI, driver);
    const before = [state(rig.host), state(pod)];
    // Also where a name is given: the bus says what the device is.
    const config = { device: 'm0', pciBusID: PCI };
    const run = add(rig, pod, made, config);
    t.deepEqual(run.output, {
      cniVersion: '1.0.0',
      ips: [{ interface: 0, address: '10.1.2.3/24' }],
      dns: {},
    });
    t.is(add(rig, pod, made, { ...config, prevResult: run.output }, 'CHECK').stdout, '');
    t.like(add(rig, pod, made, config, 'CHECK').output, { msg: 'Required prevResult missing' });
    t.deepEqual(add(rig, pod, made, { ...config, ipam: {} }).output, { cniVersion: '1.0.0', dns: {} });
    t.is(add(rig, pod, made, config, 'DEL').status, 0);
    t.deepEqual([state(rig.host), state(pod)], before);
  });
}

const refusals: readonly (readonly [string, object, string])[] = [
  ['no key', {}, 'specify either "device", "hwaddr", "kernelpath" or "pciBusID"'],
  [
    'a PCI device that is not there',
    { pciBusID: '0000:00:1f.6' },
    'error with host device: lstat SYSFS/bus/pci/devices/0000:00:1f.6: no such file or directory',
  ],
  [
    'a PCI device without a driver',
    { pciBusID: '0000:00:00.1' },
    'error with host device: lstat SYSFS/bus/pci/devices/0000:00:00.1/driver: no such file or directory',
  ],
  [
    'a PCI device without interfaces',
    { pciBusID: PCI },
    `failed to find host device: no net directory under pci device ${PCI}`,
  ],
  [
    'a way out of the bus',
    { pciBusID: '../drivers' },
    'error with host device: lstat SYSFS/bus/pci/drivers: no such file or directory',
  ],
  [
    'a deviceID that is on no bus',
    { device: 'm0', runtimeConfig: { deviceID: 'mdev-7' } },
    'runtime config DeviceID mdev-7 not found or unsupported',
  ],
  [
    'a deviceID that is a way out of the bus',
    { runtimeConfig: { deviceID: '../drivers' } },
    'runtime config DeviceID ../drivers not found or unsupported',
  ],
  [
    'an auxiliary device without an interface',
    { runtimeConfig: { deviceID: FUNCTION } },
    `failed to find host device: failed to find network device in path SYSFS/bus/auxiliary/devices/${FUNCTION}/net`,
  ],
  [
    'an auxiliary device whose interface a container has',
    { runtimeConfig: { deviceID: 'idpf.sf.1' } },
    'failed to find host device: Link not found',
  ],
  [
    'a kernelpath that is none',
    { kernelpath: '/etc' },
    'failed to find host device: kernel device path "/etc" must be absolute and begin with /sys/devices/',
  ],
  [
    'a kernelpath that leads out',
    { kernelpath: '/sys/devices/../class' },
    'failed to find host device: kernel device path "/sys/devices/../class" must be absolute and begin with /sys/devices/',
  ],
  [
    'a kernelpath with a NUL',
    { kernelpath: '/sys/devices/a\0b' },
    'failed to find host device: kernel device path "/sys/devices/a\\x00b" must be absolute and begin with /sys/devices/',
  ],
  [
    'a kernelpath without interfaces',
    { kernelpath: '/sys/devices/nope' },
    'failed to find host device: failed to read directory SYSFS/devices/nope/net: no such file or directory',
  ],
  [
    'a MAC address that is none',
    { hwaddr: 'zz' },
    'failed to find host device: failed to parse MAC address "zz": address zz: invalid MAC address',
  ],
  [
    'a MAC address that nobody has',
    { hwaddr: '02:00:00:00:00:99' },
    'failed to find host device: failed to find physical interface',
  ],
  ['a device that is not there', { device: 'nope' }, 'failed to find host device: Link not found'],
];

test.serial('refused, and nothing is touched', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const made = machine(t);
  made.device('pci', PCI, 'ixgbe');
  made.device('pci', '0000:00:00.1');
  made.device('auxiliary', FUNCTION);
  made.folder('bus/auxiliary/devices', FUNCTION, 'net');
  made.folder('bus/auxiliary/devices/idpf.sf.1/net/in-use');
  const before = [state(rig.host), state(pod)];
  for (const [title, config, msg] of refusals) {
    const run = add(rig, pod, made, config);
    t.deepEqual([run.status, String(run.output?.['msg']).replaceAll(made.sysfs, 'SYSFS')], [1, msg], title);
  }
  t.deepEqual([state(rig.host), state(pod)], before);
});
