/** `bridge vlan global`: options of VLANs in all of a bridge. */
import type { VlanGlobalOptions } from '@iplink-ts/rtnetlink';
import { vlans } from '@iplink-ts/rtnetlink/sync';
import { parseWords, type WordAction, type Words } from '../../argv.ts';
import { type Entry, keywords } from '../../keywords.ts';
import { numberArgument } from '../../kinds/kind.ts';
import type { Mutable } from '../../mutable.ts';
import type { Command } from '../../objects/object.ts';
import { parseU8, parseU32, parseU64 } from '../../parse/number.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { change } from '../object.ts';
import { passOver } from './modify.ts';
import { SHOW_SYNTAX } from './show.ts';
import { showGlobalOptions } from './show_global.ts';
import { TARGET_WORDS, type TargetDraft, targetOf } from './target.ts';
import { vlanUsage } from './usage.ts';

type Options = Mutable<Omit<VlanGlobalOptions, 'index' | 'vid' | 'vidEnd'>>;
type FieldOf<T> = { [K in keyof Options]-?: NonNullable<Options[K]> extends T ? K : never }[keyof Options];

interface Draft extends TargetDraft {
  readonly options: Options;
}

function numberWord(
  keyword: string,
  field: FieldOf<number>,
  read: (word: string) => number | undefined,
): Entry<WordAction<Draft>> {
  return [
    keyword,
    ({ options }, words) => {
      options[field] = numberArgument(words, read, `invalid ${keyword}`);
    },
    'integer',
  ];
}

/** Times are sent as they are written: in 1/100 s. */
function timeWord(keyword: string, field: FieldOf<bigint>): Entry<WordAction<Draft>> {
  return [
    keyword,
    ({ options }, words) => {
      options[field] = numberArgument(words, parseU64, `invalid ${keyword}`);
    },
    'integer',
  ];
}

const WORDS = keywords<WordAction<Draft>>(() => [
  ...TARGET_WORDS,
  numberWord('mcast_snooping', 'mcastSnooping', parseU8),
  numberWord('mcast_querier', 'mcastQuerier', parseU8),
  numberWord('mcast_igmp_version', 'mcastIgmpVersion', parseU8),
  numberWord('mcast_mld_version', 'mcastMldVersion', parseU8),
  numberWord('mcast_last_member_count', 'mcastLastMemberCnt', parseU32),
  numberWord('mcast_startup_query_count', 'mcastStartupQueryCnt', parseU32),
  timeWord('mcast_last_member_interval', 'mcastLastMemberIntvl'),
  timeWord('mcast_membership_interval', 'mcastMembershipIntvl'),
  timeWord('mcast_querier_interval', 'mcastQuerierIntvl'),
  timeWord('mcast_query_interval', 'mcastQueryIntvl'),
  timeWord('mcast_query_response_interval', 'mcastQueryResponseIntvl'),
  timeWord('mcast_startup_query_interval', 'mcastStartupQueryIntvl'),
]);

const SET_SYNTAX: Syntax = { words: [WORDS] };

export const GLOBAL_COMMANDS = keywords<Command>(() => [
  ['show lst list', showGlobalOptions, SHOW_SYNTAX],
  ['set', setGlobalOptions, SET_SYNTAX],
]);

export const runGlobal: Command = (session, words) => {
  const word = words.take();
  if (word === undefined) return showGlobalOptions(session, words);
  const command = GLOBAL_COMMANDS.find(word);
  if (command === undefined) throw vlanUsage();
  return command(session, words);
};

function setGlobalOptions(session: Session, words: Words): void {
  const draft: Draft = { session, options: {} };
  parseWords(words, draft, WORDS, passOver);
  const target = targetOf(draft);
  change(() => session.host.run(vlans.setGlobalOptions({ ...draft.options, ...target })));
}
