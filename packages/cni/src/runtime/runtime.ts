import { CniError, errorCode, toCniError } from '../error.ts';
import { findPluginFile } from '../exec/find.ts';
import { stdoutOf } from '../exec/outcome.ts';
import { identifyResult, readResult } from '../exec/result.ts';
import { isValid, type ValidAttachment } from '../gc.ts';
import { formatJson } from '../json/format.ts';
import type { JsonValue } from '../json/parse.ts';
import { quote } from '../quote.ts';
import type { Command } from '../request.ts';
import { decodeResult, type Result } from '../result/result.ts';
import { writeAll } from '../stdio.ts';
import { atLeast, type SpecVersion, specVersion } from '../version.ts';
import { type Attachment, type AttachmentKey, checkKey, formatCniArgs } from './attachment.ts';
import { Cache, type CachedAttachment } from './cache.ts';
import { execute } from './execute.ts';
import { describe, naming, throwJoined, wrapped } from './failure.ts';
import type { Network, NetworkPlugin } from './network.ts';
import { PROBE_UNKNOWN, probeEnvironment, probeRequest, supportedBy } from './probe.ts';
import { jsonOf, requestOf } from './request.ts';
import { inVersion } from './result.ts';

/** How a {@link Runtime} works. */
export interface RuntimeOptions {
  /** The folders of plugins: CNI_PATH. */
  readonly path: readonly string[];
  /** Where attachments are remembered; `/var/lib/cni`, the folder of libcni. */
  readonly cacheDir?: string | undefined;
  /** Environment of plugins, to which the variables of CNI are added; that of the process. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Takes what plugins that succeed write to stderr; it goes to that of the process. */
  readonly log?: ((text: string) => void) | undefined;
  /** Ends the plugin that is running and the operation; what the plugin did stays as it is. */
  readonly signal?: AbortSignal | undefined;
}

/** What ADD gave. */
export interface AddResult {
  /** The network's version. */
  readonly version: SpecVersion;
  readonly result: Result;
  /** It as JSON in the form of `version`, indented by four. */
  readonly json: string;
}

const NO_ATTACHMENT: Attachment = { containerId: '', netns: '', ifName: '' };

/**
 * Runs the plugins of networks, as the specification has it (section "Execution protocol"), and remembers what they
 * did as libcni does, in the same files. All operations throw {@link CniError}, with the code of the plugin that
 * failed and its name in the message.
 */
export class Runtime {
  readonly #path: readonly string[];
  readonly #env: Readonly<Record<string, string | undefined>>;
  readonly #log: (text: string) => void;
  readonly #signal: AbortSignal | undefined;
  readonly #cache: Cache;

  constructor({
    path,
    cacheDir,
    env = process.env,
    log = (text) => writeAll(2, text),
    signal,
  }: RuntimeOptions) {
    this.#path = path.filter((folder) => folder !== '');
    this.#env = env;
    this.#log = log;
    this.#signal = signal;
    this.#cache = new Cache(cacheDir);
  }

  /**
   * Attaches a container: ADD of each plugin, each with the result of the one before.
   *
   * When it fails, the plugins before the one that failed have done their work: it is the caller's to call
   * {@link del} for the whole, as with libcni.
   */
  async add(network: Network, attachment: Attachment): Promise<AddResult> {
    checkKey(keyOf(network, attachment));
    const version = specVersion(network.cniVersion);
    const { capabilityArgs } = attachment;
    let prevResult: JsonValue | undefined;
    for (const plugin of network.plugins) {
      const request = requestOf(network, plugin, { prevResult, capabilityArgs });
      prevResult = await naming(plugin, 'add', async () =>
        inVersion(readResult(await this.#run(plugin, 'ADD', attachment, request), version), version),
      );
    }
    if (prevResult === undefined)
      throw new CniError(errorCode.invalidNetworkConfig, `network ${quote(network.name)} has no plugins`);
    try {
      await this.#cache.write(network, attachment, prevResult);
    } catch (error) {
      throw wrapped(`failed to set network ${quote(network.name)} cached result`, error);
    }
    return { version, result: decodeResult(prevResult, version), json: formatJson(prevResult, 4) };
  }

  /**
   * Checks an attachment: CHECK of each plugin, with the result that ADD gave. With `disableCheck` nothing is done.
   *
   * @throws {CniError} also for networks of versions before 0.4.0, which have no CHECK
   */
  async check(network: Network, attachment: Attachment): Promise<void> {
    checkKey(keyOf(network, attachment));
    const version = specVersion(network.cniVersion);
    if (!atLeast(version, '0.4.0'))
      throw new CniError(
        errorCode.incompatibleVersion,
        `configuration version ${quote(network.cniVersion)} does not support the CHECK command`,
      );
    if (network.disableCheck) return;
    let prevResult: JsonValue | undefined;
    try {
      prevResult = await this.#cachedResult(network, attachment, version);
    } catch (error) {
      throw wrapped(`failed to get network ${quote(network.name)} cached result`, error);
    }
    const { capabilityArgs } = attachment;
    for (const plugin of network.plugins)
      await naming(plugin, 'check', () =>
        this.#run(plugin, 'CHECK', attachment, requestOf(network, plugin, { prevResult, capabilityArgs })),
      );
  }

  /**
   * Detaches a container: DEL of each plugin, the last first, from 0.4.0 on with the result that ADD gave, where it is
   * known. The first error ends it, and the attachment stays remembered; it may be called again.
   */
  async del(network: Network, attachment: Attachment): Promise<void> {
    const key = keyOf(network, attachment);
    checkKey(key);
    const version = specVersion(network.cniVersion);
    const prevResult = atLeast(version, '0.4.0')
      ? await this.#cachedResult(network, attachment, version).catch(() => undefined)
      : undefined;
    const { capabilityArgs } = attachment;
    for (const plugin of network.plugins.toReversed())
      await naming(plugin, 'delete', () =>
        this.#run(plugin, 'DEL', attachment, requestOf(network, plugin, { prevResult, capabilityArgs })),
      );
    await this.#cache.remove(key);
  }

  /**
   * Takes away what is left of attachments that are not among the valid ones: DEL of those that are remembered, then,
   * from 1.1.0 on, GC of each plugin. It goes on over errors. With `disableGC` nothing is done. It must not run beside
   * {@link add} or {@link del} of the same network.
   *
   * @param valid the attachments in use; without it, none is
   * @throws {CniError} all errors, one a line, with the code of the first
   */
  async gc(network: Network, valid: readonly ValidAttachment[] = []): Promise<void> {
    if (network.disableGC) return;
    const errors: CniError[] = [];
    const attempt = async (failing: string, work: () => Promise<unknown>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        errors.push(wrapped(failing, error));
      }
    };
    for (const cached of await this.#cache.attachments()) {
      const { containerId, ifName } = cached;
      if (cached.network !== network.name || isValid(valid, containerId, ifName)) continue;
      await attempt(`failed to delete stale attachment ${containerId} ${ifName}`, () =>
        this.del(network, cached),
      );
    }
    if (atLeast(specVersion(network.cniVersion), '1.1.0')) {
      const list = jsonOf(valid.map(({ containerID, ifname }) => ({ containerID, ifname })));
      // The key of the specification and the one that plugins of before it was settled read.
      const more = [['cni.dev/valid-attachments', list] as const, ['cni.dev/attachments', list] as const];
      for (const plugin of network.plugins)
        await attempt(`failed to GC plugin ${plugin.type}`, () =>
          this.#run(plugin, 'GC', NO_ATTACHMENT, requestOf(network, plugin, { more })),
        );
    }
    throwJoined(errors);
  }

  /**
   * Whether the network is ready for ADD: STATUS of each plugin, from 1.1.0 on.
   *
   * @throws {CniError} of the first that is not: code 50, or 51 when containers that run are affected too
   */
  async status(network: Network): Promise<void> {
    if (!atLeast(specVersion(network.cniVersion), '1.1.0')) return;
    for (const plugin of network.plugins)
      await naming(plugin, 'status', () =>
        this.#run(plugin, 'STATUS', NO_ATTACHMENT, requestOf(network, plugin)),
      );
  }

  /**
   * Asks each plugin of a network whether it is there and speaks the network's version.
   *
   * @returns the capabilities that the network declares
   * @throws {CniError} all that is wrong, in one message
   */
  async validate(network: Network): Promise<ReadonlySet<string>> {
    const types = new Set(network.plugins.map(({ type }) => type));
    const answers = await Promise.all(
      [...types].map((type) => this.#fault(type, network.cniVersion || '0.1.0')),
    );
    const faults = answers.filter((fault) => fault !== undefined);
    if (faults.length > 0) throw new CniError(errorCode.invalidNetworkConfig, `[${faults.join(' ')}]`);
    return new Set(network.plugins.flatMap(({ capabilities }) => [...capabilities]));
  }

  /** The versions that a plugin says it speaks: VERSION. */
  async versions(type: string): Promise<readonly string[]> {
    try {
      return supportedBy(await this.#execute(type, probeEnvironment, probeRequest));
    } catch (error) {
      if (error instanceof CniError && error.message === PROBE_UNKNOWN) return ['0.1.0'];
      throw error;
    }
  }

  /** The attachments that are remembered, of one container or of all, in whatever network. */
  async attachments(containerId?: string): Promise<CachedAttachment[]> {
    const all = await this.#cache.attachments();
    return containerId === undefined ? all : all.filter((cached) => cached.containerId === containerId);
  }

  /** What is remembered of one attachment, its arguments among it, which DEL wants too. */
  async attachment(key: AttachmentKey): Promise<CachedAttachment | undefined> {
    checkKey(key);
    return this.#cache.attachment(key);
  }

  /** What keeps a plugin from being spoken to in that version. */
  async #fault(type: string, version: string): Promise<string | undefined> {
    try {
      if ((await this.versions(type)).includes(version)) return undefined;
      return `plugin ${type} does not support config version ${quote(version)}`;
    } catch (error) {
      return describe(toCniError(error));
    }
  }

  async #cachedResult(
    network: Network,
    attachment: Attachment,
    version: SpecVersion,
  ): Promise<JsonValue | undefined> {
    const value = await this.#cache.result(keyOf(network, attachment));
    // A file names its result's version; the network's may have changed since.
    return value === undefined ? undefined : inVersion(identifyResult(value, '0.1.0'), version);
  }

  #run({ type }: NetworkPlugin, command: Command, attachment: Attachment, stdin: string): Promise<Buffer> {
    const { containerId, netns, ifName, args = [] } = attachment;
    return this.#execute(
      type,
      {
        CNI_COMMAND: command,
        CNI_CONTAINERID: containerId,
        CNI_NETNS: netns,
        CNI_ARGS: formatCniArgs(args),
        CNI_IFNAME: ifName,
        CNI_PATH: this.#path.join(':'),
      },
      stdin,
    );
  }

  async #execute(type: string, variables: Readonly<Record<string, string>>, stdin: string): Promise<Buffer> {
    const { file } = findPluginFile(type, this.#path);
    const env = { ...this.#env, ...variables };
    const outcome = await execute(file, { env, stdin, signal: this.#signal });
    const stdout = stdoutOf(outcome);
    if (outcome.stderr.length > 0) this.#log(outcome.stderr.toString());
    return stdout;
  }
}

function keyOf({ name: network }: Network, { containerId, ifName }: Attachment): AttachmentKey {
  return { network, containerId, ifName };
}
