/** `ip link`. */
import type { Words } from '../../argv.ts';
import { keywords } from '../../keywords.ts';
import { findKind, KIND_NAMES } from '../../kinds/index.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { FILTER_WORDS } from '../address/filter.ts';
import { showLinks } from '../address/show.ts';
import { type Command, type IpObject, ipObject } from '../object.ts';
import { modifyLink } from './modify.ts';
import { changeProperty, PROPERTY_OPERATORS } from './property.ts';
import { linkUsage } from './usage.ts';
import { LINK_WORDS, NEW_LINK_WORDS } from './words.ts';

/** Rarely asked for, and loaded then. */
const showXstats: Command = async (session, words) =>
  (await import('./xstats.ts')).showXstats(session, words);
const showAfstats: Command = async (session, words) =>
  (await import('./afstats.ts')).showAfstats(session, words);

/** Without the words for bonds, at which the reference dies. */
const XSTATS_WORDS = keywords(() => [
  [
    'type*',
    undefined,
    ['bridge', 'bridge_slave'],
    {
      words: [
        keywords(() => [
          ['igmp', undefined],
          ['stp', undefined],
          ['dev', undefined, 'device'],
        ]),
      ],
    },
  ],
  ['help*', undefined],
]);

const AFSTATS_WORDS: Syntax = {
  words: [
    keywords(() => [
      ['dev', undefined, 'device'],
      ['help*', undefined],
    ]),
  ],
};

const COMMANDS = keywords<Command>(() => [
  ['add*', (session, words) => modifyLink(session, words, 'add'), NEW_LINK_WORDS],
  ['set* change*', (session, words) => modifyLink(session, words, 'set'), LINK_WORDS],
  ['replace*', (session, words) => modifyLink(session, words, 'replace'), NEW_LINK_WORDS],
  ['delete*', (session, words) => modifyLink(session, words, 'delete'), LINK_WORDS],
  ['show* lst* list*', showLinks, FILTER_WORDS],
  ['xstats*', showXstats, XSTATS_WORDS],
  ['afstats*', showAfstats, AFSTATS_WORDS],
  ['property*', changeProperty, PROPERTY_OPERATORS],
  ['help*', showHelp, KIND_NAMES],
]);

/** `ip link help [KIND]`: a kind's help goes to stdout and is a success. */
function showHelp(session: Session, words: Words): void {
  const kind = words.current === undefined ? undefined : findKind(words.current);
  if (kind === undefined || kind.help === '') throw linkUsage();
  session.io.out.write(kind.help);
}

export const object: IpObject = ipObject('link', COMMANDS, showLinks);
