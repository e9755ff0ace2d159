/** A regular file or a folder of an initramfs; `path` is relative to its root, parents first. */
export type ArchiveEntry =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'file'; readonly path: string; readonly mode: number; readonly content: Uint8Array };

const S_IFDIR = 0o040000;
const S_IFREG = 0o100000;

function padded(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  out.set(bytes);
  return out;
}

function record(inode: number, mode: number, path: string, content: Uint8Array): Uint8Array[] {
  const name = Buffer.from(`${path}\0`);
  const fields = [
    inode,
    mode,
    0, // uid
    0, // gid
    1, // nlink
    0, // mtime: fixed, so that equal contents give equal archives
    content.length,
    0, // major and minor of the device that holds the file
    0,
    0, // major and minor of a device file
    0,
    name.length,
    0, // checksum, used by the other format only
  ];
  const header = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`;
  return [padded(Buffer.concat([Buffer.from(header), name])), padded(content)];
}

/**
 * An archive in the "newc" format, the one that the kernel unpacks as its initramfs
 * (Documentation/driver-api/early-userspace/buffer-format.rst). Everything belongs to root.
 */
export function cpioArchive(entries: readonly ArchiveEntry[]): Buffer {
  const parts = entries.flatMap((entry, index) =>
    entry.kind === 'folder'
      ? record(index + 1, S_IFDIR | 0o755, entry.path, new Uint8Array())
      : record(index + 1, S_IFREG | entry.mode, entry.path, entry.content),
  );
  return Buffer.concat([...parts, ...record(0, 0, 'TRAILER!!!', new Uint8Array())]);
}
