/** Words of a link command for XDP programs. */
import { commandFailure } from '../../failure.ts';
import type { LinkFields, LinkWord } from './draft.ts';

type XdpFlags = NonNullable<NonNullable<LinkFields['xdp']>['flags']>;

/** `xdp off` detaches whatever program is there; loading one is not part of this program. */
function xdpWord(keyword: string, flags: XdpFlags): LinkWord {
  return [
    keyword,
    ({ session, request }, words) => {
      const word = words.value();
      if (word !== 'off' && word !== 'none')
        throw commandFailure(`"${keyword} ${word} ${words.value()}" is not part of iplink-ts.\n`);
      request.xdp = { fd: -1, flags: session.options.force ? flags : ['updateIfNoexist', ...flags] };
    },
    ['off', 'none'],
  ];
}

export const XDP_WORDS: readonly LinkWord[] = [
  xdpWord('xdpgeneric', ['skbMode']),
  xdpWord('xdpdrv', ['drvMode']),
  xdpWord('xdpoffload', ['hwMode']),
  xdpWord('xdp', []),
];
