import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import test from 'ava';
import { bootModules, loadOrder } from '../../src/vmlab/modules.ts';

// As depmod writes it: all that a module needs, what it needs itself first.
const DEPENDENCIES = `kernel/a/ring.ko:
kernel/a/virtio.ko: kernel/a/ring.ko
kernel/b/virtio-pci.ko.xz: kernel/b/modern.ko kernel/a/virtio.ko kernel/a/ring.ko
kernel/b/modern.ko:
`;

test('what a module needs is loaded before it, each file once', (t) => {
  t.deepEqual(loadOrder(['virtio_pci', 'virtio', 'overlay'], DEPENDENCIES, 'kernel/fs/overlay.ko\n'), [
    'kernel/a/ring.ko',
    'kernel/a/virtio.ko',
    'kernel/b/modern.ko',
    'kernel/b/virtio-pci.ko.xz',
  ]);
});

test('a module that is neither a file nor built in is named', (t) => {
  t.throws(() => loadOrder(['fuse'], DEPENDENCIES, ''), { message: /no module fuse/ });
});

test('the initramfs gets the modules unpacked, and their order', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'vmlab-modules-'));
  t.teardown(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'modules.builtin'), 'kernel/virtio_console.ko\nkernel/overlay.ko\n');
  await writeFile(join(folder, 'modules.dep'), 'virtio_pci.ko.gz:\nvirtiofs.ko: virtio_pci.ko.gz\n');
  await writeFile(join(folder, 'virtio_pci.ko.gz'), gzipSync('first'));
  await writeFile(join(folder, 'virtiofs.ko'), 'second');
  const entries = await bootModules(folder);
  t.deepEqual(
    entries.map((entry) => [entry.path, entry.kind === 'file' ? Buffer.from(entry.content).toString() : '']),
    [
      ['modules', ''],
      ['modules/order', 'virtio_pci\nvirtiofs\n'],
      ['modules/virtio_pci', 'first'],
      ['modules/virtiofs', 'second'],
    ],
  );
});
