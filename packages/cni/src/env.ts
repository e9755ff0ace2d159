import { CniError, errorCode } from './error.ts';
import { type Command, commands } from './request.ts';

/** The variables of a request (specification, section "Parameters"), in the order in which they are judged. */
const variables: readonly {
  readonly name: string;
  readonly needed: readonly Command[];
  readonly validate?: (value: string) => void;
}[] = [
  { name: 'CNI_CONTAINERID', needed: ['ADD', 'CHECK', 'DEL'], validate: validateContainerId },
  { name: 'CNI_NETNS', needed: ['ADD', 'CHECK'] },
  { name: 'CNI_IFNAME', needed: ['ADD', 'CHECK', 'DEL'], validate: validateIfName },
  { name: 'CNI_PATH', needed: ['ADD', 'CHECK', 'DEL', 'GC', 'STATUS'] },
];

/** Names that the specification allows for containers and networks. */
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;

/** Longest interface name: IFNAMSIZ (linux/if.h) less the final zero. */
const MAX_IFNAME = 15;

/**
 * CNI_COMMAND, once the variables that it needs are there and valid.
 *
 * @throws {CniError} code 4; the first bad value wins over missing ones behind it, as in the reference
 */
export function checkEnvironment(env: Readonly<Record<string, string | undefined>>): Command {
  const word = env['CNI_COMMAND'] ?? '';
  const command = commands.find((known) => known === word);
  if (command === undefined) throw new CniError(errorCode.invalidEnvironment, `unknown CNI_COMMAND: ${word}`);
  const missing: string[] = [];
  for (const { name, needed, validate } of variables) {
    if (!needed.includes(command)) continue;
    const value = env[name] ?? '';
    if (value === '') missing.push(name);
    else validate?.(value);
  }
  if (missing.length > 0)
    throw new CniError(errorCode.invalidEnvironment, `required env variables [${missing.join(',')}] missing`);
  return command;
}

/** Checks a container id; @throws {CniError} code 4 */
export function validateContainerId(id: string): void {
  if (!NAME.test(id))
    throw new CniError(errorCode.invalidEnvironment, 'invalid characters in containerID', id);
}

/** Checks the name of an interface; @throws {CniError} code 4 */
export function validateIfName(name: string): void {
  const refuse = (message: string, details = '') =>
    new CniError(errorCode.invalidEnvironment, message, details);
  if (Buffer.byteLength(name) > MAX_IFNAME)
    throw refuse(
      'interface name is too long',
      `interface name should be less than ${MAX_IFNAME + 1} characters`,
    );
  if (name === '.' || name === '..') throw refuse('interface name is . or ..');
  if (/[/:\s\u0085]/u.test(name)) throw refuse('interface name contains / or : or whitespace characters');
}

/** Checks `name` of a configuration; @throws {CniError} code 7 */
export function checkNetworkName(name: string): void {
  if (name === '') throw new CniError(errorCode.invalidNetworkConfig, 'missing network name');
  if (!NAME.test(name))
    throw new CniError(errorCode.invalidNetworkConfig, 'invalid characters found in network name', name);
}
