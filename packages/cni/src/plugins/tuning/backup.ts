import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode, pathReason, reason } from '../../errno.ts';
import { failure } from '../../error.ts';
import { bool, type Decoded, decode, int, optional, string, struct } from '../../json/decode.ts';
import { parseJson } from '../../json/parse.ts';
import type { Request } from '../../request.ts';
import type { Settings } from './settings.ts';

/**
 * What DEL restores, in a file for each attachment: `<dataDir>/<container id>_<interface>.json`, as the reference
 * writes and reads it. `network` and what follows are ours; the reference takes no notice of them.
 */
const backup = struct('main.configToRestore', {
  mac: string,
  promisc: optional(bool),
  mtu: int,
  allmulti: optional(bool),
  txQLen: optional(int),
  network: string,
  containerID: string,
  ifname: string,
});

type Backup = Decoded<typeof backup>;

type Attachment = Pick<Request, 'containerId' | 'ifName'>;

const SUFFIX = '.json';

function fileOf(dataDir: string, { containerId, ifName }: Attachment): string {
  return join(dataDir, `${containerId}_${ifName}${SUFFIX}`);
}

/** Beside the file, which is there whole or not at all. */
const unfinished = (file: string): string => `${file}.new`;

/** @throws {CniError} `failed to save file eth0.json: ...` */
export function writeBackup(
  dataDir: string,
  attachment: Attachment,
  network: string,
  { mac, promisc, mtu, allmulti, txQLen }: Settings,
): void {
  const { containerId: containerID, ifName: ifname } = attachment;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw failure(`failed to create backup directory: ${pathReason(error, dataDir)}`, '', { cause: error });
  }
  const file = fileOf(dataDir, attachment);
  const text = JSON.stringify(
    { mac, promisc, mtu, allmulti, txQLen, network, containerID, ifname },
    undefined,
    1,
  );
  try {
    writeFileSync(unfinished(file), text, { mode: 0o600 });
    renameSync(unfinished(file), file);
  } catch (error) {
    rmSync(unfinished(file), { force: true });
    throw failure(`failed to save file ${ifname}${SUFFIX}: ${pathReason(error, file)}`, '', { cause: error });
  }
}

/**
 * The settings to restore; undefined when there are none, or not for this attachment (`a_b` with `c` and `a` with
 * `b_c` share a name).
 *
 * @throws {CniError} for a file that cannot be read
 */
export function readBackup(dataDir: string, attachment: Attachment): Settings | undefined {
  const read = readFile(fileOf(dataDir, attachment));
  if (read === undefined || !isOf(read, attachment)) return undefined;
  const { mac, promisc, mtu, allmulti, txQLen } = read;
  return { mac: mac || undefined, promisc, mtu: mtu || undefined, allmulti, txQLen };
}

/** A backup of the reference does not say whose it is. */
function isOf({ containerID, ifname }: Backup, { containerId, ifName }: Attachment): boolean {
  return containerID === '' || (containerID === containerId && ifname === ifName);
}

function readFile(file: string): Backup | undefined {
  try {
    return decode(backup, parseJson(readFileSync(file)));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw failure(`failed to read ${file}: ${reason(error)}`, '', { cause: error });
  }
}

export function removeBackup(dataDir: string, attachment: Attachment): void {
  const file = fileOf(dataDir, attachment);
  for (const path of [file, unfinished(file)]) rmSync(path, { force: true });
}

/**
 * Removes the backups of a network that `isValid` does not call for. Those of the reference stay: they do not say of
 * which network they are, and all networks share the folder.
 */
export function removeStale(
  dataDir: string,
  network: string,
  isValid: (containerId: string, ifName: string) => boolean,
): void {
  for (const name of names(dataDir).filter((name) => name.endsWith(SUFFIX))) {
    const file = join(dataDir, name);
    const read = readIfBackup(file);
    if (read?.network === network && !isValid(read.containerID, read.ifname)) rmSync(file, { force: true });
  }
}

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

function readIfBackup(file: string): Backup | undefined {
  try {
    return readFile(file);
  } catch {
    return undefined; // whatever it is, it is none of ours
  }
}
