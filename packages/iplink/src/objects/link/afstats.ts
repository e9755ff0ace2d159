/** `ip link afstats`: what address families count for links; MPLS alone does. */
import type { Stats } from '@iplink-ts/rtnetlink';
import { stats } from '@iplink-ts/rtnetlink/sync';
import type { Words } from '../../argv.ts';
import { asksForHelp } from '../../argv.ts';
import { duplicateOrGarbage, unknownCommand } from '../../failure.ts';
import { dump } from '../../kernel.ts';
import type { Document } from '../../print/document.ts';
import { humanNumber } from '../../print/number.ts';
import type { Session } from '../../session.ts';
import { linkUsage } from './usage.ts';

type Mpls = NonNullable<NonNullable<NonNullable<Stats['afSpec']>['mpls']>['link']>;
type Columns = readonly (readonly [word: string, counter: CounterOf<Mpls>])[];
type CounterOf<T> = { [K in keyof T]-?: T[K] extends bigint ? K : never }[keyof T];

const RX: Columns = [
  ['bytes', 'rxBytes'],
  ['packets', 'rxPackets'],
  ['errors', 'rxErrors'],
  ['dropped', 'rxDropped'],
  ['noroute', 'rxNoroute'],
];
const TX: Columns = [
  ['bytes', 'txBytes'],
  ['packets', 'txPackets'],
  ['errors', 'txErrors'],
  ['dropped', 'txDropped'],
];

/** Widths that the columns have at least; the first is that of `RX: bytes`. */
const WIDTHS: readonly number[] = [9, 7, 6, 7, 7];

export function showAfstats(session: Session, words: Words): void {
  let device: string | undefined;
  for (let word = words.take(); word !== undefined; word = words.take()) {
    if (word === 'dev') {
      const name = words.value();
      if (device !== undefined) throw duplicateOrGarbage('dev', name);
      device = name;
    } else if (asksForHelp(word)) throw linkUsage();
    else throw unknownCommand(word, 'link');
  }
  const index = device === undefined ? undefined : session.interfaces.indexOf(device);
  // Complained of, and yet a success.
  if (index === 0) session.complain(`Device "${device}" does not exist.\n`);
  else show(session, index);
}

function show(session: Session, index: number | undefined): void {
  const document = session.document();
  document.begin();
  const listed = dump(session, () => session.host.run(stats.list({ filterMask: ['afSpec'] })), {
    status: 1,
    reach: 'program',
  });
  for (const { ifindex, afSpec } of listed) {
    const mpls = afSpec?.mpls?.link;
    if (mpls !== undefined && (index === undefined || ifindex === index))
      printMpls(session, document, ifindex, mpls);
  }
  document.end();
}

/** Without an object around it, so that the JSON is none that a parser takes; it is the reference's. */
function printMpls(session: Session, document: Document, index: number, mpls: Mpls): void {
  const { humanReadable, iec } = session.options;
  const name = session.interfaces.nameOf(index);
  document.field('ifindex', index, `${index}:`);
  document.field('ifname', name, name);
  document.lineBreak();
  document.text('    mpls:');
  document.lineBreak();
  const show = (value: bigint): string => (humanReadable ? humanNumber(value, iec) : String(value));
  const widths = WIDTHS.map((width, at) =>
    humanReadable ? width : Math.max(width, ...[RX, TX].map((columns) => lengthOf(mpls, columns[at]))),
  );
  printTable(document, 'rx', RX, mpls, widths, show);
  document.lineBreak();
  printTable(document, 'tx', TX, mpls, widths, show);
  document.text('\n');
}

function lengthOf(mpls: Mpls, column: Columns[number] | undefined): number {
  return column === undefined ? 0 : String(mpls[column[1]]).length;
}

function printTable(
  document: Document,
  key: 'rx' | 'tx',
  columns: Columns,
  mpls: Mpls,
  widths: readonly number[],
  show: (value: bigint) => string,
): void {
  const titles = columns.map(([word], at) => word.padStart((widths[at] ?? 0) - (at === 0 ? 4 : 0)));
  document.text(`        ${key.toUpperCase()}: ${titles.join(' ')}`);
  document.lineBreak();
  document.text('        ');
  document.openObject(key);
  for (const [at, [word, counter]] of columns.entries()) {
    const value = mpls[counter];
    document.field(word, value, `${show(value).padStart(widths[at] ?? 0)} `);
  }
  document.closeObject();
}
