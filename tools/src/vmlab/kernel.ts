import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { CACHE_DIRECTORY } from './paths.ts';
import { findProgram, requiredProgram } from './required.ts';

const run = promisify(execFile);

/** A kernel to boot, and the one static program that its initramfs needs. Absolute paths. */
export interface GuestKernel {
  /** The bootable image (bzImage). */
  readonly image: string;
  /** The folder that holds `modules.dep`. */
  readonly modules: string;
  /** A statically linked busybox. */
  readonly busybox: string;
}

/** Debian's kernel for virtual machines follows this package; its family is what the tests were measured on. */
const META_PACKAGE = 'linux-image-cloud-amd64';
const KERNEL_FAMILY = /^linux-image-6\.1\.[0-9]+-[0-9]+-cloud-amd64$/;
const BUSYBOX_PACKAGE = 'busybox-static';

/** As root, apt would drop to a user who cannot write into the cache folder, and warn about it. */
const APT_OPTIONS = ['-q', '-o', 'APT::Sandbox::User=root'];

async function listed(folder: string): Promise<readonly string[]> {
  return await readdir(folder).catch(() => []);
}

/** Name of the package with the current kernel of the family, as far as apt's lists know. */
async function kernelPackage(): Promise<string | undefined> {
  const { stdout } = await run('apt-cache', ['depends', META_PACKAGE]).catch(() => ({ stdout: '' }));
  const names = [...stdout.matchAll(/^\s*Depends: (\S+)$/gm)].map((match) => match[1] ?? '');
  return names.find((name) => KERNEL_FAMILY.test(name));
}

async function updateLists(): Promise<void> {
  await run('apt-get', [...APT_OPTIONS, 'update']);
}

/**
 * Unpacks the current version of a Debian package into `CACHE_DIRECTORY/PACKAGE`, without installing it.
 * `prepare` completes the unpacked tree before it gets its name, so that an interrupted download leaves nothing
 * that looks complete.
 */
async function unpackPackage(name: string, prepare: (tree: string) => Promise<void>): Promise<void> {
  await mkdir(CACHE_DIRECTORY, { recursive: true });
  const work = await mkdtemp(join(CACHE_DIRECTORY, 'unpacking-'));
  try {
    await run('apt-get', [...APT_OPTIONS, 'download', name], { cwd: work });
    const archive = (await listed(work)).find((file) => file.endsWith('.deb'));
    if (archive === undefined) throw new Error(`apt-get download ${name} left no package`);
    const tree = join(work, 'tree');
    await run('dpkg-deb', ['--extract', join(work, archive), tree]);
    await rm(join(tree, 'usr/share'), { recursive: true, force: true });
    await prepare(tree);
    const target = join(CACHE_DIRECTORY, name);
    await rename(tree, target).catch(async (error: unknown) => {
      // Another process was first.
      if (!(await listed(CACHE_DIRECTORY)).includes(name)) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function prepareKernel(tree: string): Promise<void> {
  const [version] = await listed(join(tree, 'lib/modules'));
  if (version === undefined) throw new Error('the kernel package holds no modules');
  await run(await requiredProgram('depmod'), ['--basedir', tree, version]);
}

/** Kernel packages in the cache, the newest last. */
async function cachedKernels(): Promise<readonly string[]> {
  const names = (await listed(CACHE_DIRECTORY)).filter((name) => KERNEL_FAMILY.test(name));
  return names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

async function download(): Promise<void> {
  if ((await findProgram('apt-get')) === undefined || (await findProgram('dpkg-deb')) === undefined) {
    throw new Error(
      'the kernel comes from a Debian package, and this machine has no apt-get and dpkg-deb; ' +
        'name a kernel of your own with --kernel, --modules and --busybox',
    );
  }
  const known = await kernelPackage();
  const fetchAll = async (kernel: string): Promise<void> => {
    if ((await cachedKernels()).length === 0) await unpackPackage(kernel, prepareKernel);
    if (!(await listed(CACHE_DIRECTORY)).includes(BUSYBOX_PACKAGE)) {
      await unpackPackage(BUSYBOX_PACKAGE, async () => {});
    }
  };
  if (known !== undefined) {
    // Lists that are older than the archive name versions that are gone.
    const fetched = await fetchAll(known).then(
      () => true,
      () => false,
    );
    if (fetched) return;
  }
  await updateLists();
  const current = await kernelPackage();
  if (current === undefined) {
    throw new Error(
      `${META_PACKAGE} of this distribution is not of the family 6.1 (Debian 12); ` +
        'name a kernel of your own with --kernel, --modules and --busybox',
    );
  }
  await fetchAll(current);
}

/** Whether the next `debianKernel` needs the network. */
export async function kernelIsCached(): Promise<boolean> {
  return (await cachedKernels()).length > 0 && (await listed(CACHE_DIRECTORY)).includes(BUSYBOX_PACKAGE);
}

/**
 * Debian's kernel, from the cache or downloaded into it (27 MB, unpacked 105 MB). What is cached stays: a newer
 * kernel of the family comes when the cache has been removed.
 *
 * @throws Error when it cannot be had
 */
export async function debianKernel(): Promise<GuestKernel> {
  if (process.arch !== 'x64') throw new Error(`the VM lab runs on x86-64, not on ${process.arch}`);
  if (!(await kernelIsCached())) await download();
  const name = (await cachedKernels()).at(-1);
  if (name === undefined) throw new Error(`no kernel in ${CACHE_DIRECTORY}`);
  const tree = join(CACHE_DIRECTORY, name);
  const image = (await listed(join(tree, 'boot'))).find((file) => file.startsWith('vmlinuz-'));
  if (image === undefined)
    throw new Error(`no kernel image in ${tree}/boot; remove ${basename(tree)} and retry`);
  return {
    image: join(tree, 'boot', image),
    modules: join(tree, 'lib/modules', image.slice('vmlinuz-'.length)),
    busybox: join(CACHE_DIRECTORY, BUSYBOX_PACKAGE, 'bin/busybox'),
  };
}
