/** The objects of `ip`, in the order in which a prefix is tried against them. */
import type { Words } from '../argv.ts';
import { commandFailure } from '../failure.ts';
import { type KeywordTable, keywords, type Spellings } from '../keywords.ts';
import type { Session } from '../session.ts';
import { programUsage } from '../usage.ts';
import { runAddress } from './address/index.ts';
import { runLink } from './link/index.ts';
import { runNeigh } from './neigh/index.ts';
import { runNetns } from './netns/index.ts';
import { runRoute } from './route/index.ts';

/** Runs the command that the words behind the object's name make. */
export type ObjectCommand = (session: Session, words: Words) => void;

/** An object of iproute2 that this program does not have; it keeps its place, so that prefixes mean the same. */
function absent(name: string): readonly [Spellings, ObjectCommand] {
  return [
    `${name}*`,
    () => {
      throw commandFailure(`Object "${name}" is not part of iplink-ts.\n`);
    },
  ];
}

export const OBJECTS: KeywordTable<ObjectCommand> = keywords<ObjectCommand>([
  ['address*', runAddress],
  absent('addrlabel'),
  absent('maddress'),
  ['route*', runRoute],
  absent('rule'),
  ['neighbor* neighbour*', runNeigh],
  absent('ntable'),
  absent('ntbl'),
  ['link*', runLink],
  absent('l2tp'),
  absent('fou'),
  absent('ila'),
  absent('macsec'),
  absent('tunnel'),
  absent('tunl'),
  absent('tuntap'),
  absent('tap'),
  absent('token'),
  absent('tcpmetrics'),
  absent('tcp_metrics'),
  absent('monitor'),
  absent('xfrm'),
  absent('mroute'),
  absent('mrule'),
  ['netns*', runNetns],
  absent('netconf'),
  absent('vrf'),
  absent('sr'),
  absent('nexthop'),
  absent('mptcp'),
  absent('ioam'),
  [
    'help*',
    () => {
      throw programUsage();
    },
  ],
  absent('stats'),
]);
