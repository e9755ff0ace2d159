import type { Argv } from 'yargs';
import type { Tool } from './tool.ts';

/** Options of every command. */
export interface CommonOptions {
  /** Print JSON. */
  readonly json: boolean;
}

/** What a command line asks for. */
export type Work = (tool: Tool) => Promise<void>;

/** A command: adds its words to `cli`, and hands over what there is to do when they were written. */
export type Command = (cli: Argv<CommonOptions>, choose: (work: Work) => void) => Argv<CommonOptions>;
