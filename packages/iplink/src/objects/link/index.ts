/** `ip link`. */
import type { Words } from '../../argv.ts';
import { commandFailure, unknownCommand } from '../../failure.ts';
import { keywords } from '../../keywords.ts';
import { findKind } from '../../kinds/index.ts';
import type { Session } from '../../session.ts';
import { showLinks } from '../address/show.ts';
import { modifyLink } from './modify.ts';
import { changeProperty } from './property.ts';
import { linkUsage } from './usage.ts';

type LinkCommand = (session: Session, words: Words) => void;

function absent(command: string): LinkCommand {
  return () => {
    throw commandFailure(`"ip link ${command}" is not part of iplink-ts.\n`);
  };
}

const COMMANDS = keywords<LinkCommand>([
  ['add*', (session, words) => modifyLink(session, words, 'add')],
  ['set* change*', (session, words) => modifyLink(session, words, 'set')],
  ['replace*', (session, words) => modifyLink(session, words, 'replace')],
  ['delete*', (session, words) => modifyLink(session, words, 'delete')],
  ['show* lst* list*', showLinks],
  ['xstats*', absent('xstats')],
  ['afstats*', absent('afstats')],
  ['property*', changeProperty],
  ['help*', showHelp],
]);

export function runLink(session: Session, words: Words): void {
  const word = words.take();
  if (word === undefined) {
    showLinks(session, words);
    return;
  }
  const command = COMMANDS.find(word);
  if (command === undefined) throw unknownCommand(word, 'link');
  command(session, words);
}

/** `ip link help [KIND]`: a kind's help goes to stdout and is a success. */
function showHelp(session: Session, words: Words): void {
  const kind = words.current === undefined ? undefined : findKind(words.current);
  if (kind === undefined) throw linkUsage();
  session.io.out.write(kind.help);
}
