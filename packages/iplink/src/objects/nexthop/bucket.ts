/** `ip nexthop bucket`: the buckets of resilient groups. */
import type { Nexthop, NexthopBucketFilter } from '@iplink-ts/rtnetlink';
import { nexthopBuckets } from '@iplink-ts/rtnetlink/sync';
import { parseWords, type WordAction, type Words } from '../../argv.ts';
import { commandFailure, unknownCommand } from '../../failure.ts';
import { dump, isRefusal, request } from '../../kernel.ts';
import { type KeywordTable, keywords } from '../../keywords.ts';
import type { Mutable } from '../../mutable.ts';
import { parseU16 } from '../../parse/number.ts';
import type { Session } from '../../session.ts';
import type { Command } from '../object.ts';
import { readNumber, refuseWord, showUsage } from './arguments.ts';
import { DEV_WORD, type DeviceFilter, MASTER_WORDS } from './devices.ts';
import { printBucket } from './print.ts';
import { DUMP } from './show.ts';

interface BucketFilter extends DeviceFilter {
  readonly kernel: Mutable<NexthopBucketFilter>;
}

const WORDS = keywords<WordAction<BucketFilter>>(() => [
  DEV_WORD,
  ...MASTER_WORDS,
  [
    'id',
    ({ kernel }, words) => {
      kernel.id = readNumber(words, 'id');
    },
    'integer',
  ],
  [
    'nhid',
    ({ kernel }, words) => {
      kernel.nhId = readNumber(words, 'id');
    },
    'integer',
  ],
  ['help*', showUsage],
]);

function listBuckets(session: Session, words: Words): void {
  const filter: BucketFilter = { session, kernel: {} };
  parseWords(words, filter, WORDS, (_filter, _words, word) => refuseWord(word));
  const document = session.document();
  document.begin();
  const list = (): readonly Nexthop[] => {
    try {
      return session.host.run(nexthopBuckets.list(filter.kernel));
    } catch (error) {
      // At the end of a dump the reference has no words for this one.
      if (isRefusal(error) && error.code === 'ENOENT') throw commandFailure('Dump terminated\n', DUMP.status);
      throw error;
    }
  };
  for (const bucket of dump(session, list, DUMP)) printBucket(document, bucket);
  document.end();
}

function getBucket(session: Session, words: Words): void {
  let id = 0;
  let index: number | undefined;
  for (let word = words.take(); word !== undefined; word = words.take()) {
    if (word === 'id') id = readNumber(words, 'id');
    else if (word === 'index') index = readNumber(words, 'bucket index', parseU16);
    else showUsage();
  }
  if (id === 0 || index === undefined) showUsage();
  const at = index;
  const bucket = request(() => session.host.run(nexthopBuckets.get(id, at)));
  const document = session.document();
  document.begin();
  printBucket(document, bucket);
  document.end();
}

export const BUCKET_COMMANDS: KeywordTable<Command> = keywords<Command>(() => [
  ['list* show* lst*', listBuckets, { words: [WORDS] }],
  ['get*', getBucket, { words: [keywords(() => [['id index', undefined, 'integer']])] }],
  ['help*', showUsage],
]);

export function runBucket(session: Session, words: Words): void | Promise<void> {
  const word = words.take();
  if (word === undefined) return listBuckets(session, words);
  const command = BUCKET_COMMANDS.find(word);
  if (command === undefined) throw unknownCommand(word, 'nexthop');
  return command(session, words);
}
