/** What is being done, on a line of standard error that is written over; a line for each stage where nobody looks on. */
export interface Progress extends Disposable {
  readonly tell: (what: string) => void;
}

export function progress(title: string): Progress {
  const { stderr } = process;
  if (stderr.isTTY) {
    return {
      tell: (what) => void stderr.write(`\r\x1b[K${title}: ${what}`),
      [Symbol.dispose]: () => void stderr.write('\r\x1b[K'),
    };
  }
  let stage = '';
  const tell = (what: string): void => {
    // The pairs count up; the first stands for all.
    const named = what.replaceAll(/\d+ of /g, '');
    if (named !== stage) stderr.write(`${title}: ${named}\n`);
    stage = named;
  };
  return { tell, [Symbol.dispose]: () => undefined };
}
