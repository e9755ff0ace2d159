import { resolve } from 'node:path';
import { sha512 } from '#sha512';
import { pathFolders } from '../exec/find.ts';
import { decode, object } from '../json/decode.ts';
import { formatJson } from '../json/format.ts';
import { parseJson } from '../json/parse.ts';
import { type Attachment, type CapabilityArgs, parseCniArgs } from '../runtime/attachment.ts';
import { Runtime } from '../runtime/runtime.ts';
import type { Tool } from './tool.ts';

/** The folder of network configurations: NETCONFPATH. */
export function confDir({ env }: Tool): string {
  return env['NETCONFPATH'] || '/etc/cni/net.d';
}

/** Plugins of CNI_PATH, with the cache of libcni or that of CNI_CACHE. */
export function openRuntime({ env, err }: Tool): Runtime {
  return new Runtime({
    path: pathFolders(env['CNI_PATH'] ?? ''),
    cacheDir: env['CNI_CACHE'] || undefined,
    env,
    log: err,
  });
}

/** Words that name a container's interface. */
export interface AttachmentWords {
  readonly netns: string;
  readonly ifname?: string | undefined;
}

/**
 * The attachment of a command line, with CNI_IFNAME, CNI_ARGS and CAP_ARGS. The container goes by its namespace, under
 * the id that cnitool gives it.
 *
 * @throws {CniError | JsonSyntaxError | JsonTypeError} for CNI_ARGS and CAP_ARGS that cannot be read
 */
export function attachmentOf({ env }: Tool, { netns, ifname }: AttachmentWords): Attachment {
  const path = resolve(netns);
  return {
    containerId: `cnitool-${sha512(path).slice(0, 20)}`,
    netns: path,
    ifName: ifname || env['CNI_IFNAME'] || 'eth0',
    ...(env['CNI_ARGS'] && { args: parseCniArgs(env['CNI_ARGS']) }),
    ...(env['CAP_ARGS'] && { capabilityArgs: parseCapabilityArgs(env['CAP_ARGS']) }),
  };
}

function parseCapabilityArgs(text: string): CapabilityArgs {
  const value = decode(object, parseJson(Buffer.from(text)));
  return value === undefined ? {} : JSON.parse(formatJson(value));
}
