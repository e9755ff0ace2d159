import type { Link, UndoStack } from '@iplink-ts/rtnetlink';
import { SyncClient } from '@iplink-ts/rtnetlink/sync';
import { claim, isOf, type Owner } from './claim.ts';
import { dropParent, ensureParent, madeParents } from './parent.ts';
import { type AttachmentRecord, areBeingWritten, lockRecords, readRecords } from './records.ts';
import { isSameSegment, type Subnet } from './subnet.ts';
import type { Wanted } from './wanted.ts';

/** What an attachment holds on the host: an address, and a part of the interface that its own is made on. */
export interface Held {
  readonly record: AttachmentRecord;
  readonly parent: Link;
  /** The record that it replaces, of a container that is gone. */
  readonly before: readonly AttachmentRecord[];
}

/**
 * Records who gets which address, then makes the interface that it is made on, if it is missing: in this order, so
 * that DEL finds everything whenever an ADD is killed.
 *
 * @param undo takes the return to what was recorded before
 */
export function holdAddress(
  home: SyncClient,
  dataDir: string,
  subnet: Subnet,
  wanted: Wanted,
  owner: Owner,
  undo: UndoStack,
): Held {
  using records = lockRecords(dataDir);
  const record = claim(subnet, wanted, owner, records.all);
  const before = records.all.filter((other) => isOf(owner, other));
  records.write([...records.all.filter((other) => !isOf(owner, other)), record]);
  undo.push(() => restore(home, dataDir, record, before));
  return { record, parent: ensureParent(home, subnet, dataDir), before };
}

/** Puts back what the owner had before, but for what others have got meanwhile. */
function restore(
  home: SyncClient,
  dataDir: string,
  record: AttachmentRecord,
  before: readonly AttachmentRecord[],
): void {
  using records = lockRecords(dataDir);
  const others = records.all.filter((other) => !isAttachment(other, record));
  const restored = before.filter(
    (old) => !others.some((other) => isSameSegment(other, old) && other.ip === old.ip),
  );
  records.write([...others, ...restored]);
  dropParent(home, record.parent, records.all, dataDir, [record]);
}

/** Takes what the records of `gone` hold back. Nothing is written where there is nothing to take. */
export function releaseAddresses(dataDir: string, gone: (record: AttachmentRecord) => boolean): void {
  if (!readRecords(dataDir).some(gone) && !areBeingWritten(dataDir)) return;
  using records = lockRecords(dataDir);
  const released = records.all.filter(gone);
  if (released.length === 0) return;
  records.write(records.all.filter((record) => !gone(record)));
  using home = SyncClient.open();
  for (const parent of new Set(released.map((record) => record.parent)))
    dropParent(home, parent, records.all, dataDir, released);
}

/** Removes the interfaces of the host that nobody holds any more. */
export function dropParents(home: SyncClient, dataDir: string): void {
  // Neither waited for nor made where there is nothing to remove.
  if (madeParents(home, dataDir).length === 0) return;
  using records = lockRecords(dataDir);
  for (const parent of madeParents(home, dataDir)) dropParent(home, parent, records.all, dataDir, []);
}

function isAttachment(one: AttachmentRecord, other: AttachmentRecord): boolean {
  return one.containerID === other.containerID && one.ifname === other.ifname;
}
