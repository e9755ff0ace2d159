/** Words of a link command for namespaces: where the device goes, and where what it is on is. */
import { wrongArgument } from '../../failure.ts';
import { once } from '../../keywords.ts';
import { parseInteger } from '../../parse/number.ts';
import type { LinkWord } from './draft.ts';
import { claimNsid, parseDestination } from './netns.ts';

export const NETNS_WORD: LinkWord = [
  'netns',
  ({ request, session }, words) => {
    const word = words.value();
    once('netns', request.netNsFd ?? request.netNsPid, word);
    Object.assign(request, parseDestination(session, word));
  },
  'netns',
];

export const LINK_NETNS_WORDS: readonly LinkWord[] = [
  [
    'link-netns*',
    ({ request, session }, words) => {
      const word = words.value();
      once('link-netns/link-netnsid', request.linkNetnsid, word);
      const nsid = claimNsid(session, word);
      if (nsid === undefined) throw wrongArgument(word, 'Invalid "link-netns" value\n');
      request.linkNetnsid = nsid;
    },
    'netns',
  ],
  [
    'link-netnsid*',
    ({ request }, words) => {
      const word = words.value();
      once('link-netns/link-netnsid', request.linkNetnsid, word);
      const nsid = parseInteger(word);
      if (nsid === undefined) throw wrongArgument(word, 'Invalid "link-netnsid" value\n');
      request.linkNetnsid = nsid;
    },
    'nsid',
  ],
];
