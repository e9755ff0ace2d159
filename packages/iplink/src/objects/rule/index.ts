/** `ip rule`. */
import { rules } from '@iplink-ts/rtnetlink/sync';
import type { Words } from '../../argv.ts';
import { change, complainOfAcknowledgement } from '../../echo.ts';
import { commandFailure } from '../../failure.ts';
import { keywords } from '../../keywords.ts';
import type { Session } from '../../session.ts';
import { type Command, type IpObject, ipObject } from '../object.ts';
import { RULE_FILTER_WORDS } from './filter.ts';
import { printRule } from './print.ts';
import { flushRules, showRules } from './show.ts';
import { ruleUsage } from './usage.ts';
import { parseRule, RULE_WORDS } from './words.ts';

function modify(verb: 'add' | 'delete', name: string): Command {
  return (session: Session, words: Words) => {
    if (words.current === undefined) throw commandFailure(`"ip rule ${name}" requires arguments.\n`);
    const rule = parseRule(session, words, verb);
    change(
      session,
      (run) => run(rules[verb](rule)),
      (document, echo) => {
        if (echo?.subject === 'rule') printRule(session, document, echo.rule, echo.action);
        else complainOfAcknowledgement(session, 'rule');
      },
    );
  };
}

const COMMANDS = keywords<Command>(() => [
  ['list* lst* show*', showRules, RULE_FILTER_WORDS],
  ['save*', async (session, words) => (await import('./save.ts')).saveRules(session, words)],
  ['restore*', async (session) => (await import('./save.ts')).restoreRules(session)],
  ['add*', modify('add', 'add'), RULE_WORDS],
  ['delete*', modify('delete', 'del'), RULE_WORDS],
  ['flush*', flushRules, RULE_FILTER_WORDS],
  [
    'help*',
    () => {
      throw ruleUsage();
    },
  ],
]);

export const object: IpObject = ipObject('rule', COMMANDS, showRules);
