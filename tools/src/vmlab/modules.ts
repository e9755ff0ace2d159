import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import type { ArchiveEntry } from './cpio.ts';

const MEBIBYTE = 1024 * 1024;

/** What the guest needs before it can see the shared file system: the transport, its file systems, the ports. */
export const BOOT_MODULES = ['virtio_pci', 'virtio_console', 'virtiofs', 'overlay'] as const;

/** `virtio-rng.ko.xz` and `virtio_rng` are one module to the kernel: `virtio_rng`. */
function moduleName(path: string): string {
  return basename(path)
    .replace(/\.ko(\.gz|\.xz|\.zst)?$/, '')
    .replaceAll('-', '_');
}

/**
 * The files to load for `wanted`, dependencies first, each once, as paths relative to the modules folder.
 * A module that is built into the kernel needs no file.
 *
 * @param dependencies text of `modules.dep`: `FILE: DEPENDENCY...`, the nearest dependency first (depmod(8))
 * @param builtin text of `modules.builtin`: one file a line
 * @throws Error naming the module that the kernel does not have
 */
export function loadOrder(
  wanted: readonly string[],
  dependencies: string,
  builtin: string,
): readonly string[] {
  const present = new Set(builtin.split('\n').map(moduleName));
  const files = new Map<string, readonly string[]>();
  for (const line of dependencies.split('\n')) {
    const [file, needs] = line.split(':');
    if (file !== undefined && needs !== undefined) {
      files.set(moduleName(file), [...needs.split(' ').filter(Boolean).reverse(), file]);
    }
  }
  const order = new Set<string>();
  for (const name of wanted) {
    const chain = files.get(name);
    if (chain === undefined) {
      if (present.has(name)) continue;
      throw new Error(`the kernel has no module ${name}, which the VM needs to start`);
    }
    for (const file of chain) order.add(file);
  }
  return [...order];
}

/** Content of a module file, unpacked: the guest's insmod takes plain files only. */
async function moduleContent(path: string): Promise<Uint8Array> {
  const unpack = promisify(execFile);
  const options = { encoding: 'buffer', maxBuffer: 64 * MEBIBYTE } as const;
  if (path.endsWith('.gz')) return gunzipSync(await readFile(path));
  if (path.endsWith('.xz')) return (await unpack('xz', ['-dc', path], options)).stdout;
  if (path.endsWith('.zst')) return (await unpack('zstd', ['-dc', path], options)).stdout;
  return await readFile(path);
}

/** The boot modules of the kernel whose modules are in `folder`, and the order in which to load them. */
export async function bootModules(folder: string): Promise<readonly ArchiveEntry[]> {
  const [dependencies, builtin] = await Promise.all([
    readFile(join(folder, 'modules.dep'), 'utf8'),
    readFile(join(folder, 'modules.builtin'), 'utf8'),
  ]);
  const order = loadOrder(BOOT_MODULES, dependencies, builtin);
  const files = await Promise.all(
    order.map(async (path): Promise<ArchiveEntry> => {
      const content = await moduleContent(join(folder, path));
      return { kind: 'file', path: `modules/${moduleName(path)}`, mode: 0o644, content };
    }),
  );
  const list = order.map((path) => `${moduleName(path)}\n`).join('');
  return [
    { kind: 'folder', path: 'modules' },
    { kind: 'file', path: 'modules/order', mode: 0o644, content: Buffer.from(list) },
    ...files,
  ];
}
