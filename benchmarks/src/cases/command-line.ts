import { writeFileSync } from 'node:fs';
import { RtnlSync } from '@iplink-ts/rtnetlink';
import type { Case } from '../case.ts';
import { bothPrograms } from '../peers/command.ts';
import { emptyProgram } from '../peers/empty-program.ts';
import { underNode } from '../peers/node-program.ts';
import { SCRATCH } from '../scratch.ts';
import {
  addAddresses,
  addMacvlans,
  addParent,
  macvlanNames,
  PARENT,
  removeParent,
  resetMtu,
} from '../world.ts';

const BATCH = `${SCRATCH}/batch`;

function writeBatch(lines: readonly string[]): void {
  writeFileSync(BATCH, `${lines.join('\n')}\n`);
}

const showLo = { words: ['link', 'show', 'dev', 'lo'] };

/** What a script pays for one command: its start above all. */
export const startCommand: Case = {
  name: 'cli-start',
  does: () => 'ip link show dev lo, the whole process',
  size: 1,
  prepare: () => undefined,
  peers: [...bothPrograms(showLo), underNode(showLo), emptyProgram(2)],
  targets: [{ measure: 'time', peer: 'ip', atMost: 4 }],
  pairs: 20,
};

export const showLinks: Case = {
  name: 'cli-links',
  does: (size) => `ip -j -d link, ${size} macvlan links`,
  size: 5000,
  prepare: addMacvlans,
  peers: bothPrograms({ words: ['-j', '-d', 'link'] }),
  targets: [{ measure: 'time', peer: 'ip', atMost: 1 }],
};

const EACH = 10;

export const showAddresses: Case = {
  name: 'cli-addresses',
  does: (size) => `ip addr show, ${size} macvlan links with ${EACH} addresses each`,
  size: 5000,
  prepare: (size) => addAddresses(size, EACH),
  peers: bothPrograms({ words: ['addr', 'show'] }),
  targets: [{ measure: 'time', peer: 'ip', atMost: 0.1 }],
};

const batch = { words: ['-batch', BATCH] };

export const batchAdd: Case = {
  name: 'cli-batch-add',
  does: (size) => `ip -batch, ${size} link add of macvlans`,
  size: 2000,
  prepare: (size) => {
    writeBatch(
      macvlanNames(size).map((name) => `link add link ${PARENT} name ${name} type macvlan mode bridge`),
    );
  },
  reset: () => {
    removeParent();
    using rtnl = RtnlSync.open();
    addParent(rtnl);
  },
  peers: bothPrograms(batch),
  targets: [{ measure: 'time', peer: 'ip', atMost: 1 }],
};

export const batchSet: Case = {
  name: 'cli-batch-set',
  does: (size) => `ip -batch, link set mtu of ${size} macvlan links`,
  size: 5000,
  prepare: (size) => {
    addMacvlans(size);
    writeBatch(macvlanNames(size).map((name) => `link set ${name} mtu 1400`));
  },
  reset: resetMtu,
  peers: bothPrograms(batch),
  targets: [{ measure: 'time', peer: 'ip', atMost: 0.5 }],
};
