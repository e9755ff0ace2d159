import { join } from 'node:path';

/** Channels between host and guest: one virtio-serial port each, and one Unix socket in the run's own folder. */
export const CHANNELS = ['status', 'stdin', 'stdout', 'stderr'] as const;
export type Channel = (typeof CHANNELS)[number] | 'terminal' | 'kernel-log';

/** How the virtual machine is made. */
export interface MachineOptions {
  /** `tcg` (software emulation, works everywhere) or `kvm`. */
  readonly accelerator: 'tcg' | 'kvm';
  readonly memoryMebibytes: number;
  readonly processors: number;
}

/**
 * Measured: a second processor shortens the boot, a third does not; 2 GiB hold the guest's programs and what they
 * write, and are taken from the host only as they are used.
 */
export const DEFAULT_MACHINE: MachineOptions = { accelerator: 'tcg', memoryMebibytes: 2048, processors: 2 };

/** The socket of a channel in the run's folder. */
export function channelSocket(folder: string, channel: Channel): string {
  return join(folder, channel);
}

/** The socket between QEMU and virtiofsd. */
export function sharedFilesSocket(folder: string): string {
  return join(folder, 'files');
}

/** Arguments of virtiofsd: the whole root file system, which the guest mounts read-only. */
export function virtiofsdArguments(folder: string): readonly string[] {
  return [
    `--socket-path=${sharedFilesSocket(folder)}`,
    '-o',
    // Its own choice, pivot_root, fails where the root is not an ordinary mount (containers, initramfs roots).
    'source=/,sandbox=chroot,cache=always',
  ];
}

function socketDevice(folder: string, channel: Channel): readonly string[] {
  return ['-chardev', `socket,id=${channel},path=${channelSocket(folder, channel)}`];
}

/** Of the guest's kernel. */
const COMMAND_LINE = [
  'console=ttyS0',
  'quiet',
  'panic=-1',
  'random.trust_cpu=on',
  // Its own choice of a clock is the HPET, whose every reading QEMU has to answer.
  'tsc=reliable',
  'clocksource=tsc',
  // Nobody spies there, and an emulated processor has nothing to be spied out.
  'mitigations=off',
] as const;

/** Arguments of QEMU. `folder` holds the sockets and the file `initramfs`. */
export function qemuArguments(folder: string, image: string, options: MachineOptions): readonly string[] {
  const memory = `${options.memoryMebibytes}M`;
  return [
    '-no-user-config',
    '-nodefaults',
    '-display',
    'none',
    '-no-reboot',
    '-accel',
    options.accelerator === 'tcg' ? 'tcg,thread=multi' : 'kvm',
    '-cpu',
    'max',
    '-smp',
    String(options.processors),
    '-m',
    memory,
    // virtiofsd reads and writes the guest's memory: it must be shared.
    '-object',
    `memory-backend-memfd,id=memory,size=${memory},share=on`,
    '-numa',
    'node,memdev=memory',
    '-kernel',
    image,
    '-initrd',
    join(folder, 'initramfs'),
    '-append',
    COMMAND_LINE.join(' '),
    ...socketDevice(folder, 'kernel-log'),
    '-serial',
    'chardev:kernel-log',
    '-chardev',
    `socket,id=files,path=${sharedFilesSocket(folder)}`,
    '-device',
    'vhost-user-fs-pci,chardev=files,tag=shared',
    '-device',
    'virtio-serial-pci',
    ...socketDevice(folder, 'terminal'),
    '-device',
    'virtconsole,chardev=terminal',
    ...CHANNELS.flatMap((channel) => [
      ...socketDevice(folder, channel),
      '-device',
      `virtserialport,chardev=${channel},name=vmlab.${channel}`,
    ]),
  ];
}
