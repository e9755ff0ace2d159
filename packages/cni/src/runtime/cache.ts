import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode, reason } from '../errno.ts';
import { failure } from '../error.ts';
import { identifyResult } from '../exec/result.ts';
import { type Decoded, decode, list, object, string, struct } from '../json/decode.ts';
import { formatJson } from '../json/format.ts';
import { JsonObject, type JsonValue, parseJson } from '../json/parse.ts';
import { quote } from '../quote.ts';
import { decodeResult, type Result } from '../result/result.ts';
import type { Attachment, AttachmentKey, CapabilityArgs, CniArg } from './attachment.ts';
import type { Network } from './network.ts';
import { parseNetwork } from './network.ts';

/** Where libcni keeps what it knows of attachments, in the folder `results`. */
export const DEFAULT_CACHE = '/var/lib/cni';

const KIND = 'cniCacheV1';

const cached = struct('libcni.cachedInfo', {
  kind: string,
  containerId: string,
  config: string,
  ifName: string,
  networkName: string,
  netns: string,
  cniArgs: list(list(string, '[2]string')),
  capabilityArgs: object,
  result: object,
});

/** An attachment that was made and not yet taken away, as the cache knows it. */
export interface CachedAttachment extends Attachment {
  /** Name of the network. */
  readonly network: string;
  /** The network configuration list with which it was made. */
  readonly config: Uint8Array;
  /** What ADD gave; undefined when that cannot be read. */
  readonly result: Result | undefined;
}

/** What libcni remembers of attachments, in its files and their form. */
export class Cache {
  readonly #folder: string;

  constructor(folder: string = DEFAULT_CACHE) {
    this.#folder = join(folder, 'results');
  }

  /** Remembers an attachment; `result` is the JSON of what ADD gave. The file is there as a whole or not at all. */
  async write(network: Network, attachment: Attachment, result: JsonValue): Promise<void> {
    const { containerId, ifName, netns, args = [], capabilityArgs = {} } = attachment;
    const key = { network: network.name, containerId, ifName };
    const text = JSON.stringify({
      kind: KIND,
      containerId,
      config: Buffer.from(network.bytes).toString('base64'),
      ifName,
      networkName: network.name,
      ...(netns !== '' && { netns }),
      ...(args.length > 0 && { cniArgs: args }),
      ...(Object.keys(capabilityArgs).length > 0 && { capabilityArgs }),
      result: JSON.parse(formatJson(result)),
    });
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const draft = join(this.#folder, `.${process.pid}-${Math.random().toString(36).slice(2)}`);
    try {
      await writeFile(draft, text, { mode: 0o600, flag: 'wx', flush: true });
      await rename(draft, this.#file(key));
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  /**
   * The result that ADD gave, as JSON; undefined when nothing is known of the attachment. Old files of libcni hold
   * nothing else.
   *
   * @throws {JsonSyntaxError | JsonTypeError}
   */
  async result(key: AttachmentKey): Promise<JsonObject | undefined> {
    const value = await this.#read(key);
    if (value === undefined) return undefined;
    try {
      const { kind, result } = decode(cached, value);
      if (kind === KIND) return result ?? new JsonObject([]);
    } catch {}
    return decode(object, value);
  }

  /** The attachment itself; undefined when nothing is known of it. @throws {CniError} a file that says otherwise */
  async attachment(key: AttachmentKey): Promise<CachedAttachment | undefined> {
    const failing = `failed to unmarshal cached network ${quote(key.network)} config`;
    let info: Decoded<typeof cached>;
    try {
      const value = await this.#read(key);
      if (value === undefined) return undefined;
      info = decode(cached, value);
    } catch (error) {
      throw failure(`${failing}: ${reason(error)}`, this.#file(key), { cause: error });
    }
    if (info.kind === KIND) return attachmentOf(info);
    throw failure(`read cached network ${quote(key.network)} config has wrong kind: ${info.kind}`);
  }

  /** All attachments that are known, in the order of their files. What is no such file is left out, as libcni does. */
  async attachments(): Promise<CachedAttachment[]> {
    const found: CachedAttachment[] = [];
    for (const name of await this.#names()) {
      try {
        const info = decode(cached, parseJson(await readFile(join(this.#folder, name))));
        if (info.kind === KIND && info.ifName !== '' && info.networkName !== '')
          found.push(attachmentOf(info));
      } catch {}
    }
    return found;
  }

  /** Forgets an attachment. */
  async remove(key: AttachmentKey): Promise<void> {
    await rm(this.#file(key), { force: true });
  }

  async #read(key: AttachmentKey): Promise<JsonValue | undefined> {
    let bytes: Uint8Array;
    try {
      bytes = await readFile(this.#file(key));
    } catch {
      return undefined; // the cache is a help, not a condition
    }
    return parseJson(bytes);
  }

  async #names(): Promise<string[]> {
    try {
      return (await readdir(this.#folder)).filter((name) => !name.startsWith('.')).sort();
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return [];
      throw failure(`open ${this.#folder}: ${reason(error)}`, '', { cause: error });
    }
  }

  #file({ network, containerId, ifName }: AttachmentKey): string {
    return join(this.#folder, `${network}-${containerId}-${ifName}`);
  }
}

/** The network with which an attachment was made: for a DEL whose configuration is gone. */
export function networkOf({ config }: CachedAttachment): Network {
  return parseNetwork(config);
}

function attachmentOf(info: Decoded<typeof cached>): CachedAttachment {
  const { containerId, ifName, networkName, config, cniArgs, capabilityArgs } = info;
  const result = readable(info.result);
  return {
    network: networkName,
    containerId,
    ifName,
    netns: info.netns || sandboxOf(result, ifName),
    args: cniArgs.map(([key = '', value = '']): CniArg => [key, value]),
    capabilityArgs: plain(capabilityArgs),
    config: Buffer.from(config, 'base64'),
    result,
  };
}

/**
 * libcni before 1.2 does not write the namespace down, but the result may tell it. Not by the number of a process: the
 * container's may have ended, and the number may be another's by now.
 */
function sandboxOf(result: Result | undefined, ifName: string): string {
  const sandbox = result?.interfaces.find(({ name }) => name === ifName)?.sandbox ?? '';
  return sandbox.startsWith('/proc/') ? '' : sandbox;
}

function readable(json: JsonObject | undefined): Result | undefined {
  if (json === undefined) return undefined;
  try {
    const { value, version } = identifyResult(json, '0.1.0');
    return decodeResult(value, version);
  } catch {
    return undefined;
  }
}

function plain(value: JsonObject | undefined): CapabilityArgs {
  return value === undefined ? {} : JSON.parse(formatJson(value));
}
