/** The counters that `-statistics` shows: IFLA_STATS64, in columns or as JSON. */
import type { Link } from '@iplink-ts/rtnetlink';
import type { Options } from '../../options.ts';
import type { Document } from '../../print/document.ts';
import { humanNumber } from '../../print/number.ts';

type Stats = NonNullable<Link['stats64']>;
/** The counters among the fields; beside them are bytes that are newer than the table. */
type Counter = { [K in keyof Stats]-?: NonNullable<Stats[K]> extends bigint ? K : never }[keyof Stats];

/** JSON keys and counters, in order. */
type Keys = readonly (readonly [string, Counter])[];

const RX: Keys = [
  ['bytes', 'rxBytes'],
  ['packets', 'rxPackets'],
  ['errors', 'rxErrors'],
  ['dropped', 'rxDropped'],
  ['over_errors', 'rxOverErrors'],
  ['multicast', 'multicast'],
];
const RX_ERRORS: Keys = [
  ['length_errors', 'rxLengthErrors'],
  ['crc_errors', 'rxCrcErrors'],
  ['frame_errors', 'rxFrameErrors'],
  ['fifo_errors', 'rxFifoErrors'],
  ['missed_errors', 'rxMissedErrors'],
];
const TX: Keys = [
  ['bytes', 'txBytes'],
  ['packets', 'txPackets'],
  ['errors', 'txErrors'],
  ['dropped', 'txDropped'],
  ['carrier_errors', 'txCarrierErrors'],
  ['collisions', 'collisions'],
];
const TX_ERRORS: Keys = [
  ['aborted_errors', 'txAbortedErrors'],
  ['fifo_errors', 'txFifoErrors'],
  ['window_errors', 'txWindowErrors'],
  ['heartbeat_errors', 'txHeartbeatErrors'],
];

function printKeys(document: Document, stats: Stats, keys: Keys): void {
  for (const [key, counter] of keys) document.json(key, stats[counter] ?? 0n);
}

/** A counter that is only shown once it has counted. */
function printCounted(document: Document, key: string, value: bigint | undefined): void {
  if (value !== undefined && value !== 0n) document.json(key, value);
}

function printJson(document: Document, link: Link, stats: Stats, errors: boolean): void {
  document.openObject('stats64');
  document.openObject('rx');
  printKeys(document, stats, RX);
  printCounted(document, 'compressed', stats.rxCompressed);
  if (errors) {
    printKeys(document, stats, RX_ERRORS);
    printCounted(document, 'nohandler', stats.rxNohandler);
    printCounted(document, 'otherhost', stats.rxOtherhostDropped);
  }
  document.closeObject();
  document.openObject('tx');
  printKeys(document, stats, TX);
  printCounted(document, 'compressed', stats.txCompressed);
  if (errors) {
    printKeys(document, stats, TX_ERRORS);
    if (link.carrierChanges !== undefined) document.json('carrier_changes', link.carrierChanges);
  }
  document.closeObject();
  document.closeObject();
}

/** Widths that the columns have at least; longer numbers widen them, in all rows alike. */
const WIDTHS: readonly number[] = [10, 7, 6, 7, 7, 7, 10, 9];

interface Cell {
  readonly title: string;
  readonly value: bigint;
}

/** A heading line and a line of numbers. The cells of a row of errors begin in the second column. */
interface Row {
  readonly heading: string;
  readonly kind: 'totals' | 'errors';
  readonly cells: readonly Cell[];
  /** Cells of the last two columns, there only once they have counted. */
  readonly optional: readonly Cell[];
}

function cells(stats: Stats, columns: readonly (readonly [string, Counter])[]): readonly Cell[] {
  return columns.map(([title, counter]) => ({ title, value: stats[counter] ?? 0n }));
}

function rows(link: Link, stats: Stats, errors: boolean): readonly Row[] {
  const rx: Row = {
    heading: '    RX:',
    kind: 'totals',
    cells: cells(stats, [
      ['bytes', 'rxBytes'],
      ['packets', 'rxPackets'],
      ['errors', 'rxErrors'],
      ['dropped', 'rxDropped'],
      ['missed', 'rxMissedErrors'],
      ['mcast', 'multicast'],
    ]),
    optional: cells(stats, [['compressed', 'rxCompressed']]),
  };
  const tx: Row = {
    heading: '    TX:',
    kind: 'totals',
    cells: cells(stats, [
      ['bytes', 'txBytes'],
      ['packets', 'txPackets'],
      ['errors', 'txErrors'],
      ['dropped', 'txDropped'],
      ['carrier', 'txCarrierErrors'],
      ['collsns', 'collisions'],
    ]),
    optional: cells(stats, [['compressed', 'txCompressed']]),
  };
  if (!errors) return [rx, tx];
  const rxErrors: Row = {
    heading: '    RX errors:',
    kind: 'errors',
    cells: cells(stats, [
      ['length', 'rxLengthErrors'],
      ['crc', 'rxCrcErrors'],
      ['frame', 'rxFrameErrors'],
      ['fifo', 'rxFifoErrors'],
      ['overrun', 'rxOverErrors'],
    ]),
    optional: cells(stats, [
      ['nohandler', 'rxNohandler'],
      ['otherhost', 'rxOtherhostDropped'],
    ]),
  };
  const transitions =
    link.carrierChanges === undefined ? [] : [{ title: 'transns', value: BigInt(link.carrierChanges) }];
  const txErrors: Row = {
    heading: '    TX errors:',
    kind: 'errors',
    cells: [
      ...cells(stats, [
        ['aborted', 'txAbortedErrors'],
        ['fifo', 'txFifoErrors'],
        ['window', 'txWindowErrors'],
        ['heartbt', 'txHeartbeatErrors'],
      ]),
      ...transitions,
    ],
    optional: [],
  };
  return [rx, rxErrors, tx, txErrors];
}

/** Column of the first optional cell. */
const OPTIONAL_COLUMN = 6;

function widen(widths: number[], row: Row): void {
  const first = row.kind === 'totals' ? 0 : 1;
  const widenTo = (column: number, value: bigint): void => {
    widths[column] = Math.max(widths[column] ?? 0, String(value).length);
  };
  for (const [at, { value }] of row.cells.entries()) widenTo(first + at, value);
  for (const [at, { value }] of row.optional.entries()) widenTo(OPTIONAL_COLUMN + at, value);
}

function headingLine(row: Row, widths: readonly number[]): string {
  const width = (column: number): number => widths[column] ?? 0;
  const counted = (cell: Cell | undefined): boolean => cell !== undefined && cell.value !== 0n;
  if (row.kind === 'totals') {
    const titles = row.cells.map(({ title }, at) => title.padStart(at === 0 ? width(0) - 4 : width(at)));
    const [compressed] = row.optional;
    // The field of `compressed` is there in any case, empty or not.
    titles.push((counted(compressed) ? (compressed?.title ?? '') : '').padStart(width(OPTIONAL_COLUMN)));
    return [row.heading, ...titles].join(' ');
  }
  const titles = row.cells.map(({ title }, at) => title.padStart(width(at + 1)));
  const optional = row.optional.map((cell, at) =>
    counted(cell) ? ` ${cell.title}`.padStart(width(OPTIONAL_COLUMN + at) + 1) : '',
  );
  return [row.heading + ' '.repeat(width(0) - 10), ...titles].join(' ') + optional.join('');
}

function numberLine(row: Row, widths: readonly number[], show: (value: bigint) => string): string {
  const first = row.kind === 'totals' ? 0 : 1;
  const number = (column: number, value: bigint): string => `${show(value).padStart(widths[column] ?? 0)} `;
  const lead = row.kind === 'totals' ? '    ' : ' '.repeat((widths[0] ?? 0) + 5);
  const regular = row.cells.map(({ value }, at) => number(first + at, value));
  const optional = row.optional.map(({ value }, at) =>
    value === 0n ? '' : number(OPTIONAL_COLUMN + at, value),
  );
  return lead + [...regular, ...optional].join('');
}

/** Prints the counters, without a line end behind the last line. */
export function printStatistics(document: Document, link: Link, options: Options): void {
  const stats = link.stats64;
  if (stats === undefined) return;
  const errors = options.statistics > 1;
  if (document.isJson) {
    printJson(document, link, stats, errors);
    return;
  }
  const table = rows(link, stats, errors);
  const widths = [...WIDTHS];
  if (!options.humanReadable) for (const row of table) widen(widths, row);
  const show = options.humanReadable
    ? (value: bigint): string => humanNumber(value, options.iec)
    : (value: bigint): string => String(value);
  for (const [at, row] of table.entries()) {
    if (at > 0) document.lineBreak();
    document.text(headingLine(row, widths));
    document.lineBreak();
    document.text(numberLine(row, widths, show));
  }
}
