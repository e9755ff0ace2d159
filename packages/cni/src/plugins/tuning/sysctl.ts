import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { UndoStack } from '@iplink-ts/rtnetlink';
import { type Netns, runInNetns } from '@iplink-ts/socket';
import { hasCode, pathReason } from '../../errno.ts';
import { failure } from '../../error.ts';
import { quote } from '../../quote.ts';

/** Sysctls of a container, by the keys that configurations have for them. */

/**
 * Sets them in their order.
 *
 * @param undo takes what gives them the values that they had; those that cannot be read have none
 */
export function setSysctls(
  netns: Netns,
  ifName: string,
  sysctls: ReadonlyMap<string, string>,
  undo: UndoStack,
): void {
  runInNetns(netns, () => {
    for (const [key, value] of sysctls) {
      const file = fileOf(key, ifName);
      const before = readIfReadable(file);
      write(file, value);
      if (before !== undefined) undo.push(() => runInNetns(netns, () => write(file, before)));
    }
  });
}

/** @throws {CniError} for the first that has another value; one that cannot be read cannot be compared either */
export function checkSysctls(netns: Netns, ifName: string, sysctls: ReadonlyMap<string, string>): void {
  runInNetns(netns, () => {
    for (const [key, value] of sysctls) {
      const file = fileOf(key, ifName);
      const current = readIfReadable(file);
      if (current !== undefined && words(current) !== words(value))
        throw failure(
          `Error: Tuning configured value of ${file} is ${value}, current value is ${current.trimEnd()}`,
        );
    }
  });
}

/** The kernel separates numbers by tabs where people write spaces. */
function words(value: string): string {
  return value.trim().split(/\s+/).join(' ');
}

function write(file: string, value: string): void {
  try {
    writeFileSync(file, value);
  } catch (error) {
    throw failure(pathReason(error, file), '', { cause: error });
  }
}

/** undefined for a sysctl that can only be written (`net/ipv4/route/flush`). */
function readIfReadable(file: string): string | undefined {
  try {
    return readFileSync(file, 'latin1');
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) throw failure(pathReason(error, file), '', { cause: error });
    return undefined;
  }
}

/**
 * The file of a key, below /proc/sys/net of the thread's namespace. `IFNAME` stands for the interface.
 *
 * The first separator of a key is the one that counts, as for sysctl(8): `net.ipv4.conf.eth0/5.forwarding` and
 * `net/ipv4/conf/eth0.5/forwarding` are the same. The reference takes both for separators everywhere, so it cannot say
 * `eth0.5`; what it can say works here, too.
 *
 * @throws {CniError} `invalid net sysctl key: "kernel.hostname"`
 */
function fileOf(key: string, ifName: string): string {
  const [separator] = /[./]/.exec(key) ?? [];
  const byFirst =
    separator === '/' ? key.split('/') : key.split('.').map((part) => part.replaceAll('/', '.'));
  const byBoth = key.split(/[./]/);
  const files = [byFirst, byBoth].flatMap((parts) => netFile(parts, ifName));
  const file = files.find((candidate) => existsSync(candidate)) ?? files.at(-1);
  if (file === undefined || /(^|\/)\.{1,2}(\/|$)/.test(key))
    throw failure(
      `invalid net sysctl key: ${quote(key)}`,
      'only sysctls below net belong to a container: "net.ipv4.conf.IFNAME.arp_notify"',
    );
  return file;
}

function netFile(parts: readonly string[], ifName: string): readonly string[] {
  const path = parts
    .filter((part) => part !== '')
    .join('/')
    .replace('IFNAME', () => ifName);
  const isBelowNet = path.startsWith('net/') && !path.includes('\0');
  return isBelowNet && !path.split('/').some((part) => part === '.' || part === '..')
    ? [`/proc/sys/${path}`]
    : [];
}
