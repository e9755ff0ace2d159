/** The words of `ip monitor`: what to watch, and how to show it. */
import { monitorGroups, type Subject } from '@iplink-ts/rtnetlink';
import { parseWords, type WordAction, type Words } from '../../argv.ts';
import { programFailure, wrongArgument } from '../../failure.ts';
import { AF, type Family } from '../../family.ts';
import { keywords } from '../../keywords.ts';
import type { Session } from '../../session.ts';
import { monitorUsage } from './usage.ts';

export interface MonitorRequest {
  /** Objects by name; none stands for all of them. */
  readonly subjects: Set<Subject>;
  /** A recording to show instead of what happens. */
  file: string | undefined;
  /** Each record says which object it is about. */
  label: boolean;
  allNetns: boolean;
  /** Index of the only device to show; 0 for all. */
  index: number;
}

interface Draft extends MonitorRequest {
  readonly session: Session;
}

function subject(name: Subject): WordAction<Draft> {
  return ({ subjects }) => {
    subjects.add(name);
    return undefined;
  };
}

/** `ip monitor` knows these; the library knows more. */
const SUBJECTS: readonly Subject[] = [
  'link',
  'address',
  'route',
  'multicastRoute',
  'prefix',
  'neighbour',
  'netconf',
  'rule',
  'nsid',
  'nexthop',
  'stats',
];

export const WORDS = keywords<WordAction<Draft>>(() => [
  [
    'file*',
    (draft, words) => {
      draft.file = words.value();
    },
    'file',
  ],
  [
    'label*',
    (draft) => {
      draft.label = true;
    },
  ],
  ['link*', subject('link')],
  ['address*', subject('address')],
  ['route*', subject('route')],
  ['mroute*', subject('multicastRoute')],
  ['prefix*', subject('prefix')],
  ['neigh*', subject('neighbour')],
  ['netconf*', subject('netconf')],
  ['rule*', subject('rule')],
  ['nsid*', subject('nsid')],
  ['nexthop*', subject('nexthop')],
  ['stats', subject('stats')],
  [
    'all',
    (draft) => {
      draft.label = true;
      for (const name of SUBJECTS) draft.subjects.add(name);
    },
  ],
  [
    'all-nsid*',
    (draft) => {
      draft.allNetns = true;
    },
  ],
  [
    'help*',
    () => {
      throw monitorUsage();
    },
  ],
  [
    'dev',
    (draft, words) => {
      const name = words.value();
      draft.index = draft.session.interfaces.indexOf(name);
      if (draft.index === 0) throw wrongArgument(name, 'Device does not exist\n');
    },
    'device',
  ],
]);

export function parseRequest(session: Session, words: Words): MonitorRequest {
  const draft: Draft = {
    subjects: new Set(),
    file: undefined,
    label: false,
    allNetns: false,
    index: 0,
    session,
  };
  parseWords(words, draft, WORDS, (_draft, _words, word) => {
    throw programFailure(`Argument "${word}" is unknown, try "ip monitor help".\n`);
  });
  return draft;
}

/** Families that have groups of their own, to be joined where none is asked for. */
const FAMILIES: readonly Family[] = [AF.INET, AF.INET6, AF.MPLS];

/** The multicast groups to join, with those of other families left out when one was asked for. */
export function groupsToJoin({ subjects }: MonitorRequest, family: Family): ReadonlySet<number> {
  const families = family === AF.UNSPEC ? FAMILIES : [family];
  const names = subjects.size === 0 ? SUBJECTS : subjects;
  const groups = new Set<number>();
  for (const name of names) {
    // Neighbours of all families come to one group.
    const wanted = name === 'neighbour' ? undefined : families;
    for (const group of monitorGroups(name, wanted)) groups.add(group);
  }
  return groups;
}
