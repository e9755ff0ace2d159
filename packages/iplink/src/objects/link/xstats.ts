/** `ip link xstats`: counters of a kind of link, or of its ports. */
import { stats } from '@iplink-ts/rtnetlink/sync';
import { asksForHelp, type Words } from '../../argv.ts';
import { commandFailure, noDevice, wrongArgument } from '../../failure.ts';
import { dump } from '../../kernel.ts';
import { isPrefixOf } from '../../keywords.ts';
import { findKind, isAbsentKind } from '../../kinds/index.ts';
import { findXstats, type XstatsKind } from '../../kinds/xstats.ts';
import type { PrintGroup, Xstats } from '../../kinds/xstats_group.ts';
import type { Session } from '../../session.ts';

const HELP = 'Usage: ... xstats type TYPE [ ARGS ]\n';

/** What of which devices. */
interface Selection {
  readonly index: number | undefined;
  readonly groups: readonly PrintGroup[];
}

export function showXstats(session: Session, words: Words): void {
  const word = words.take();
  if (word === undefined) throw commandFailure('xstats: missing argument\n');
  if (isPrefixOf(word, 'type')) {
    const kind = requireXstats(words.value());
    const selection = readSelection(session, words, kind);
    if (selection === 'help') session.io.out.write(kind.help);
    else show(session, kind, selection);
    return;
  }
  if (!asksForHelp(word)) throw wrongArgument(word, 'unknown argument');
  session.io.out.write(HELP);
}

function requireXstats(name: string): XstatsKind {
  const kind = findXstats(name);
  if (kind !== undefined) return kind;
  if (findKind(name) === undefined && !isAbsentKind(name)) throw wrongArgument(name, 'invalid type');
  throw commandFailure(`xstats: link type ${name} doesn't support xstats\n`);
}

/** The last group that is named, or all; the last device. */
function readSelection(session: Session, words: Words, kind: XstatsKind): Selection | 'help' {
  let index: number | undefined;
  let groups = kind.groups;
  for (let word = words.take(); word !== undefined; word = words.take()) {
    const named = kind.groups.filter(([names]) => names.includes(word));
    if (named.length > 0) groups = named;
    else if (word === 'dev') index = requireDevice(session, words.value());
    else if (word === 'help') return 'help';
    else throw wrongArgument(word, 'unknown attribute');
  }
  return { index, groups: groups.map(([, print]) => print) };
}

function requireDevice(session: Session, name: string): number {
  const index = session.interfaces.indexOf(name);
  if (index === 0) throw noDevice(name);
  return index;
}

function show(session: Session, { slave, attribute }: XstatsKind, { index, groups }: Selection): void {
  const group = slave ? 'linkXstatsSlave' : 'linkXstats';
  const document = session.document();
  document.begin();
  const listed = dump(session, () => session.host.run(stats.list({ filterMask: [group] })), {
    status: 1,
    reach: 'program',
  });
  for (const stats of listed) {
    const xstats: Xstats | undefined = stats[group];
    if (xstats?.[attribute] === undefined || (index !== undefined && stats.ifindex !== index)) continue;
    const name = session.interfaces.nameOf(stats.ifindex);
    document.openObject();
    document.field('ifname', name, `${name.padEnd(16)}\n`);
    for (const print of groups) print(document, xstats);
    document.closeObject();
  }
  document.end();
}
