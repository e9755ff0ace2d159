import type { Case, Measure, Target } from './case.ts';
import type { Machine } from './machine.ts';
import { digits, quantity, spread } from './quantity.ts';
import type { Result, Results } from './results.ts';

/** What a measure is called in the tables. */
const CALLED: Readonly<Record<Measure, string>> = {
  time: 'time',
  processor: 'processor time',
  peak: 'peak RSS',
  growth: 'RSS growth',
  allocated: 'allocated',
  delay99: 'event loop delay, p99',
  delayMax: 'event loop delay, worst',
  add: 'ADD',
  delete: 'DEL',
};

/** A line of the table of ratios. */
export interface Row {
  readonly of: string;
  readonly measure: Measure;
  readonly ours: string;
  readonly peer: string;
  readonly its: string;
  readonly ratio: string;
  readonly target: string;
  /** Undefined where there is no target, or nothing to compare with. */
  readonly holds: boolean | undefined;
}

/** The lines of a case: what has a target, then time against the peers that have none. */
export function rows({ name, targets, peers }: Case, { outcome }: Result): readonly Row[] {
  const [ours] = outcome.standings;
  const others: readonly Target[] = peers
    .slice(1)
    .filter(({ name: peer }) => !targets.some((target) => target.peer === peer))
    .map(({ name: peer }) => ({ measure: 'time', peer, atMost: Number.POSITIVE_INFINITY }));
  return [...targets, ...others].flatMap(({ measure, peer, atMost }) => {
    const value = ours?.values[measure];
    if (value === undefined) return [];
    const limit = Number.isFinite(atMost);
    const its = outcome.standings.find((standing) => standing.peer === peer);
    const own = { of: name, measure, ours: quantity(measure, value.median) };
    if (peer === undefined) {
      const target = limit ? `≤ ${quantity(measure, atMost)}` : '';
      return [
        { ...own, peer: '', its: '', ratio: '', target, holds: limit ? value.median <= atMost : undefined },
      ];
    }
    const ratio = its?.ratios[measure];
    const theirs = its?.values[measure];
    if (ratio === undefined || theirs === undefined) return [];
    return [
      {
        ...own,
        peer,
        its: quantity(measure, theirs.median),
        ratio: spread(ratio),
        target: limit ? `≤ ${atMost}` : '',
        holds: limit ? ratio.median <= atMost : undefined,
      },
    ];
  });
}

const table = (head: readonly string[], lines: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const answer = (holds: boolean | undefined): string => (holds === undefined ? '' : holds ? 'yes' : '**no**');

/** The table of ratios. */
export function ratioTable(cases: readonly Case[], results: Results): string {
  return table(
    ['case', 'measure', 'ours', 'peer', "peer's", 'ratio: median (quartiles)', 'target', 'holds'],
    known(cases, results).flatMap(([of, result]) =>
      rows(of, result).map((row) => [
        row.of,
        CALLED[row.measure],
        row.ours,
        row.peer,
        row.its,
        row.ratio,
        row.target,
        answer(row.holds),
      ]),
    ),
  );
}

/** What README.md quotes: of these, the ratios that have a target. */
const QUOTED: readonly string[] = [
  'list-links',
  'stream-routes',
  'list-addresses',
  'add-routes',
  'set-mtu',
  'monitor',
  'cli-links',
  'cli-addresses',
  'cni-macvlan',
  'cni-bridge',
];

export function quotation(cases: readonly Case[], results: Results): string {
  return table(
    ['job', 'measure', 'peer', "ours / peer's"],
    known(cases, results)
      .filter(([{ name }]) => QUOTED.includes(name))
      .flatMap(([of, result]) =>
        rows(of, result)
          .filter(({ target, peer }) => target !== '' && peer !== '')
          .map(({ measure, peer, ratio }) => [of.does(of.size), CALLED[measure], peer, ratio]),
      ),
  );
}

/** A text with what stands between its two marks replaced. @throws Error when it has no marks */
export function quotedIn(text: string, quoted: string): string {
  const [begin, end] = ['<!-- benchmarks/RESULTS.md -->', '<!-- end -->'];
  const [before, rest] = text.split(begin);
  const [, after] = rest?.split(end) ?? [];
  if (before === undefined || after === undefined) throw new Error(`no ${begin} and ${end} in the text`);
  return `${before}${begin}\n\n${quoted}\n\n${end}${after}`;
}

function costTable(cases: readonly Case[], results: Results): string {
  const listed = known(cases, results).filter(([, { costs }]) => costs.length > 0);
  const sizes = [...new Set(listed.flatMap(([, { costs }]) => costs.map(({ size }) => size)))];
  return table(
    ['case', ...sizes.map((size) => `${size} (ns each)`)],
    listed.map(([{ name }, { costs }]) => [
      name,
      ...sizes.map((size) => {
        const cost = costs.find((one) => one.size === size);
        return cost === undefined ? '' : spread(cost.each);
      }),
    ]),
  );
}

function runTable(cases: readonly Case[], results: Results): string {
  return table(
    ['case', 'does', 'pairs', 'commit', 'date', 'load before, after'],
    known(cases, results).map(([{ name, does, size }, { outcome, commit, date, load }]) => [
      name,
      does(size),
      String(outcome.standings[0]?.values.time?.count ?? ''),
      commit,
      date,
      load.map(digits).join(', '),
    ]),
  );
}

const known = (cases: readonly Case[], results: Results): readonly (readonly [Case, Result])[] =>
  cases.flatMap((of) => {
    const result = results[of.name];
    return result === undefined ? [] : [[of, result] as const];
  });

function machines(cases: readonly Case[], results: Results): string {
  const told = known(cases, results).map(([{ name }, { machine }]) => ({ name, text: machineText(machine) }));
  const different = [...new Set(told.map(({ text }) => text))];
  return different
    .map((text) => {
      const names = told.filter((one) => one.text === text).map(({ name }) => name);
      return different.length === 1 ? text : `${names.join(', ')}: ${text}`;
    })
    .join('\n\n');
}

function machineText({ processor, kernel, versions }: Machine): string {
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${processor}, Linux ${kernel}. ${list.join(', ')}.`;
}

function leftOut(cases: readonly Case[], results: Results): string {
  return known(cases, results)
    .flatMap(([{ name }, { outcome }]) =>
      outcome.leftOut.map(({ peer, reason }) => `- ${name}, ${peer}: ${reason}`),
    )
    .join('\n');
}

/**
 * RESULTS.md.
 * @param remarks what is said about targets that do not hold
 */
export function report(cases: readonly Case[], results: Results, remarks: string): string {
  const missing = leftOut(cases, results);
  return [
    '# What the benchmarks gave',
    'Written by `pnpm bench` from results.json beside it. Ours and a peer are measured in turn, in one run; the ratio is ours divided by the peer’s, of each pair, so that less is better. The machine was shared with other work, which the load tells of: trust the ratios, not the times.',
    machines(cases, results),
    ratioTable(cases, results),
    '## How the cost of one thing grows',
    costTable(cases, results),
    ...(missing === '' ? [] : ['## Peers that were not there', missing]),
    ...(remarks === '' ? [] : [remarks.trim()]),
    '## The runs',
    runTable(cases, results),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}
