// Neither node:os, node:path and node:url, which together cost an executable 2 ms of its 7 to start, nor node:fs.

import { dlopen } from 'bun:ffi';
import { file } from 'bun';
import type { Binding } from './binding.ts';
import { fs } from './fs.ts';

const MFD_CLOEXEC = 1;

function load(path: string): Binding {
  const loaded: { exports: Binding } = { exports: Object.create(null) };
  process.dlopen(loaded, path);
  return loaded.exports;
}

/** From memory: Bun itself would leave a file in the temporary directory, and fail where that is `noexec`. */
function loadFromMemory(addon: Uint8Array): Binding {
  const libc = dlopen('libc.so.6', {
    memfd_create: { args: ['ptr', 'u32'], returns: 'i32' },
    write: { args: ['i32', 'ptr', 'usize'], returns: 'i32' },
    close: { args: ['i32'], returns: 'i32' },
  });
  const { symbols } = libc;
  const fd = symbols.memfd_create(new TextEncoder().encode('socket.node\0'), MFD_CLOEXEC);
  if (fd < 0) throw new Error('memfd_create failed');
  try {
    if (symbols.write(fd, addon, addon.length) !== addon.length) throw new Error('write to memory failed');
    return load(`/proc/self/fd/${fd}`);
  } finally {
    symbols.close(fd);
    libc.close();
  }
}

function loadFromDirectory(directory: string, addon: Uint8Array): Binding {
  const { mkdtempSync, rmSync, writeFileSync } = fs();
  const folder = mkdtempSync(`${directory}/.iplink-`);
  try {
    const path = `${folder}/socket.node`;
    writeFileSync(path, addon, { mode: 0o700 });
    return load(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function loadEmbedded(addon: Uint8Array): Binding {
  const attempts = [
    () => loadFromMemory(addon),
    () => loadFromDirectory(process.execPath.slice(0, process.execPath.lastIndexOf('/')), addon),
    () => loadFromDirectory(process.env['TMPDIR'] ?? '/tmp', addon),
  ];
  const errors: unknown[] = [];
  for (const attempt of attempts) {
    try {
      return attempt();
    } catch (error) {
      errors.push(error);
    }
  }
  throw new AggregateError(errors, 'the socket addon could be loaded neither from memory nor from a file');
}

// Outside of an executable Bun refuses to import a Node-API module, even as a file.
const embedded = import.meta.url.startsWith('file:///$bunfs/')
  ? await file((await import('../build/socket.node', { with: { type: 'file' } })).default).bytes()
  : undefined;

let loaded: Binding | undefined;

/** The addon under Bun, loaded when it is first called: from the build folder, or out of a compiled executable. */
export function native(): Binding {
  loaded ??=
    embedded === undefined ? load(`${import.meta.dirname}/../build/socket.node`) : loadEmbedded(embedded);
  return loaded;
}
