import { createRequire } from 'node:module';
import process from 'node:process';
import type { Binding } from './binding.ts';

/** `IPLINK_SOCKET_BUILD=asan` loads the build with sanitizers, which only works under their preloaded runtime. */
const build = process.env['IPLINK_SOCKET_BUILD'] === 'asan' ? 'socket.asan.node' : 'socket.node';

/** The addon under Node.js. This module runs as dist/src/native.js. */
export const native: Binding = createRequire(import.meta.url)(`../../build/${build}`);
