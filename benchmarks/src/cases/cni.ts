import { mkdirSync, writeFileSync } from 'node:fs';
import { RtnlSync } from '@iplink-ts/rtnetlink';
import { createNetns } from '@iplink-ts/socket';
import type { Case } from '../case.ts';
import { type Attachment, bothPlugins, bothVersions, POD, stateOf } from '../peers/cni.ts';
import { emptyProgram } from '../peers/empty-program.ts';
import { addParent, PARENT } from '../world.ts';

const network = { cniVersion: '1.0.0', name: 'bench' } as const;

const macvlan = { ...network, type: 'macvlan', master: PARENT, mode: 'bridge' } as const;

/** A host with a master, and a container. */
export function prepareHost(): void {
  createNetns(POD);
  using rtnl = RtnlSync.open();
  rtnl.links.set('lo', { up: true });
  addParent(rtnl);
  rtnl.links.set('other', { up: true });
}

export const macvlanWithStatic: Attachment = {
  type: 'macvlan',
  config: () => ({
    ...macvlan,
    ipam: {
      type: 'static',
      addresses: [{ address: '10.1.2.3/24', gateway: '10.1.2.1' }],
      routes: [{ dst: '0.0.0.0/0' }],
    },
  }),
};

export const macvlanStatic: Case = {
  name: 'cni-macvlan',
  does: () => 'CNI: macvlan with static addresses, ADD and DEL',
  size: 1,
  prepare: prepareHost,
  peers: bothPlugins(macvlanWithStatic),
  targets: [
    { measure: 'add', peer: 'Go', atMost: 0.9 },
    { measure: 'delete', peer: 'Go', atMost: 0.95 },
    { measure: 'peak', peer: 'Go', atMost: Number.POSITIVE_INFINITY },
  ],
  pairs: 20,
};

export const bridgeHostLocal: Case = {
  name: 'cni-bridge',
  does: () => 'CNI: bridge with host-local and ipMasq, ADD and DEL',
  size: 1,
  prepare: prepareHost,
  peers: bothPlugins({
    type: 'bridge',
    config: (state) => ({
      ...network,
      type: 'bridge',
      bridge: 'bench0',
      isGateway: true,
      ipMasq: true,
      ipam: {
        type: 'host-local',
        dataDir: state,
        ranges: [[{ subnet: '10.1.2.0/24' }]],
        routes: [{ dst: '0.0.0.0/0' }],
      },
    }),
  }),
  targets: [
    { measure: 'add', peer: 'Go', atMost: 0.5 },
    { measure: 'delete', peer: 'Go', atMost: 0.6 },
  ],
};

export const ipv6Gateway: Case = {
  name: 'cni-ipv6',
  does: () => 'CNI: macvlan with a static IPv6 address and its gateway, ADD',
  size: 1,
  prepare: prepareHost,
  peers: bothPlugins({
    type: 'macvlan',
    config: () => ({
      ...macvlan,
      ipam: {
        type: 'static',
        addresses: [{ address: 'fd00::3/64', gateway: 'fd00::1' }],
        routes: [{ dst: '::/0', gw: 'fd00::1' }],
      },
    }),
  }),
  targets: [{ measure: 'add', peer: 'Go', atMost: 0.05 }],
};

export const version: Case = {
  name: 'cni-version',
  does: () => 'CNI: VERSION',
  size: 1,
  prepare: () => undefined,
  peers: [...bothVersions('macvlan'), emptyProgram(1)],
  targets: [{ measure: 'time', peer: 'Go', atMost: 2.5 }],
  pairs: 20,
};

const IN_USE = 10_000;

/** As host-local keeps it: a file for each address, which names the attachment that has it. */
function reserve(folder: string, count: number): void {
  mkdirSync(`${folder}/${network.name}`, { recursive: true });
  for (let at = 0; at < count; at++) {
    const address = `10.1.${1 + (at >> 8)}.${at & 0xff}`;
    writeFileSync(`${folder}/${network.name}/${address}`, `container${at}\r\neth0`);
    if (at === count - 1) writeFileSync(`${folder}/${network.name}/last_reserved_ip.0`, address);
  }
}

export const hostLocal: Case = {
  name: 'cni-host-local',
  does: (size) => `CNI: host-local with ${size} addresses in use, ADD and DEL`,
  size: IN_USE,
  prepare: (size) => {
    createNetns(POD);
    for (const name of ['iplink-cni', 'Go']) reserve(stateOf(name), size);
  },
  peers: bothPlugins({
    type: 'host-local',
    config: (state) => ({
      ...network,
      type: 'bridge',
      ipam: { type: 'host-local', dataDir: state, ranges: [[{ subnet: '10.1.0.0/16' }]] },
    }),
  }),
  targets: [{ measure: 'add', peer: 'Go', atMost: 0.3 }],
};
