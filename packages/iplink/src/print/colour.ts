/** Terminal colours of `-color`. */

/** What a piece of text is about. */
export type Colour = 'ifname' | 'mac' | 'inet' | 'inet6' | 'operstateUp' | 'operstateDown';

export type Palette = Readonly<Record<Colour, string>>;

const RESET = '\u001b[0m';

const LIGHT: Palette = {
  ifname: '\u001b[36m',
  mac: '\u001b[33m',
  inet: '\u001b[35m',
  inet6: '\u001b[34m',
  operstateUp: '\u001b[32m',
  operstateDown: '\u001b[31m',
};

const DARK: Palette = {
  ifname: '\u001b[1;36m',
  mac: '\u001b[1;33m',
  inet: '\u001b[1;35m',
  inet6: '\u001b[1;34m',
  operstateUp: '\u001b[1;32m',
  operstateDown: '\u001b[1;31m',
};

/** COLORFGBG is `FG;BG` or `FG;DEFAULT;BG`; backgrounds 0 to 6 and 8 are the dark ones. */
export function choosePalette(colorfgbg: string | undefined): Palette {
  return /;[0-68]$/.test(colorfgbg ?? '') ? DARK : LIGHT;
}

export function paint(palette: Palette, colour: Colour, text: string): string {
  return palette[colour] + text + RESET;
}
