/** `ip rule list` and `ip rule flush`. */
import type { Rule } from '@iplink-ts/rtnetlink';
import { rules } from '@iplink-ts/rtnetlink/sync';
import type { Words } from '../../argv.ts';
import { dump, request } from '../../kernel.ts';
import type { Session } from '../../session.ts';
import { parseFilter, type RuleFilter, selects } from './filter.ts';
import { printRule } from './print.ts';

export const DUMP = { status: 255, reach: 'command' } as const;

function listRules(session: Session, filter: RuleFilter): readonly Rule[] {
  const listed = dump(session, () => session.host.run(rules.list({ family: filter.family })), DUMP);
  return listed.filter((rule) => selects(filter, rule));
}

export function showRules(session: Session, words: Words): void {
  const filter = parseFilter(session, words);
  const document = session.document();
  document.begin();
  for (const rule of listRules(session, filter)) printRule(session, document, rule);
  document.end();
}

/** Deletes what is selected, but for the rules without a priority: the kernel's own first one. */
export function flushRules(session: Session, words: Words): void {
  const filter = parseFilter(session, words);
  const document = session.document();
  document.begin();
  for (const rule of listRules(session, filter)) {
    if (filter.protocol !== undefined && filter.protocol !== rule.protocol) continue;
    if (rule.priority !== undefined) request(() => session.host.run(rules.delete(rule)));
  }
  document.end();
}
