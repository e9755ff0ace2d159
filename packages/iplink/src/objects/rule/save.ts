/** `ip rule save` and `ip rule restore`. */
import { messages } from '@iplink-ts/rtnetlink/sync';
import type { Words } from '../../argv.ts';
import { restoreMessages, saveMessages } from '../../dump_file.ts';
import { commandFailure } from '../../failure.ts';
import { AF } from '../../family.ts';
import { dump } from '../../kernel.ts';
import type { Session } from '../../session.ts';
import { DUMP } from './show.ts';

/** What a file of rules begins with. */
const RULE_MAGIC = 0x71706986;

export function saveRules(session: Session, words: Words): void {
  if (words.current !== undefined) throw commandFailure('"ip rule save" does not take any arguments.\n');
  const { family } = session.options;
  saveMessages(session, RULE_MAGIC, () =>
    dump(
      session,
      () => session.host.run(messages.list('rule', { family: family === AF.UNSPEC ? AF.INET : family })),
      DUMP,
    ),
  );
}

/** Adds what was saved to what is there, the same once more included: rules are no set. */
export function restoreRules(session: Session): void {
  restoreMessages(session, RULE_MAGIC, 'rule');
}
