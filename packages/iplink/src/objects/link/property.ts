/** `ip link property add|delete`: alternative names. */
import { links } from '@iplink-ts/rtnetlink/sync';
import { asksForHelp, type Words } from '../../argv.ts';
import { duplicateOrGarbage, noDevice, programFailure, wrongArgument } from '../../failure.ts';
import { request } from '../../kernel.ts';
import { type KeywordTable, keywords } from '../../keywords.ts';
import { isDeviceName, requireDeviceName } from '../../parse/ifname.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { linkUsage } from './usage.ts';

const WORDS: Syntax = {
  words: [
    keywords(() => [
      ['dev', undefined, 'device'],
      ['altname', undefined, 'name'],
    ]),
  ],
  bare: ['device'],
};

export const PROPERTY_OPERATORS: KeywordTable<'add' | 'delete'> = keywords<'add' | 'delete'>(() => [
  ['add*', 'add', WORDS],
  ['del*', 'delete', WORDS],
]);

export function changeProperty(session: Session, words: Words): void {
  const word = words.take();
  if (word === undefined || asksForHelp(word)) throw linkUsage();
  const operator = PROPERTY_OPERATORS.find(word);
  if (operator === undefined) throw programFailure('Operator required\n');
  const { device, altnames } = readWords(words);
  if (device === undefined) throw programFailure('Not enough of information: "dev" argument is required.\n');
  const index = session.interfaces.indexOf(device);
  if (index === 0) throw noDevice(device);
  request(() =>
    session.host.run(
      operator === 'add' ? links.addAltnames(index, altnames) : links.deleteAltnames(index, altnames),
    ),
  );
  session.interfaces.drop(index);
}

function readWords(words: Words): { device: string | undefined; altnames: readonly string[] } {
  let device: string | undefined;
  const altnames: string[] = [];
  for (let word = words.take(); word !== undefined; word = words.take()) {
    if (word === 'altname') {
      const altname = words.value();
      if (!isDeviceName(altname)) throw wrongArgument(altname, 'not a valid altname');
      altnames.push(altname);
      continue;
    }
    if (asksForHelp(word)) throw linkUsage();
    const name = word === 'dev' ? words.value() : word;
    if (device !== undefined) throw duplicateOrGarbage('dev', name);
    device = requireDeviceName('dev', name);
  }
  return { device, altnames };
}
