/** The XDP programs of a link: how they are attached, and their ids. What the programs are is known to bpf(2) only. */
import type { Link } from '@iplink-ts/rtnetlink';
import type { Document } from '../../print/document.ts';

type Xdp = NonNullable<Link['xdp']>;
type Attached = NonNullable<Xdp['attached']>;

/** XDP_ATTACHED_* (linux/if_link.h), with the words of `ip`. */
const MODES = {
  drv: { mode: 1, word: 'xdp' },
  skb: { mode: 2, word: 'xdpgeneric' },
  hw: { mode: 3, word: 'xdpoffload' },
  multi: { mode: 4, word: 'xdpmulti' },
} as const;

function modeOf(attached: Exclude<Attached, 'none'>): { readonly mode: number; readonly word: string } {
  return typeof attached === 'number' ? { mode: attached, word: `xdp[${attached}]` } : MODES[attached];
}

interface Program {
  /** How this one is attached. */
  readonly mode: number;
  /** What follows `prog/xdp`. */
  readonly suffix: string;
  readonly id: number;
}

function programsOf({ attached, progId, skbProgId, drvProgId, hwProgId }: Xdp): readonly Program[] {
  if (attached === undefined || attached === 'none') return [];
  const candidates =
    attached === 'multi'
      ? [
          { mode: MODES.skb.mode, suffix: 'generic', id: skbProgId },
          { mode: MODES.drv.mode, suffix: 'drv', id: drvProgId },
          { mode: MODES.hw.mode, suffix: 'offload', id: hwProgId },
        ]
      : [{ mode: modeOf(attached).mode, suffix: '', id: progId }];
  return candidates.flatMap(({ id, ...rest }) => (id ? [{ id, ...rest }] : []));
}

/** In the first line, and all that JSON has. @param withId whether no line of its own tells the id */
export function printXdp(document: Document, link: Link, withId: boolean): void {
  const { xdp } = link;
  if (xdp?.attached === undefined || xdp.attached === 'none') return;
  const { mode, word } = modeOf(xdp.attached);
  const programs = programsOf(xdp);
  const [only] = xdp.attached === 'multi' ? [] : programs;
  document.text(`${word}${withId && only !== undefined ? `/id:${only.id}` : ''} `);
  if (!document.isJson) return;
  document.openObject('xdp');
  document.json('mode', mode);
  if (only !== undefined) printProgram(document, only);
  document.openArray('attached');
  for (const program of programs) {
    document.openObject();
    document.json('mode', program.mode);
    printProgram(document, program);
    document.closeObject();
  }
  document.closeArray();
  document.closeObject();
}

function printProgram(document: Document, { id }: Program): void {
  document.openObject('prog');
  document.json('id', id);
  document.closeObject();
}

/** A line for each program, in text only. */
export function printXdpPrograms(document: Document, link: Link): void {
  if (document.isJson || link.xdp === undefined) return;
  for (const { suffix, id } of programsOf(link.xdp)) {
    document.lineBreak();
    document.text(`    prog/xdp${suffix} id ${id} `);
  }
}
