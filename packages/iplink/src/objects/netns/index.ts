/** `ip netns`. */
import { isNetnsName } from '@iplink-ts/socket';
import type { Words } from '../../argv.ts';
import { commandFailure, programFailure, unknownCommand } from '../../failure.ts';
import { keywords } from '../../keywords.ts';
import type { Session } from '../../session.ts';
import { listIds, listNames, setNsid } from './ids.ts';
import { addNetns, attachNetnsCommand, deleteNetnsCommand } from './names.ts';
import { execInside, identifyNetns, listProcesses } from './processes.ts';
import { netnsUsage } from './usage.ts';

type NetnsCommand = (session: Session, words: Words) => void;

const COMMANDS = keywords<NetnsCommand>([
  ['list* show* lst*', listNames],
  ['list-id*', listIds],
  [
    'help*',
    () => {
      throw netnsUsage();
    },
  ],
  ['add*', addNetns],
  ['set*', setNsid],
  ['delete*', deleteNetnsCommand],
  ['identify*', identifyNetns],
  ['pids*', listProcesses],
  ['exec*', execInside],
  [
    'monitor*',
    () => {
      throw commandFailure('"ip netns monitor" is not part of iplink-ts.\n');
    },
  ],
  ['attach*', attachNetnsCommand],
]);

export function runNetns(session: Session, words: Words): void {
  const word = words.take();
  if (word === undefined) {
    listNames(session);
    return;
  }
  // Whatever the command, its first argument is taken for a name.
  const name = words.current;
  if (!session.options.all && name !== undefined && !isNetnsName(name)) {
    throw programFailure(`Invalid netns name "${name}"\n`);
  }
  const command = COMMANDS.find(word);
  if (command === undefined) throw unknownCommand(word, 'netns');
  command(session, words);
}
