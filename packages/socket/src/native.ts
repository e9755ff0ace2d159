import { createRequire } from 'node:module';
import process from 'node:process';
import type { Binding } from './binding.ts';

/** `IPLINK_SOCKET_BUILD=asan` loads the build with sanitizers, which only works under their preloaded runtime. */
const build = process.env['IPLINK_SOCKET_BUILD'] === 'asan' ? 'socket.asan.node' : 'socket.node';

let loaded: Binding | undefined;

/** The addon under Node.js, loaded when it is first called. This module runs as dist/src/native.js. */
export function native(): Binding {
  loaded ??= createRequire(import.meta.url)(`../../build/${build}`) as Binding;
  return loaded;
}
