/** How an `ip` command ends early: what it says on stderr, with which status, and how far the ending reaches. */
import { type SystemError, strerror } from '@iplink-ts/socket';

/**
 * What a failure ends. iproute2 tells errors that a command returns from errors that leave the process where
 * they are found; the difference shows in batch files, where `-force` covers only the former.
 */
export type Reach = 'command' | 'program';

export class Failure extends Error {
  override readonly name = 'Failure';
  /** The text for stderr, line ends included; may be empty. */
  readonly text: string;
  readonly status: number;
  readonly reach: Reach;

  /** @param cause the refusal that it is about, for hints */
  constructor(reach: Reach, status: number, text: string, cause?: unknown) {
    super(text.trimEnd(), { cause });
    this.text = text;
    this.status = status;
    this.reach = reach;
  }
}

/** A failure the command returns: status 1 unless told otherwise, a batch goes on under `-force`. */
export function commandFailure(text: string, status = 1, cause?: unknown): Failure {
  return new Failure('command', status, text, cause);
}

/** A failure that leaves the program at once: status 255 unless told otherwise, a batch ends with it. */
export function programFailure(text: string, status = 255, cause?: unknown): Failure {
  return new Failure('program', status, text, cause);
}

/** `Error: argument "V" is wrong: MESSAGE`. Some messages of `ip` end in a line end of their own. */
export function wrongArgument(value: string, message: string): Failure {
  return programFailure(`Error: argument "${value}" is wrong: ${message}\n`);
}

export function duplicateArgument(keyword: string, value: string): Failure {
  return programFailure(`Error: duplicate "${keyword}": "${value}" is the second value.\n`);
}

/** A second bare word where only one may stand. */
export function duplicateOrGarbage(keyword: string, value: string): Failure {
  return programFailure(`Error: either "${keyword}" is duplicate, or "${value}" is a garbage.\n`);
}

export function incompleteLine(): Failure {
  return programFailure('Command line is not complete. Try option "help"\n');
}

export function noDevice(name: string): Failure {
  return commandFailure(`Cannot find device "${name}"\n`);
}

export function unknownCommand(word: string, object: string): Failure {
  return programFailure(`Command "${word}" is unknown, try "ip ${object} help".\n`);
}

/** A file that is no network namespace, or one that may not be entered. */
export function enteringFailure(name: string | undefined, error: SystemError): Failure {
  const reason = strerror(error.errno);
  return programFailure(`setting the network namespace "${name}" failed: ${reason}\n`, 255, error);
}
