/** `bridge vni show`. */
import type { Vni } from '@iplink-ts/rtnetlink';
import { vnis } from '@iplink-ts/rtnetlink/sync';
import type { Words } from '../../argv.ts';
import { Failure } from '../../failure.ts';
import type { Document } from '../../print/document.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { DEVICE_WORDS, parseFilter } from '../filter.ts';
import { listing } from '../object.ts';
import { VlanTable } from '../vlan/table.ts';
import { printVni } from './print.ts';

export const SHOW_SYNTAX: Syntax = { words: [DEVICE_WORDS] };

const HEADER = `${'dev'.padEnd(16)}  ${'vni'.padEnd(15)}  ${'group/remote'.padEnd(15)}\n`;

export function showVnis(session: Session, words: Words): void {
  const { dev } = parseFilter(session, words, DEVICE_WORDS);
  const document = session.document();
  document.begin();
  document.text(HEADER);
  const stats = session.options.statistics > 0;
  const listed = spelt(() =>
    listing(session, () => session.host.run(vnis.list({ ...(dev !== undefined && { dev }), stats }))),
  );
  for (const device of new Set(listed.map(({ ifindex }) => ifindex))) {
    printDevice(
      session,
      document,
      listed.filter(({ ifindex }) => ifindex === device),
    );
  }
  document.end();
}

export function printDevice(session: Session, document: Document, vnis: readonly Vni[]): void {
  const table = new VlanTable(session, document, 'vnis');
  for (const vni of vnis) {
    table.openRow(vni.ifindex);
    printVni(document, vni);
    table.closeRow();
  }
  table.close();
  document.lineBreak();
}

/** The reference spells it so, here. */
function spelt<T>(list: () => T): T {
  try {
    return list();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(error.reach, error.status, error.text.replace('Dump terminated', 'Dump ternminated'));
  }
}
