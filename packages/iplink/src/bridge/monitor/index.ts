/** `bridge monitor`: what happens to bridges, as the kernel tells it, or as it was recorded. */
import { monitorGroups, type Subject } from '@iplink-ts/rtnetlink';
import { parseWords, type WordAction, type Words } from '../../argv.ts';
import { programFailure } from '../../failure.ts';
import { type Entry, keywords } from '../../keywords.ts';
import { hear } from '../../objects/monitor/listen.ts';
import { readLog } from '../../objects/monitor/replay.ts';
import type { IpObject } from '../../objects/object.ts';
import type { Session } from '../../session.ts';
import { showMessage } from './record.ts';
import { monitorUsage } from './usage.ts';

interface Request {
  readonly subjects: Set<Subject>;
  file?: string;
  /** Whether each message begins with its object. */
  label: boolean;
}

function subject(keyword: string, name: Subject): Entry<WordAction<Request>> {
  return [keyword, ({ subjects }) => void subjects.add(name)];
}

const DEFAULT: readonly Subject[] = ['link', 'neighbour', 'mdb'];

const WORDS = keywords<WordAction<Request>>(() => [
  [
    'file*',
    (request, words) => {
      request.file = words.value();
    },
    'file',
  ],
  subject('link*', 'link'),
  subject('fdb*', 'neighbour'),
  subject('mdb*', 'mdb'),
  subject('vlan*', 'vlan'),
  subject('vni', 'vni'),
  [
    'all',
    (request) => {
      for (const name of [...DEFAULT, 'vlan', 'vni'] as const) request.subjects.add(name);
      request.label = true;
    },
  ],
  [
    'help*',
    () => {
      throw monitorUsage();
    },
  ],
]);

async function run(session: Session, words: Words): Promise<void> {
  const request: Request = { subjects: new Set(), label: false };
  parseWords(words, request, WORDS, (_request, _words, word) => {
    throw programFailure(`Argument "${word}" is unknown, try "bridge monitor help".\n`);
  });
  const { file, label } = request;
  if (file !== undefined) {
    readLog(session, file, 255, (message) => showMessage(session, label, message));
    return;
  }
  const subjects = request.subjects.size === 0 ? DEFAULT : [...request.subjects];
  const groups = subjects.flatMap((name) => [...monitorGroups(name)]);
  await hear(session, groups, false, (message) => showMessage(session, label, message));
}

export const object: IpObject = { run, commands: WORDS };
