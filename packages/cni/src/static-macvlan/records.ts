import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { lockFile } from '@iplink-ts/socket';
import { failed, hasCode, reason } from '../errno.ts';
import { CniError, errorCode } from '../error.ts';
import { type Decoded, decode, int, list, string, struct } from '../json/decode.ts';
import { parseJson } from '../json/parse.ts';

/** Where the records are when the configuration names no folder. */
export const DATA_DIR = '/var/lib/cni/static-macvlan';

const attachment = struct('records.Attachment', {
  /** Name of the network configuration, by which GC goes. */
  network: string,
  containerID: string,
  ifname: string,
  /** Those of Kubernetes; empty where there is no pod. */
  podNamespace: string,
  podName: string,
  podUID: string,
  subnet: string,
  master: string,
  vlan: int,
  /** The interface of the host that the pod's is made on. */
  parent: string,
  /** `a/len`, as the interface has it. */
  ip: string,
  mac: string,
  /** Routes by other interfaces of the pod, which DEL takes away; `gw` may be empty. */
  routes: list(struct('records.Route', { dst: string, gw: string, iface: string })),
});

/** Who holds which address of which subnet. */
export type AttachmentRecord = Decoded<typeof attachment>;

const file = struct('records.File', { attachments: list(attachment) });

const pathOf = (folder: string): string => `${folder}/records.json`;

/** Where they are written, before they take the place of the old ones. */
const besideOf = (path: string): string => `${path}.new`;

/** Whether somebody is writing them, or was killed while doing so. */
export function areBeingWritten(folder: string): boolean {
  return existsSync(besideOf(pathOf(folder)));
}

/**
 * The records as they are, without waiting for anybody: the file is replaced as a whole.
 *
 * @param folder when it is not there, neither are records
 * @throws {CniError} the file cannot be read
 */
export function readRecords(folder: string): readonly AttachmentRecord[] {
  const path = pathOf(folder);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw failed(`failed to read the records ${path}`, error);
  }
  try {
    return decode(file, parseJson(bytes)).attachments;
  } catch (error) {
    throw new CniError(
      errorCode.io,
      `the records ${path} are damaged: ${reason(error)}`,
      'without them nobody knows which addresses are in use: mend the file, or remove it when no pod is running',
      { cause: error },
    );
  }
}

/** The records, with everybody else kept from changing them. */
export interface LockedRecords extends Disposable {
  readonly all: readonly AttachmentRecord[];
  /** Replaces all of them, on the disk first: either the old ones are there or the new ones. */
  write(records: readonly AttachmentRecord[]): void;
}

/**
 * Waits for the lock of the folder, and makes the folder when it is not there.
 *
 * @throws {CniError} it cannot be made or locked, or the records cannot be read
 */
export function lockRecords(folder: string): LockedRecords {
  const lock = openLock(folder);
  const path = pathOf(folder);
  try {
    lockFile(lock);
    discard(besideOf(path)); // of somebody who was killed
    let all = readRecords(folder);
    return {
      get all() {
        return all;
      },
      write(records) {
        writeWhole(path, `${JSON.stringify({ attachments: records }, null, 2)}\n`);
        all = records;
      },
      [Symbol.dispose]: () => closeSync(lock),
    };
  } catch (error) {
    closeSync(lock);
    throw error;
  }
}

function openLock(folder: string): number {
  const path = `${folder}/lock`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    return openSync(path, constants.O_RDONLY | constants.O_CREAT, 0o600);
  } catch (error) {
    throw failed(`failed to open ${path}`, error, 'set "dataDir" to a folder that can be written to');
  }
}

/** Beside the file first, so that whoever reads, and whatever happens, there is never a part of it. */
function writeWhole(path: string, text: string): void {
  const beside = besideOf(path);
  try {
    const fd = openSync(beside, 'w', 0o600);
    try {
      writeFileSync(fd, text);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(beside, path);
  } catch (error) {
    discard(beside);
    throw failed(`failed to write the records ${path}`, error);
  }
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {} // the error that led here says more
}
