/** `ip netns`. */
import { isNetnsName } from '@iplink-ts/socket';
import type { Words } from '../../argv.ts';
import { programFailure } from '../../failure.ts';
import { keywords } from '../../keywords.ts';
import type { Session } from '../../session.ts';
import { type Command, type IpObject, ipObject } from '../object.ts';
import { LIST_ID_SYNTAX, listIds, listNames, setNsid } from './ids.ts';
import { monitorNames } from './monitor.ts';
import { addNetns, attachNetnsCommand, deleteNetnsCommand } from './names.ts';
import { execInside, identifyNetns, listProcesses } from './processes.ts';
import { netnsUsage } from './usage.ts';

const COMMANDS = keywords<Command>(() => [
  ['list* show* lst*', listNames],
  ['list-id*', listIds, LIST_ID_SYNTAX],
  [
    'help*',
    () => {
      throw netnsUsage();
    },
  ],
  ['add*', addNetns, 'netns'],
  ['set*', setNsid, 'netns', 'nsid'],
  ['delete*', deleteNetnsCommand, 'netns'],
  ['identify*', identifyNetns, 'pid'],
  ['pids*', listProcesses, 'netns'],
  ['exec*', execInside, 'netns', 'file'],
  ['monitor*', monitorNames],
  ['attach*', attachNetnsCommand, 'netns', 'pid'],
]);

const netns = ipObject('netns', COMMANDS, listNames);

function run(session: Session, words: Words): void | Promise<void> {
  // Whatever the command, its first argument is taken for a name.
  const name = words.peek();
  if (!session.options.all && name !== undefined && !isNetnsName(name)) {
    throw programFailure(`Invalid netns name "${name}"\n`);
  }
  return netns.run(session, words);
}

export const object: IpObject = { run, commands: COMMANDS };
