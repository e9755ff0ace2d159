import { type Answer, refused } from './answer.ts';
import { checkEnvironment, checkNetworkName } from './env.ts';
import { CniError, errorCode } from './error.ts';
import { introduction } from './introduction.ts';
import { decode } from './json/decode.ts';
import { type JsonValue, parseJson } from './json/parse.ts';
import { named, versioned } from './netconf.ts';
import type { Command, Request } from './request.ts';
import { atLeast, type SpecVersion, specVersion } from './version.ts';

/** What the process was started with. */
export interface Invocation {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readStdin: () => Uint8Array;
}

/** A request that passed all checks that need no plugin. */
export type Accepted = { readonly kind: 'accepted'; readonly request: Omit<Request, 'inProcess'> };

/**
 * The first half of a run: everything that is the same for all plugins and needs none of them. VERSION, a run by
 * a person and bad requests are answered here, before the plugins' code is even loaded.
 */
export function receive(type: string, invocation: Invocation): Answer | Accepted {
  const { env } = invocation;
  const introduced = introduction(type, env);
  if (introduced !== undefined) return introduced;
  try {
    const command = checkEnvironment(env);
    const stdin = readStdin(invocation);
    const { config, version } = readConfig(stdin);
    checkCommandVersion(command, version);
    return {
      kind: 'accepted',
      request: {
        command,
        containerId: env['CNI_CONTAINERID'] ?? '',
        netns: env['CNI_NETNS'] ?? '',
        ifName: env['CNI_IFNAME'] ?? '',
        args: env['CNI_ARGS'] ?? '',
        path: env['CNI_PATH'] ?? '',
        env,
        stdin,
        config,
        version,
      },
    };
  } catch (error) {
    return refused(error);
  }
}

function readStdin(invocation: Invocation): Uint8Array {
  try {
    return invocation.readStdin();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CniError(errorCode.io, `error reading from stdin: ${reason}`, '', { cause: error });
  }
}

function readConfig(stdin: Uint8Array): { config: JsonValue; version: SpecVersion } {
  const decoding = <T>(prefix: string, read: () => T): T => {
    try {
      return read();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new CniError(errorCode.decodingFailure, `${prefix}: ${reason}`, '', { cause: error });
    }
  };
  const config = decoding('error unmarshall network config', () => parseJson(stdin));
  checkNetworkName(decoding('error unmarshall network config', () => decode(named, config).name));
  const { cniVersion } = decoding('decoding version from network config', () => decode(versioned, config));
  return { config, version: specVersion(cniVersion) };
}

/** Specification version with which each command came. */
const since: Readonly<Partial<Record<Command, SpecVersion>>> = {
  CHECK: '0.4.0',
  STATUS: '1.1.0',
  GC: '1.1.0',
};

function checkCommandVersion(command: Command, version: SpecVersion): void {
  const first = since[command];
  if (first !== undefined && !atLeast(version, first))
    throw new CniError(errorCode.incompatibleVersion, `config version does not allow ${command}`);
}
