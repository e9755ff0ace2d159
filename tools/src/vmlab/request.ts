/** What the guest is asked to do, and in which surroundings. */
export interface GuestRequest {
  /** The program and its arguments; `[]` asks for an interactive shell on the console. */
  readonly command: readonly string[];
  /** Working directory, the same absolute path on the host and in the guest. */
  readonly directory: string;
  readonly path: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Folder of the kernel's modules, as the guest sees it. */
  readonly modules: string;
  /** Absolute path of util-linux's setsid. */
  readonly setsid: string;
  /** Ends each output stream. Random, so that no output contains it. */
  readonly endMark: string;
  /** Size of the host's terminal. */
  readonly rows: number;
  readonly columns: number;
}

/** One word of a POSIX shell that stands for exactly `text` (XCU 2.2.2: nothing is special in single quotes). */
export function shellWord(text: string): string {
  if (text.includes('\0')) throw new Error(`an argument cannot hold a NUL: ${JSON.stringify(text)}`);
  return `'${text.replaceAll("'", "'\\''")}'`;
}

const SHELL = ['/bin/sh', '-c', 'if [ -x /bin/bash ]; then exec /bin/bash; else exec /bin/sh; fi'];

/** The file that guest-session.sh reads: assignments only. */
export function requestFile(request: GuestRequest): string {
  const terminal = request.command.length === 0;
  const command = terminal ? SHELL : request.command;
  const exported = Object.entries(request.environment).map(([name, value]) => {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      throw new Error(`not a name of an environment variable: ${JSON.stringify(name)}`);
    }
    return `export ${name}=${shellWord(value)}`;
  });
  return [
    ...exported,
    `VMLAB_TERMINAL=${terminal ? 'yes' : 'no'}`,
    `VMLAB_ROWS=${request.rows}`,
    `VMLAB_COLUMNS=${request.columns}`,
    `VMLAB_DIRECTORY=${shellWord(request.directory)}`,
    `VMLAB_PATH=${shellWord(request.path)}`,
    `VMLAB_MODULES=${shellWord(request.modules)}`,
    `VMLAB_SETSID=${shellWord(request.setsid)}`,
    `VMLAB_END_MARK=${shellWord(request.endMark)}`,
    // Quoted twice: the assignment takes one level, the `eval` that runs the command the other.
    `VMLAB_COMMAND=${shellWord(command.map(shellWord).join(' '))}`,
    '',
  ].join('\n');
}
