import { checkNetworkName, validateContainerId, validateIfName } from '../env.ts';
import { CniError, errorCode } from '../error.ts';
import { quote } from '../quote.ts';

/** A container's interface in a network: what a runtime says of it besides the network's configuration. */
export interface Attachment {
  readonly containerId: string;
  /** Path of the container's network namespace; empty for DEL when it is gone. */
  readonly netns: string;
  /** Name of the interface inside the container. */
  readonly ifName: string;
  /** CNI_ARGS. */
  readonly args?: readonly CniArg[] | undefined;
  /** By capability; a plugin is given those that its configuration declares. */
  readonly capabilityArgs?: CapabilityArgs | undefined;
}

/** A pair of CNI_ARGS. */
export type CniArg = readonly [key: string, value: string];

/** What there is to say of capabilities, by their names: anything that JSON can hold. */
export type CapabilityArgs = Readonly<Record<string, unknown>>;

/** What names an attachment, also in the cache. */
export interface AttachmentKey {
  /** Name of the network. */
  readonly network: string;
  readonly containerId: string;
  readonly ifName: string;
}

/**
 * Checks what names an attachment before anything is done with it: it goes into the names of files.
 *
 * @throws {CniError} code 3, 4 or 7, as plugins would answer
 */
export function checkKey({ network, containerId, ifName }: AttachmentKey): void {
  if (containerId === '') throw new CniError(errorCode.unknownContainer, 'missing containerID');
  validateContainerId(containerId);
  checkNetworkName(network);
  if (ifName === '') throw new CniError(errorCode.invalidEnvironment, 'interface name is empty');
  validateIfName(ifName);
}

/**
 * Reads CNI_ARGS (`KEY=value;KEY=value`); empty text is none.
 *
 * @throws {CniError} `invalid CNI_ARGS pair "x"`
 */
export function parseCniArgs(text: string): CniArg[] {
  return text === '' ? [] : text.split(';').map(parsePair);
}

function parsePair(pair: string): CniArg {
  const [key = '', value = '', ...more] = pair.split('=');
  if (key === '' || value === '' || more.length > 0) throw badPair(pair);
  return [key, value];
}

/** CNI_ARGS as plugins get it; @throws {CniError} a pair that would be read as another, or as several */
export function formatCniArgs(args: readonly CniArg[]): string {
  return args
    .map(([key, value]) => {
      const pair = `${key}=${value}`;
      if (/[=;]/.test(key + value)) throw badPair(pair);
      return pair;
    })
    .join(';');
}

function badPair(pair: string): CniError {
  return new CniError(errorCode.invalidEnvironment, `invalid CNI_ARGS pair ${quote(pair)}`);
}
