/** `ip nexthop`. */
import { nexthops } from '@iplink-ts/rtnetlink/sync';
import { change, complainOfAcknowledgement } from '../../echo.ts';
import { keywords } from '../../keywords.ts';
import { type Command, type IpObject, ipObject } from '../object.ts';
import { showUsage } from './arguments.ts';
import { BUCKET_COMMANDS, runBucket } from './bucket.ts';
import { NEXTHOP_FILTER_WORDS } from './filter.ts';
import { printNexthop } from './print.ts';
import { flushNexthops, getNexthop, showNexthops } from './show.ts';
import { NEXTHOP_WORDS, parseNexthop } from './words.ts';

function modify(verb: 'add' | 'replace' | 'delete'): Command {
  return (session, words) => {
    const nexthop = parseNexthop(session, words);
    change(
      session,
      (run) => run(nexthops[verb](nexthop)),
      (document, echo) => {
        if (echo?.subject === 'nexthop') printNexthop(session, document, echo.nexthop, echo.action);
        else complainOfAcknowledgement(session, 'nexthop');
      },
    );
  };
}

const COMMANDS = keywords<Command>(() => [
  ['add*', modify('add'), NEXTHOP_WORDS],
  ['replace*', modify('replace'), NEXTHOP_WORDS],
  ['delete*', modify('delete'), NEXTHOP_WORDS],
  ['list* show* lst*', showNexthops, NEXTHOP_FILTER_WORDS],
  ['get*', getNexthop, { words: [keywords(() => [['id', undefined, 'integer']])] }],
  ['flush*', flushNexthops, NEXTHOP_FILTER_WORDS],
  ['help*', showUsage],
  ['bucket*', runBucket, BUCKET_COMMANDS],
]);

export const object: IpObject = ipObject('nexthop', COMMANDS, showNexthops);
