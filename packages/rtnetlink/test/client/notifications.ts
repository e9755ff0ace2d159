import { NetlinkSocket, type Netns } from '@iplink-ts/socket';
import type { ExecutionContext } from 'ava';
import { Reader } from '../../src/bytes/reader.ts';
import { forEachMessage, NLMSG_HDRLEN } from '../../src/message/header.ts';
import { messageEntry } from '../../src/registry.ts';
import { type Body, bodies } from '../seeds.ts';
import { dumpBytes } from './populate.ts';
import { rewritten, SAME } from './rewritten.ts';

/** `RTNLGRP_*` (linux/rtnetlink.h) that kernels of 6.1 have */
const GROUPS = 36;

interface Notification {
  readonly name: string;
  readonly body: Body;
  readonly bytes: Uint8Array;
}

/** What the kernel tells of while `act` runs, in any group, as far as there is a codec for it. */
export function notificationsOf(netns: Netns, act: () => void): Notification[] {
  using socket = new NetlinkSocket({ netns, receiveBuffer: 1 << 23 });
  for (let group = 1; group <= GROUPS; group++) socket.addMembership(group);
  act();
  const found: Notification[] = [];
  const reader = new Reader(new ArrayBuffer(1 << 16));
  // What is sent later, such as the end of address checks, comes within this time or is not waited for.
  for (let length = 1; length > 0; ) {
    length = socket.receive(reader.u8, 200);
    forEachMessage(reader, 0, length, ({ start, end, type, flags }) => {
      const entry = messageEntry(type, flags);
      const body = bodies.find(({ name }) => name === entry?.object);
      if (entry !== undefined && body !== undefined)
        found.push({ name: entry.name, body, bytes: reader.bytes(start + NLMSG_HDRLEN, end) });
    });
  }
  return found;
}

/** Checks that each is written as it was sent. @returns the types of message that there were */
export function checkNotifications(t: ExecutionContext, notifications: readonly Notification[]): Set<string> {
  for (const { name, body, bytes } of notifications) t.deepEqual(rewritten(body, bytes), SAME, name);
  return new Set(notifications.map(({ name }) => name));
}

/** Checks the same of all dumps. @returns how many messages there were */
export function checkDumps(t: ExecutionContext, netns: Netns): number {
  let count = 0;
  for (const body of bodies)
    for (const family of body.families)
      for (const bytes of dumpBytes(netns, body, family)) {
        t.deepEqual(rewritten(body, bytes), SAME, body.name);
        count++;
      }
  return count;
}
